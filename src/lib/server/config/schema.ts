/** The shape of the config file, apart from what each kind of monitor takes by itself. */
import { validate as isCron } from 'node-cron';
import { z } from 'zod';
import { ruleFault } from '../calendar.ts';
import { duration } from '../probes/fields.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A stable identity: part of addresses, so lower case, digits and dashes only. */
export const key = z
	.string({ error: 'takes a key such as "shop"' })
	.regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, { error: 'takes lower-case letters, digits, - and _, at most 63 of them' });

const name = z.string({ error: 'takes a name' }).trim().min(1, { error: 'takes a name' }).max(200);

export const timeZone = z.string({ error: 'takes an IANA time zone such as Europe/Berlin' }).refine(isTimeZone, {
	error: ({ input }) => `takes an IANA time zone such as Europe/Berlin, not "${String(input)}"`
});

const locale = z.string().refine((tag) => isLocale(tag), { error: 'takes a language such as en or de-AT' });

const atLeast = (ms: number, words: string) => duration.refine((value) => value >= ms, { error: `takes at least ${words}` });
const counted = z.int({ error: 'takes a whole number from 1 to 20' }).min(1, { error: 'takes 1 to 20' }).max(20, { error: 'takes 1 to 20' });
const every = atLeast(1_000, '1s');
const timeout = atLeast(100, '100ms').refine((ms) => ms <= 5 * MINUTE_MS, { error: 'takes at most 5m' });

/** The keys that every monitor has, whatever its kind. */
export const monitorCommon = z.object({
	key,
	name,
	type: z.string({ error: 'takes a kind of monitor' }),
	group: key.optional(),
	every: every.optional(),
	cron: z
		.string()
		.refine((text) => text.trim().split(/\s+/).length === 5 && isCron(text), {
			error: 'takes a cron expression of five fields, such as "*/5 8-20 * * 1-5"'
		})
		.optional(),
	timeout: timeout.optional(),
	confirm: counted.optional(),
	recover: counted.optional(),
	retry: duration.optional(),
	origin: z.string().min(1).optional(),
	public: z.boolean({ error: 'takes true or false' }).default(true),
	tags: z.array(z.string().min(1)).default([]),
	notify: z.array(key).optional()
});

const page = z.strictObject({
	title: name.default('Status'),
	description: z.string().max(2_000).default(''),
	url: z
		.url({ protocol: /^https?$/, error: 'takes an address such as https://status.example' })
		.transform((url) => url.replace(/\/+$/, ''))
		.optional(),
	timezone: timeZone.default('UTC'),
	locale: locale.default('en'),
	groups: z.array(z.strictObject({ key, name })).default([])
});

const channel = z.discriminatedUnion(
	'type',
	[
		z.strictObject({
			key,
			name: name.optional(),
			type: z.literal('email'),
			to: z.array(z.email({ error: 'takes a mail address' })).min(1, { error: 'takes at least one mail address' })
		}),
		z.strictObject({
			key,
			name: name.optional(),
			type: z.literal('webhook'),
			url: z.url({ protocol: /^https?$/, error: 'takes an address such as https://hooks.example/x' }),
			secret: z.string().min(16, { error: 'takes at least 16 characters' }).optional()
		})
	],
	{ error: 'takes a kind of channel this version has: email or webhook' }
);

const maintenance = z.strictObject({
	key,
	title: name,
	message: z.string().default(''),
	starts: z
		.string({ error: 'takes a local time such as 2026-12-01T02:00' })
		.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, { error: 'takes a local time such as 2026-12-01T02:00' })
		.refine((text) => !Number.isNaN(Date.parse(`${text}Z`)), { error: 'is not a day of the calendar' }),
	timezone: timeZone.optional(),
	duration: atLeast(MINUTE_MS, '1m'),
	repeat: z
		.string()
		.transform((rule) => rule.replace(/^RRULE:/, ''))
		.superRefine((rule, context) => {
			const fault = ruleFault(rule);
			if (fault) context.addIssue({ code: 'custom', message: `takes a rule of RFC 5545 such as FREQ=MONTHLY;BYDAY=1TU: ${fault}` });
		})
		.optional(),
	components: z.array(key).default([]),
	notify_before: duration.optional()
});

/** Everything but the kinds' own keys, which `monitors` keeps untouched for them. */
export const configSchema = z.strictObject({
	page: page.prefault({}),
	defaults: z
		.strictObject({
			every: every.default(MINUTE_MS),
			timeout: timeout.default(10_000),
			confirm: counted.default(3),
			recover: counted.default(2),
			retry: duration.default(5_000)
		})
		.prefault({}),
	monitors: z.array(z.looseObject({}, { error: 'takes a monitor: key, name, type and what the type needs' })).default([]),
	components: z
		.array(z.strictObject({ key, name, group: key.optional(), public: z.boolean().default(true) }))
		.default([]),
	channels: z.array(channel).default([]),
	incidents: z
		.strictObject({
			auto: z.enum(['publish', 'draft', 'off'], { error: 'takes publish, draft or off' }).default('publish'),
			after: duration.default(2 * MINUTE_MS)
		})
		.prefault({}),
	maintenance: z.array(maintenance).default([]),
	retention: z
		.strictObject({ checks: atLeast(DAY_MS, '1d').default(7 * DAY_MS), hours: atLeast(DAY_MS, '1d').default(400 * DAY_MS) })
		.prefault({}),
	reference: z
		.array(z.url({ protocol: /^https?$/, error: 'takes addresses such as https://www.example/' }))
		.default(['https://one.one.one.one/', 'https://www.google.com/generate_204'])
});

export type RawConfig = z.infer<typeof configSchema>;
export type RawMonitor = z.infer<typeof monitorCommon>;

function isTimeZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return !/^[+-]/.test(zone);
	} catch {
		return false;
	}
}

function isLocale(tag: string): boolean {
	try {
		return Intl.getCanonicalLocales(tag).length === 1;
	} catch {
		return false;
	}
}
