/** The shape of the config file, apart from what each kind of monitor takes by itself. */
import { validate as isCron } from 'node-cron';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { LONGEST_WINDOW_MS } from '../../domain/maintenance.ts';
import { ruleFault } from '../calendar.ts';
import { failureRules } from '../channel-rules.ts';
import { resolverAddress } from '../probes/dns.ts';
import { duration, host } from '../probes/fields.ts';
import {
	durationBetween,
	isPublic,
	key,
	locale,
	name,
	prose,
	timeZone,
	webAddress,
	wholeNumber
} from './fields.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 366 * DAY_MS;

export const DEFAULT_REFERENCES: readonly string[] = [
	'https://one.one.one.one/',
	'https://www.google.com/generate_204'
];
/** Of three houses, so that one of them being wrong shows. */
export const PUBLIC_RESOLVERS: readonly string[] = ['1.1.1.1', '8.8.8.8', '9.9.9.9'];
/** An investigation asks no more than these. */
const RESOLVERS_AT_MOST = 3;

const every = durationBetween(SECOND_MS, YEAR_MS);
const timeout = durationBetween(100, 5 * MINUTE_MS);
const agreeing = wholeNumber(1, 20);
const retry = durationBetween(0, HOUR_MS);
const group = key.optional();

const CRON = 'takes a cron expression of five fields, such as "*/5 8-20 * * 1-5"';
const cron = z
	.string({ error: CRON })
	.refine((text) => text.trim().split(/\s+/).length === 5 && isCron(text), { error: CRON });

/** The keys that every monitor has, whatever its kind. */
export const monitorCommon = z.object({
	key: key.meta({
		title: 'Key',
		description: 'Its identity in addresses, the API and exports. It stays; the name may change.',
		example: 'shop'
	}),
	name: name.meta({ title: 'Name', example: 'Shop' }),
	type: z.string({ error: 'takes a kind of monitor, such as http' }),
	group: group.meta({ title: 'Group on the page', openTitle: 'No group' }),
	every: every.optional().meta({ title: 'Every', description: 'How often it is asked.', example: '60s' }),
	cron: cron.optional().meta({
		title: 'Cron expression',
		description: "In place of “every”: five fields, in the page's time zone.",
		example: '*/5 8-20 * * 1-5',
		isRare: true
	}),
	timeout: timeout.optional().meta({
		title: 'Time limit',
		description: 'For everything from the name lookup to the last byte.',
		example: '10s'
	}),
	confirm: agreeing.optional().meta({
		title: 'Checks that have to agree before it counts as down',
		example: '3',
		isRare: true
	}),
	recover: agreeing.optional().meta({
		title: 'Checks that have to agree before it counts as up again',
		example: '2',
		isRare: true
	}),
	retry: retry.optional().meta({ title: 'Pause between those checks', example: '5s', isRare: true }),
	origin: host.optional().meta({
		title: 'Server behind the front door',
		description: 'Where a CDN or a proxy stands in front: asked directly when that one fails.',
		example: '203.0.113.7',
		isRare: true
	}),
	public_url: webAddress.optional().meta({
		title: 'Where visitors may try it themselves',
		description:
			'An address that their browser asks when they press “Is it just me?”; a small picture tells the most.',
		example: 'https://shop.acme.example/favicon.ico',
		isRare: true
	}),
	public: isPublic.meta({
		title: 'Shown to the public',
		description: 'Switched off, it is on no public page, feed or badge.'
	}),
	tags: z
		.array(name, { error: 'takes a list of texts' })
		.default([])
		.meta({ title: 'Tags', description: 'For finding it here, one a line.', isRare: true }),
	notify: z
		.array(key, { error: 'takes a list of keys of channels' })
		.optional()
		.meta({ title: 'Who is told', openTitle: 'All channels', isRare: true }),
	notify_about: z.strictObject(failureRules).optional().meta({
		title: 'Which failures are told',
		description: "The channels' own rules hold as well. None chosen: all of them.",
		isRare: true
	})
});

const page = z.strictObject({
	title: name.default('Status'),
	description: prose.default(''),
	url: webAddress.transform((url) => url.replace(/\/+$/, '')).optional(),
	timezone: timeZone.default('UTC'),
	locale: locale.default('en'),
	groups: z.array(z.strictObject({ key, name })).default([])
});

const defaults = z.strictObject({
	every: every.default(MINUTE_MS),
	timeout: timeout.default(10 * SECOND_MS),
	confirm: agreeing.default(3),
	recover: agreeing.default(2),
	retry: retry.default(5 * SECOND_MS)
});

/** What holds for a monitor that says nothing else, where no file says otherwise. */
export const DEFAULTS = defaults.parse({});

const LOCAL_TIME = 'takes a local time such as 2026-12-01T02:00';
const localTime = z.string({ error: LOCAL_TIME }).refine(isLocalTime, { error: LOCAL_TIME });

const maintenance = z.strictObject({
	key,
	title: name,
	message: prose.default(''),
	starts: localTime,
	timezone: timeZone.optional(),
	duration: durationBetween(MINUTE_MS, LONGEST_WINDOW_MS),
	repeat: z
		.string({ error: 'takes a rule of RFC 5545 such as FREQ=MONTHLY;BYDAY=1TU' })
		.transform((rule) => rule.replace(/^RRULE:/, ''))
		.superRefine((rule, context) => {
			const fault = ruleFault(rule);
			if (fault === null) return;
			const message = `takes a rule of RFC 5545 such as FREQ=MONTHLY;BYDAY=1TU: ${fault}`;
			context.addIssue({ code: 'custom', message });
		})
		.optional(),
	components: z.array(key, { error: 'takes a list of keys of monitors and components' }).default([]),
	notify_before: durationBetween(MINUTE_MS, LONGEST_WINDOW_MS).optional()
});

const incidents = z.strictObject({
	auto: z.enum(['publish', 'draft', 'off'], { error: 'takes publish, draft or off' }).default('publish'),
	after: duration.default(2 * MINUTE_MS)
});

const retention = z.strictObject({
	checks: durationBetween(DAY_MS, 10 * YEAR_MS).default(7 * DAY_MS),
	hours: durationBetween(DAY_MS, 100 * YEAR_MS).default(400 * DAY_MS)
});

/** Everything but the kinds' own keys, which `monitors` and `channels` keep untouched for them. */
export const configSchema = z.strictObject({
	page: page.prefault({}),
	defaults: defaults.prefault({}),
	monitors: z
		.array(z.looseObject({}, { error: 'takes a monitor: key, name, type and what the type needs' }))
		.default([]),
	components: z
		.array(z.strictObject({ key, name, group, public: isPublic, public_url: webAddress.optional() }))
		.default([]),
	channels: z
		.array(z.looseObject({}, { error: 'takes a channel: key, type and what the type needs' }))
		.default([]),
	incidents: incidents.prefault({}),
	maintenance: z.array(maintenance).default([]),
	retention: retention.prefault({}),
	reference: z
		.array(webAddress, { error: 'takes a list of addresses; [] switches the look off' })
		.default([...DEFAULT_REFERENCES]),
	resolvers: z
		.array(resolverAddress, { error: 'takes a list of addresses of resolvers; [] asks no public ones' })
		.refine((list) => list.length <= RESOLVERS_AT_MOST, {
			error: `takes at most ${RESOLVERS_AT_MOST} addresses of resolvers`
		})
		.default([...PUBLIC_RESOLVERS])
});

export type RawConfig = z.infer<typeof configSchema>;
export type RawMonitor = z.infer<typeof monitorCommon>;

function isLocalTime(text: string): boolean {
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return false;
	try {
		Temporal.PlainDateTime.from(text, { overflow: 'reject' });
		return true;
	} catch {
		return false;
	}
}
