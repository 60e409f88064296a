/** Maintenance windows over the API: planned, changed, cancelled. */
import { z } from 'zod';
import type { MaintenanceWindow } from '../../../domain/maintenance.ts';
import { maintenanceChange, maintenanceInput } from '../../desk/maintenance-input.ts';
import { found } from '../../desk/refusal.ts';
import type { App } from '../../gatehouse.ts';
import * as windows from '../../stores/windows.ts';
import { maintenance, maintenanceDocument } from '../maintenance-documents.ts';
import { operation, type Answered } from '../operation.ts';
import { after, listOf, onePage, paging } from '../paging.ts';

const GROUP = 'Maintenance';

interface Named {
	app: App;
	actor: { workspaceId: string };
	path: { id: string };
}

async function versionOf({ app, actor, path }: Named): Promise<number | null> {
	return (await windows.find(app.database.client, actor.workspaceId, path.id))?.version ?? null;
}

function answered({ app }: Pick<Named, 'app'>, one: MaintenanceWindow): Answered {
	return { body: maintenanceDocument(one, app.roster()), version: one.version };
}

export const maintenanceOperations = [
	operation({
		id: 'maintenances.list',
		group: GROUP,
		method: 'GET',
		path: '/maintenances',
		permission: 'maintenance:read',
		summary: 'Maintenance windows, the oldest first',
		query: z.strictObject({
			state: z
				.enum(['planned', 'cancelled'], { error: 'takes planned or cancelled' })
				.default('planned')
				.describe('Those that take place, unless cancelled ones are asked for.'),
			...paging
		}),
		answer: listOf(maintenance),
		examples: [{ name: 'What is planned' }],
		async handle({ app, actor, query }) {
			const { state, limit, cursor } = query;
			const all = await windows.list(app.database.client, actor.workspaceId);
			const wanted = all.filter(({ archivedAt }) => (archivedAt === null) === (state === 'planned'));
			const rows = after(wanted, cursor, ({ id }) => id).slice(0, limit + 1);
			return onePage(
				rows,
				limit,
				(row) => maintenanceDocument(row, app.roster()),
				({ id }) => [id]
			);
		}
	}),
	operation({
		id: 'maintenances.create',
		group: GROUP,
		method: 'POST',
		path: '/maintenances',
		permission: 'maintenance:write',
		summary: 'Plan maintenance',
		description:
			'"starts" is a local time in "timezone", or an instant; with it either "ends" or "duration". "repeat" is a rule of RFC 5545. Subscribers are told at once unless "notify" is false, and reminded "notify_before" it begins.',
		body: maintenanceInput,
		status: 201,
		answer: maintenance,
		examples: [
			{
				name: 'Once',
				body: {
					title: 'Moving the database',
					message: 'Orders may fail for a few seconds.',
					starts: '2026-12-01T02:00',
					ends: '2026-12-01T04:00',
					timezone: 'Europe/Berlin',
					components: ['shop'],
					notify_before: '24h'
				}
			},
			{
				name: 'On the first Tuesday of each month',
				body: {
					title: 'Monthly patching',
					starts: '2026-12-01T02:00',
					duration: '2h',
					timezone: 'America/New_York',
					repeat: 'FREQ=MONTHLY;BYDAY=1TU',
					components: ['shop', 'phone']
				}
			},
			{ name: 'Without an end', body: { title: 'For ever', starts: '2026-12-01T02:00' }, status: 400 }
		],
		async handle({ app, trace, body }) {
			const made = await app.desk.maintenance.plan(trace, body);
			return { ...answered({ app }, made), location: `/maintenances/${made.id}` };
		}
	}),
	operation({
		id: 'maintenances.get',
		group: GROUP,
		method: 'GET',
		path: '/maintenances/{id}',
		permission: 'maintenance:read',
		summary: 'One maintenance window',
		answer: maintenance,
		examples: [
			{ name: 'A window', path: { id: 'a-window' } },
			{ name: 'None', path: { id: 'nowhere' }, status: 404 }
		],
		async handle(ask) {
			const one = await windows.find(ask.app.database.client, ask.actor.workspaceId, ask.path.id);
			return answered(ask, found(one, 'maintenance window'));
		}
	}),
	operation({
		id: 'maintenances.change',
		group: GROUP,
		method: 'PATCH',
		path: '/maintenances/{id}',
		permission: 'maintenance:write',
		summary: 'Change a maintenance window',
		description:
			'What is left out stays. Where its times change, occurrences that were moved by hand stay moved.',
		body: maintenanceChange,
		answer: maintenance,
		version: versionOf,
		examples: [
			{ name: 'Longer', path: { id: 'a-window' }, body: { duration: '3h', notify: false } },
			{
				name: 'The config file rules over it',
				path: { id: 'managed-window' },
				body: { duration: '3h' },
				status: 409
			}
		],
		async handle(ask) {
			const { app, trace, path, body, seen } = ask;
			return answered(ask, await app.desk.maintenance.change(trace, path.id, body, seen));
		}
	}),
	operation({
		id: 'maintenances.delete',
		group: GROUP,
		method: 'DELETE',
		path: '/maintenances/{id}',
		permission: 'maintenance:write',
		summary: 'Cancel a maintenance window',
		description: 'What runs ends now, what was announced is cancelled; what took place stays in the history.',
		query: z.strictObject({
			notify: z
				.enum(['true', 'false'], { error: 'takes true or false' })
				.transform((text) => text === 'true')
				.optional()
				.describe('Whether subscribers hear of it; those who count on it do, unless said.')
		}),
		status: 204,
		answer: null,
		version: versionOf,
		examples: [{ name: 'Cancel it', path: { id: 'a-window' }, query: { notify: 'false' } }],
		async handle({ app, trace, path, query }) {
			await app.desk.maintenance.cancel(trace, path.id, query);
			return {};
		}
	})
];
