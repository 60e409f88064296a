/** What the rules of a channel look like in the config file, in its form and in the API: one schema for the three. */
import { z } from 'zod';
import { HEARABLE } from '../domain/channel-rules.ts';
import { CAUSES, KINDS, SIDES } from '../domain/diagnosis/labels.ts';
import { TEMPLATE_FIELDS, unknownFields } from '../format/message-template.ts';
import { durationBetween, key, name, timeZone } from './config/fields.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const WALL_TIME = 'takes a time of day such as 22:00';
const wallTime = z.string({ error: WALL_TIME }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: WALL_TIME });

const states = z.array(
	z.enum(HEARABLE, { error: `takes any of ${HEARABLE.join(', ')}` }).meta({
		labels: {
			down: 'Down',
			degraded: 'Degraded',
			certificate: 'Certificates and domains that run out',
			other: 'Gatehouse itself'
		}
	})
);

const failures = {
	sides: z
		.array(z.enum(SIDES, { error: `takes any of ${SIDES.join(', ')}` }))
		.default([])
		.meta({ title: 'Whose side failed' }),
	kinds: z
		.array(z.enum(KINDS, { error: `takes any of ${KINDS.join(', ')}` }))
		.default([])
		.meta({ title: 'Sort of failure', description: 'Blocked means that only the check was refused.' }),
	causes: z
		.array(z.enum(CAUSES, { error: 'takes names of causes, such as dns-nxdomain' }))
		.default([])
		.meta({ title: 'Cause' })
};

/** Which failures are told: the same for a channel and for a monitor. */
export const failureRules = {
	only: z
		.strictObject(failures)
		.optional()
		.meta({ title: 'Only these failures', description: 'Any of what is chosen.', isRare: true }),
	never: z.strictObject(failures).optional().meta({ title: 'Never these failures', isRare: true })
};

const quiet = z.strictObject({
	from: wallTime.meta({ title: 'From', example: '22:00' }),
	to: wallTime.meta({ title: 'To', example: '07:00' }),
	timezone: timeZone.meta({ title: 'Time zone', example: 'Europe/Berlin' }),
	through: states.default([]).meta({
		title: 'Told all the same',
		description: 'Everything else waits and comes as one message when the quiet ends.'
	})
});

const fields = Object.keys(TEMPLATE_FIELDS);

export const channelRules = z.strictObject({
	monitors: z
		.array(key)
		.default([])
		.meta({ title: 'Monitors', description: 'None chosen, and no group or tag: all of them.' }),
	groups: z.array(key).default([]).meta({ title: 'Groups' }),
	tags: z.array(name).default([]).meta({ title: 'Tags' }),
	states: states.default([]).meta({ title: 'States', description: 'None chosen: all of them.' }),
	...failureRules,
	remind: durationBetween(MINUTE_MS, 7 * DAY_MS)
		.optional()
		.meta({
			title: 'Remind every',
			description: 'While it lasts and nobody has acknowledged it.',
			example: '30m'
		}),
	escalate: durationBetween(MINUTE_MS, DAY_MS).optional().meta({
		title: 'Tell only after',
		description: 'It hears of an outage when nobody has acknowledged it for so long.',
		example: '15m'
	}),
	quiet: quiet.optional().meta({ title: 'Quiet hours', isRare: true }),
	digest: durationBetween(MINUTE_MS, DAY_MS).optional().meta({
		title: 'Gather for',
		description: 'Everything of this time comes as one message.',
		example: '1h',
		isRare: true
	}),
	template: z
		.string({ error: 'takes a text' })
		.max(2_000, { error: 'takes at most 2000 characters' })
		.superRefine((text, context) => {
			const [unknown] = unknownFields(text);
			if (unknown === undefined) return;
			context.addIssue({
				code: 'custom',
				message: `takes the fields ${fields.join(', ')}, and not {${unknown}}`
			});
		})
		.optional()
		.meta({
			title: 'Own words',
			description: `The first line is the title. Fields in curly brackets: ${fields.join(', ')}.`,
			isLong: true,
			isRare: true
		})
});
