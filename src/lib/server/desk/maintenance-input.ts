/** What planning maintenance takes: the same fields for the form, for `/api/v1` and for its description. */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { parseDuration } from '../../domain/duration.ts';
import { LONGEST_WINDOW_MS, SHORTEST_WINDOW_MS } from '../../domain/maintenance.ts';
import { ruleFault } from '../calendar.ts';

const TITLE = 'Type a title: one line of at most 200 characters.';
const MESSAGE = 'Type a text of at most 10000 characters.';
const TIME = 'Give a local time such as 2026-12-01T02:00, or an instant such as 2026-12-01T01:00:00Z.';
const DURATION = 'Give a duration from 1m to 24d, such as 30m or 2h.';
const ZONE = 'Give an IANA time zone such as Europe/Berlin.';
const RULE = 'Give a rule of RFC 5545 such as FREQ=MONTHLY;BYDAY=1TU.';
const COMPONENTS = 'Give a list of keys of components.';

const title = z
	.string(TITLE)
	.trim()
	.regex(/^\P{Cc}{1,200}$/u, TITLE);
const message = z.string(MESSAGE).max(10_000, MESSAGE);
const time = z.string(TIME).trim().refine(isTime, TIME);
const duration = z.string(DURATION).trim().refine(isWindow, DURATION);
const timezone = z.string(ZONE).trim().refine(isZone, ZONE);
const repeat = z
	.string(RULE)
	.trim()
	.transform((rule) => rule.replace(/^RRULE:/i, ''))
	.superRefine((rule, context) => {
		const fault = ruleFault(rule);
		if (fault !== null) context.addIssue({ code: 'custom', message: `${RULE} This one: ${fault}` });
	});
const notify = z.boolean('Give true or false.').optional();

/** `POST /api/v1/maintenances`: `starts`, and either `ends` or `duration`. */
export const maintenanceInput = z.strictObject({
	title,
	/** Markdown, shown to the public. */
	message: message.default(''),
	starts: time,
	ends: time.optional(),
	duration: duration.optional(),
	/** IANA; the page's zone where none is given. */
	timezone: timezone.optional(),
	repeat: repeat.nullish(),
	components: z.array(z.string(COMPONENTS), COMPONENTS).max(500, COMPONENTS).default([]),
	/** How long before subscribers are reminded; null for not at all. */
	notify_before: duration.nullish(),
	/** Slug of the page that announces it; that of the first component where none is given. */
	page: z.string('Give the slug of a page.').optional(),
	/** Whether subscribers are told at once; they are, where nothing is said. */
	notify
});
export type MaintenanceInput = z.output<typeof maintenanceInput>;

/** `PATCH /api/v1/maintenances/{id}`: what is not given stays as it is. */
export const maintenanceChange = maintenanceInput
	.omit({ page: true, message: true, components: true })
	.extend({ message, components: maintenanceInput.shape.components.unwrap() })
	.partial();
export type MaintenanceChange = z.output<typeof maintenanceChange>;

/** What goes with a change of one occurrence: words for the public, and whether subscribers are told at once. */
export const occurrenceNote = z.strictObject({ message: message.optional(), notify });
export type OccurrenceNote = z.output<typeof occurrenceNote>;

/** Another time for one occurrence, in the window's zone; what is not given stays as it is. */
export const occurrenceMove = occurrenceNote.extend({
	starts: time.optional(),
	ends: time.optional(),
	duration: duration.optional()
});
export type OccurrenceMove = z.output<typeof occurrenceMove>;

/** Another end for what runs: by so much later, or a time. */
export const occurrenceExtension = occurrenceNote.extend({
	by: duration.optional(),
	ends: time.optional()
});
export type OccurrenceExtension = z.output<typeof occurrenceExtension>;

/** Something to say about one occurrence. */
export const occurrenceUpdate = z.strictObject({
	message: message.trim().min(1, 'Type what there is to say.'),
	notify
});
export type OccurrenceUpdateInput = z.output<typeof occurrenceUpdate>;

export function isInstant(text: string): boolean {
	return /(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
}

function isTime(text: string): boolean {
	try {
		if (isInstant(text)) Temporal.Instant.from(text);
		else if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/.test(text)) return false;
		else Temporal.PlainDateTime.from(text, { overflow: 'reject' });
		return true;
	} catch {
		return false;
	}
}

function isWindow(text: string): boolean {
	const ms = parseDuration(text);
	return ms !== null && ms >= SHORTEST_WINDOW_MS && ms <= LONGEST_WINDOW_MS;
}

function isZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return !/^[+-]/.test(zone);
	} catch {
		return false;
	}
}
