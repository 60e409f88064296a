/** Outages over the API: the list, one with all that is known of it, and those of one monitor. */
import { z } from 'zod';
import { found } from '../../desk/refusal.ts';
import * as diagnoses from '../../stores/diagnoses.ts';
import * as evidence from '../../stores/evidence.ts';
import * as investigations from '../../stores/investigations.ts';
import * as outages from '../../stores/outages.ts';
import { instant } from '../fields.ts';
import { monitorOf } from '../lookups.ts';
import { operation, type Ask } from '../operation.ts';
import { detailDocument, outage, outageDetail, outageDocument } from '../outage-documents.ts';
import { listOf, nameIn, onePage, paging, timeIn } from '../paging.ts';

const query = z.strictObject({
	state: z.enum(['open', 'ended'], { error: 'takes open or ended' }).optional(),
	from: instant.optional().describe('Only what lasted into the time from here …'),
	to: instant.optional().describe('… to here.'),
	...paging
});

const GROUP = 'Outages';

export const outageOperations = [
	operation({
		id: 'outages.list',
		group: GROUP,
		method: 'GET',
		path: '/outages',
		permission: 'outages:read',
		summary: 'Outages of every monitor, newest first',
		query: query.extend({ monitor: z.string().optional().describe('The key of one monitor.') }),
		answer: listOf(outage),
		examples: [
			{ name: 'What lasts', query: { state: 'open' } },
			{ name: 'A week of one monitor', query: { monitor: 'shop', from: '2026-11-18', to: '2026-11-25' } }
		],
		handle: (ask) => list(ask, ask.query.monitor)
	}),
	operation({
		id: 'outages.get',
		group: GROUP,
		method: 'GET',
		path: '/outages/{id}',
		permission: 'outages:read',
		summary: 'One outage with its evidence, diagnosis and investigation',
		description:
			'Evidence, diagnoses and findings are the documents that "gatehouse diagnose" takes and gives, with their own names and epoch milliseconds.',
		answer: outageDetail,
		examples: [
			{ name: 'An outage', path: { id: 'outage-of-the-shop' } },
			{ name: 'None', path: { id: 'nowhere' }, status: 404 }
		],
		async handle(ask) {
			const { client } = ask.app.database;
			const { workspaceId } = ask.actor;
			const one = found(await outages.find(client, workspaceId, ask.path.id), 'outage');
			const known = {
				evidence: await evidence.ofOutage(client, one.id),
				diagnoses: await diagnoses.ofOutage(client, one.id),
				investigations: await investigations.ofOutage(client, workspaceId, one.id)
			};
			return { body: { ...outageDocument(one), ...detailDocument(known) } };
		}
	}),
	operation({
		id: 'outages.acknowledge',
		group: GROUP,
		method: 'POST',
		path: '/outages/{id}/acknowledge',
		permission: 'outages:write',
		summary: 'Take an outage on, or give it back',
		body: z
			.strictObject({ acknowledged: z.boolean({ error: 'takes true or false' }).default(true) })
			.default({ acknowledged: true }),
		answer: outage,
		examples: [
			{ name: 'I am on it', path: { id: 'outage-of-the-shop' } },
			{ name: 'Not any more', path: { id: 'outage-of-the-shop' }, body: { acknowledged: false } }
		],
		async handle(ask) {
			const { app, actor, trace, path, body } = ask;
			await app.desk.outages.acknowledge(trace, path.id, body.acknowledged);
			const one = found(await outages.find(app.database.client, actor.workspaceId, path.id), 'outage');
			return { body: outageDocument(one) };
		}
	}),
	operation({
		id: 'monitors.outages',
		group: 'Monitors',
		method: 'GET',
		path: '/monitors/{key}/outages',
		permission: 'outages:read',
		summary: 'Outages of a monitor, newest first',
		query,
		answer: listOf(outage),
		examples: [{ name: 'All of them', path: { key: 'shop' } }],
		handle: (ask) => list(ask, ask.path.key)
	})
];

async function list(ask: Ask<never, z.output<typeof query>, unknown>, monitorKey: string | undefined) {
	const { state, from, to, limit, cursor } = ask.query;
	const rows = await outages.search(ask.app.database.client, ask.actor.workspaceId, {
		monitorId: monitorKey === undefined ? undefined : monitorOf(ask, monitorKey).id,
		isOpen: state && state === 'open',
		from,
		to,
		after: cursor && { startedAt: timeIn(cursor), id: nameIn(cursor, 1) },
		limit: limit + 1
	});
	return onePage(rows, limit, outageDocument, ({ startedAt, id }) => [startedAt, id]);
}
