/** The times a maintenance window takes place, over the API: the list, and what befalls one of them. */
import { z } from 'zod';
import { nextOccurrences } from '../../calendar.ts';
import {
	occurrenceExtension,
	occurrenceMove,
	occurrenceNote,
	occurrenceUpdate
} from '../../desk/maintenance-input.ts';
import type { OccurrenceRef } from '../../desk/occurrences.ts';
import { found } from '../../desk/refusal.ts';
import * as occurrences from '../../stores/occurrences.ts';
import * as windows from '../../stores/windows.ts';
import { instant } from '../fields.ts';
import { futureDocument, occurrence, occurrenceDocument } from '../maintenance-documents.ts';
import { operation, type Answered, type Ask } from '../operation.ts';
import { listOf, onePage, paging, timeIn } from '../paging.ts';

const GROUP = 'Maintenance';
const ONE = '/maintenances/{id}/occurrences/{occurrence}';
type Names = 'id' | 'occurrence';

const PATH = { id: 'a-window', occurrence: 'an-occurrence' };
const RUNNING = { id: 'a-window', occurrence: 'a-running-occurrence' };

/** Names one by its id, or by what the rule gave. */
async function which({ app, actor, path }: Ask<Names, unknown, unknown>): Promise<OccurrenceRef> {
	const { client } = app.database;
	const window = found(await windows.find(client, actor.workspaceId, path.id), 'maintenance window');
	const ruleAt = instant.safeParse(path.occurrence);
	if (ruleAt.success) return { windowId: window.id, ruleAt: ruleAt.data };
	const one = await occurrences.find(client, actor.workspaceId, { id: path.occurrence });
	return { id: found(one?.windowId === window.id ? one : null, 'occurrence').id };
}

/** An act on one occurrence, with the shape that its desk takes. */
function act<Body extends z.ZodType>(
	verb: string,
	summary: string,
	body: Body,
	examples: Parameters<typeof operation>[0]['examples'],
	done: (
		ask: Ask<Names, unknown, z.output<Body>>,
		ref: OccurrenceRef
	) => Promise<Parameters<typeof occurrenceDocument>[0]>
) {
	return operation({
		id: `occurrences.${verb}`,
		group: GROUP,
		method: 'POST',
		path: `${ONE}/${verb}`,
		permission: 'maintenance:write',
		summary,
		body,
		answer: occurrence,
		examples,
		handle: async (ask: Ask<Names, unknown, z.output<Body>>): Promise<Answered> => ({
			body: occurrenceDocument(await done(ask, await which(ask)))
		})
	});
}

const note = occurrenceNote.default({});

export const occurrenceOperations = [
	operation({
		id: 'maintenances.occurrences',
		group: GROUP,
		method: 'GET',
		path: '/maintenances/{id}/occurrences',
		permission: 'maintenance:read',
		summary: 'The times a window takes place, by their start',
		description: 'Those that were, and as many of those to come as fit on a page.',
		query: z.strictObject({
			from: instant.optional().describe('Only those that end after it.'),
			to: instant.optional().describe('Only those that start before it.'),
			...paging
		}),
		answer: listOf(occurrence),
		examples: [
			{ name: 'The next ten', path: { id: 'a-window' }, query: { from: '2026-11-24', limit: '10' } },
			{ name: 'None', path: { id: 'nowhere' }, status: 404 }
		],
		async handle({ app, actor, path, query }) {
			const { from = 0, to = Infinity, limit, cursor } = query;
			const { client } = app.database;
			const window = found(await windows.find(client, actor.workspaceId, path.id), 'maintenance window');
			const written = await occurrences.ofWindow(client, actor.workspaceId, window.id);
			const known = new Set(written.map(({ ruleAt }) => ruleAt));
			const begin = cursor ? timeIn(cursor) : -1;
			const ahead =
				window.archivedAt === null
					? nextOccurrences(window, Math.max(app.clock.now(), from, begin), limit + written.length + 1)
					: [];
			const rows = [
				...written.map((one) => ({ ...one, document: occurrenceDocument(one) })),
				...ahead
					.filter((span) => !known.has(span.from))
					.map((span) => ({ startsAt: span.from, endsAt: span.to, document: futureDocument(span) }))
			]
				.filter(({ startsAt, endsAt }) => startsAt > begin && endsAt > from && startsAt < to)
				.sort((a, b) => a.startsAt - b.startsAt);
			return onePage(
				rows.slice(0, limit + 1),
				limit,
				({ document }) => document,
				({ startsAt }) => [startsAt]
			);
		}
	}),
	act(
		'move',
		'Give one that is to come another time',
		occurrenceMove,
		[
			{
				name: 'A day later',
				path: PATH,
				body: { starts: '2026-12-02T02:00', duration: '1h', notify: false }
			},
			{
				name: 'One far ahead, by what the rule gives',
				path: { ...PATH, occurrence: '2027-06-01T02:00:00Z' },
				body: { starts: '2027-06-02T02:00' }
			}
		],
		({ app, trace, body }, ref) => app.desk.maintenance.move(trace, ref, body)
	),
	act(
		'skip',
		'Let one not take place',
		note,
		[
			{ name: 'Skip it', path: PATH, body: { message: 'Not before the holidays.', notify: true } },
			{ name: 'It runs already', path: RUNNING, status: 409 }
		],
		({ app, trace, body }, ref) => app.desk.maintenance.skip(trace, ref, body)
	),
	act(
		'restore',
		'Let one that was skipped take place after all',
		note,
		[
			{ name: 'After all', path: { ...PATH, occurrence: 'a-skipped-occurrence' } },
			{ name: 'It was not skipped', path: PATH, status: 409 }
		],
		({ app, trace, body }, ref) => app.desk.maintenance.restore(trace, ref, body)
	),
	act(
		'start',
		'Begin one now',
		note,
		[{ name: 'Begin', path: PATH, body: {} }],
		({ app, trace, body }, ref) => app.desk.maintenance.start(trace, ref, body)
	),
	act(
		'extend',
		'Give one that runs another end',
		occurrenceExtension,
		[
			{ name: 'Half an hour more', path: RUNNING, body: { by: '30m', message: 'A disk is slow.' } },
			{ name: 'It does not run', path: PATH, body: { by: '30m' }, status: 409 }
		],
		({ app, trace, body }, ref) => app.desk.maintenance.extend(trace, ref, body)
	),
	act(
		'end',
		'End one that runs',
		note,
		[{ name: 'Done early', path: RUNNING, body: { message: 'Done early.' } }],
		({ app, trace, body }, ref) => app.desk.maintenance.end(trace, ref, body)
	),
	act(
		'updates',
		'Say something about one',
		occurrenceUpdate,
		[{ name: 'Half done', path: RUNNING, body: { message: 'Half of the machines are done.', notify: true } }],
		({ app, trace, body }, ref) => app.desk.maintenance.say(trace, ref, body)
	)
];
