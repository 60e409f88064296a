/** Incidents over the API: what a person can do at the desk, with the same shapes. */
import { z } from 'zod';
import type { Incident } from '../../../domain/incident.ts';
import {
	correctionInput,
	editInput,
	openInput,
	publishInput,
	updateInput
} from '../../desk/incident-input.ts';
import { found } from '../../desk/refusal.ts';
import type { App } from '../../gatehouse.ts';
import * as incidents from '../../stores/incidents.ts';
import { searched } from '../fields.ts';
import { incident, incidentDocument } from '../incident-documents.ts';
import { operation, type Answered } from '../operation.ts';
import { listOf, nameIn, onePage, paging, timeIn } from '../paging.ts';

const GROUP = 'Incidents';

interface Named {
	app: App;
	actor: { workspaceId: string };
	path: { id: string };
}

export async function incidentVersion({ app, actor, path }: Named): Promise<number | null> {
	return (await incidents.get(app.database.client, actor.workspaceId, path.id))?.version ?? null;
}

export function answered({ app }: Pick<Named, 'app'>, one: Incident): Answered {
	return { body: incidentDocument(one, app.roster()), version: one.version };
}

/** What the caller saw, by the header or in the body. */
export function withSeen<T extends { version?: number | undefined }>(body: T, seen: number | null): T {
	return seen === null ? body : { ...body, version: seen };
}

export const incidentOperations = [
	operation({
		id: 'incidents.list',
		group: GROUP,
		method: 'GET',
		path: '/incidents',
		permission: 'incidents:read',
		summary: 'Incidents, newest first',
		query: z.strictObject({
			state: z
				.enum(['open', 'draft', 'past'], { error: 'takes open, draft or past' })
				.optional()
				.describe('Public and not over; for the team alone; or over.'),
			q: searched.optional().describe('Any part of a title or of what was said.'),
			...paging
		}),
		answer: listOf(incident),
		examples: [
			{ name: 'What is open', query: { state: 'open' } },
			{ name: 'Looked for', query: { q: 'checkout' } }
		],
		async handle({ app, actor, query }) {
			const { state, q, limit, cursor } = query;
			const { incidents: rows } = await incidents.search(app.database.client, actor.workspaceId, {
				state,
				text: q ?? '',
				after: cursor && { startedAt: timeIn(cursor), id: nameIn(cursor, 1) },
				limit: limit + 1
			});
			const document = (row: Incident) => incidentDocument(row, app.roster());
			return onePage(rows, limit, document, ({ startedAt, id }) => [startedAt, id]);
		}
	}),
	operation({
		id: 'incidents.create',
		group: GROUP,
		method: 'POST',
		path: '/incidents',
		permission: 'incidents:write',
		summary: 'Open an incident',
		description:
			'Without an impact it gets the one that its components suggest. "notify" overrides the rule that subscribers hear of changes of status. A draft is for the team until it is published.',
		body: openInput,
		status: 201,
		answer: incident,
		examples: [
			{
				name: 'The shop is down',
				body: {
					title: 'Orders cannot be placed',
					impact: 'major',
					status: 'investigating',
					message: 'Placing an order fails. We are looking into it and will say more by 15:00 UTC.',
					components: { shop: 'partial_outage' },
					notify: true
				}
			},
			{
				name: 'A draft of what began earlier',
				body: {
					title: 'Slow pages',
					message: 'Pages are slow.',
					components: { shop: 'degraded_performance' },
					draft: true,
					started_at: '2026-11-24T11:40:00Z'
				}
			},
			{
				name: 'A component that there is not',
				body: { title: 'Oddness', message: 'Something is odd.', components: { nothing: 'partial_outage' } },
				status: 400
			}
		],
		async handle({ app, trace, body }) {
			const made = await app.desk.incidents.open(trace, body);
			return { ...answered({ app }, made), location: `/incidents/${made.id}` };
		}
	}),
	operation({
		id: 'incidents.get',
		group: GROUP,
		method: 'GET',
		path: '/incidents/{id}',
		permission: 'incidents:read',
		summary: 'One incident with its updates',
		answer: incident,
		examples: [
			{ name: 'An incident', path: { id: 'open-incident' } },
			{ name: 'None', path: { id: 'nowhere' }, status: 404 }
		],
		async handle(ask) {
			const one = await incidents.get(ask.app.database.client, ask.actor.workspaceId, ask.path.id);
			return answered(ask, found(one, 'incident'));
		}
	}),
	operation({
		id: 'incidents.change',
		group: GROUP,
		method: 'PATCH',
		path: '/incidents/{id}',
		permission: 'incidents:write',
		summary: 'Change what an incident is about',
		description:
			'Says nothing to anybody. "components" names all of them; those left out are named no longer.',
		body: editInput,
		answer: incident,
		version: incidentVersion,
		examples: [
			{
				name: 'Another title',
				path: { id: 'open-incident' },
				body: { title: 'Orders and returns cannot be placed', impact: 'critical' }
			}
		],
		async handle(ask) {
			const { app, trace, path, body, seen } = ask;
			return answered(ask, await app.desk.incidents.edit(trace, path.id, withSeen(body, seen)));
		}
	}),
	operation({
		id: 'incidents.delete',
		group: GROUP,
		method: 'DELETE',
		path: '/incidents/{id}',
		permission: 'incidents:write',
		summary: 'Discard an incident',
		description: 'It is gone from everything, the public page included. For a month it can be restored.',
		status: 204,
		answer: null,
		version: incidentVersion,
		examples: [{ name: 'Discard it', path: { id: 'open-incident' } }],
		async handle({ app, trace, path, seen }) {
			await app.desk.incidents.discard(trace, path.id, withSeen({}, seen));
			return {};
		}
	}),
	operation({
		id: 'incidents.update',
		group: GROUP,
		method: 'POST',
		path: '/incidents/{id}/updates',
		permission: 'incidents:write',
		summary: 'Say more about an incident',
		description:
			'"resolved" ends it and its components are well again; any other status opens it again. Answers with the incident, its newest update first.',
		body: updateInput,
		status: 201,
		answer: incident,
		version: incidentVersion,
		examples: [
			{
				name: 'The cause is known',
				path: { id: 'open-incident' },
				body: {
					status: 'identified',
					message: 'A full disk. We are making room.',
					components: { shop: 'degraded_performance' }
				}
			},
			{
				name: 'It is over',
				path: { id: 'open-incident' },
				body: { status: 'resolved', message: 'Orders work again.', notify: true }
			}
		],
		async handle(ask) {
			const { app, trace, path, body, seen } = ask;
			const changed = await app.desk.incidents.update(trace, path.id, withSeen(body, seen));
			return { ...answered(ask, changed), location: `/incidents/${path.id}` };
		}
	}),
	operation({
		id: 'incidents.correct',
		group: GROUP,
		method: 'PATCH',
		path: '/incidents/{id}/updates/{update}',
		permission: 'incidents:write',
		summary: 'Correct an update',
		description: 'Readers see that it was edited.',
		body: correctionInput,
		answer: incident,
		version: incidentVersion,
		examples: [
			{
				name: 'Other words',
				path: { id: 'open-incident', update: 'first-update' },
				body: { message: 'Some orders fail. We are looking into it.' }
			}
		],
		async handle(ask) {
			const { app, trace, path, body, seen } = ask;
			const input = withSeen(body, seen);
			return answered(ask, await app.desk.incidents.correct(trace, path.id, path.update, input));
		}
	}),
	operation({
		id: 'incidents.publish',
		group: GROUP,
		method: 'POST',
		path: '/incidents/{id}/publish',
		permission: 'incidents:write',
		summary: 'Make a draft public',
		body: publishInput.default({}),
		answer: incident,
		version: incidentVersion,
		examples: [
			{ name: 'Publish it', path: { id: 'draft-incident' }, body: { notify: true } },
			{ name: 'It is public already', path: { id: 'open-incident' }, status: 409 }
		],
		async handle(ask) {
			const { app, trace, path, body, seen } = ask;
			return answered(ask, await app.desk.incidents.publish(trace, path.id, withSeen(body, seen)));
		}
	})
];
