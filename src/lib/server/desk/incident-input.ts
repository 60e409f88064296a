/** What can be written about incidents, by a form or over the API: one shape for both, and a sentence for what it is not. */
import { z } from 'zod';
import { IMPACTS } from '../../domain/incident.ts';

/** What an incident can say of a component. */
export const CLAIMED_STATUSES = [
	'operational',
	'degraded_performance',
	'partial_outage',
	'major_outage',
	'under_maintenance'
] as const;

/** What an update can say; a postmortem is written apart. */
export const UPDATE_STATUSES = ['investigating', 'identified', 'monitoring', 'resolved'] as const;

const TITLE = 'Type a title: what does not work, in a few words.';
const MESSAGE = 'Type what happens, what is known, and when you will say more.';
const MOMENT = 'Write a time with its zone, such as 2026-11-24T14:02:00Z.';
const MESSAGE_AT_MOST = 20_000;

/** Browsers send a text's lines apart with CR LF. */
const lines = (text: string) => text.replace(/\r\n?/g, '\n');

/** One line, whatever was pasted. */
export const titleText = z
	.string(TITLE)
	.trim()
	.overwrite((text) => text.replace(/\s+/gu, ' '))
	.min(1, TITLE)
	.max(200, 'A title has at most 200 characters.');

export const messageText = z
	.string(MESSAGE)
	.overwrite(lines)
	.trim()
	.min(1, MESSAGE)
	.max(MESSAGE_AT_MOST, 'A text has at most 20,000 characters.');

const impact = z.enum(IMPACTS, `Choose one of ${IMPACTS.join(', ')}.`);
export const updateStatus = z.enum(UPDATE_STATUSES, `Choose one of ${UPDATE_STATUSES.join(', ')}.`);
const components = z.record(
	z.string(),
	z.enum(CLAIMED_STATUSES, `A component can be ${CLAIMED_STATUSES.join(', ')}.`),
	'Name components by their keys, each with its status.'
);
const moment = z.iso.datetime({ offset: true, error: MOMENT }).transform((text) => Date.parse(text));
const notify = z.boolean('Write true or false, or leave it out.').optional();

/** The version that the writer had before them; a newer one is not written over. */
const version = z.number('A version is a number.').int().positive().optional();

export const openInput = z.strictObject({
	title: titleText,
	/** Left out, what the components suggest. */
	impact: impact.optional(),
	status: updateStatus.default('investigating'),
	message: messageText,
	/** Component key → what the incident says of it. */
	components: components.default({}),
	/** Whether subscribers hear of it; left out, they hear of changes of status. */
	notify,
	/** Kept for the team until somebody publishes it. */
	draft: z.boolean('Write true or false.').default(false),
	/** When it began; left out, now. */
	started_at: moment.optional(),
	/** The slug of the status page, for an incident without components; left out, the first page. */
	page: z.string().max(100).optional(),
	/** The id of the outage it tells of. */
	outage: z.string().max(64).optional()
});

/** As a person writes it in a hurry: without a title it gets the one that its components suggest. */
export const composerInput = openInput.extend({ title: z.union([z.literal(''), titleText]).default('') });

export const updateInput = z.strictObject({
	/** Left out, as it was. */
	status: updateStatus.optional(),
	message: messageText,
	/** What changes of components; those left out stay as they were, and are well when the incident is resolved. */
	components: components.default({}),
	notify,
	/** The time it is shown with; left out, now. */
	at: moment.optional(),
	version
});

export const editInput = z.strictObject({
	title: titleText.optional(),
	impact: impact.optional(),
	/** All components it names; those left out are named no longer. */
	components: components.optional(),
	started_at: moment.optional(),
	version
});

export const correctionInput = z.strictObject({
	message: messageText,
	/** The time it is shown with; left out, as it was. */
	at: moment.optional(),
	version
});

export const publishInput = z.strictObject({ notify, version });

export const postmortemInput = z.strictObject({
	text: z
		.string('Type what was learnt.')
		.overwrite(lines)
		.trim()
		.max(60_000, 'A postmortem has at most 60,000 characters.'),
	/** false keeps it for the team. */
	publish: z.boolean('Write true or false.').default(true),
	notify,
	version
});

const notes = z
	.string('Type your notes.')
	.overwrite(lines)
	.trim()
	.max(MESSAGE_AT_MOST, 'Notes have at most 20,000 characters.');

export const notesInput = z.strictObject({
	text: notes,
	/** The notes that the writer had before them; others are not written over. */
	seen: notes.optional()
});

export const mergeInput = z.strictObject({
	/** The id of the incident that tells of both from then on. */
	into: z
		.string('Choose the incident to merge it into.')
		.min(1, 'Choose the incident to merge it into.')
		.max(64),
	version
});

export type OpenIncident = z.output<typeof composerInput>;
export type UpdateIncident = z.output<typeof updateInput>;
export type EditIncident = z.output<typeof editInput>;
export type CorrectUpdate = z.output<typeof correctionInput>;
export type PublishIncident = z.output<typeof publishInput>;
export type WritePostmortem = z.output<typeof postmortemInput>;
export type WriteNotes = z.output<typeof notesInput>;
export type MergeIncident = z.output<typeof mergeInput>;
