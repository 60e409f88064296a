/** What the public sees, over the API: components, hidden ones included, with the status that every page shows. */
import { z } from 'zod';
import { COMPONENT_STATUSES, type Component } from '../../../domain/component.ts';
import { found } from '../../desk/refusal.ts';
import type { App } from '../../gatehouse.ts';
import { iso, time } from '../fields.ts';
import { operation } from '../operation.ts';
import { after, listOf, onePage, paging } from '../paging.ts';

const GROUP = 'Components';

const status = z.enum(COMPONENT_STATUSES);

const component = z
	.strictObject({
		key: z.string(),
		name: z.string(),
		description: z.string(),
		group: z.string().nullable().describe('The key of its group.'),
		page: z.string().nullable().describe('The slug of its status page.'),
		status: status.nullable().describe('As every page shows it; null of one that no page shows.'),
		hand_status: status.nullable().describe('Set by hand; null where monitors decide.'),
		monitors: z.array(z.string()).describe('Keys of the monitors it stands for.'),
		folding: z.enum(['worst', 'share']).describe('How several monitors make one status.'),
		public: z.boolean(),
		managed: z.boolean().describe('Whether the config file rules over it.'),
		created_at: time
	})
	.meta({ id: 'Component' });

export const shownOperations = [
	operation({
		id: 'components.list',
		group: GROUP,
		method: 'GET',
		path: '/components',
		permission: 'components:read',
		summary: 'Components, in the order of their pages',
		query: z.strictObject({
			status: z
				.enum(COMPONENT_STATUSES, { error: `takes one of ${COMPONENT_STATUSES.join(', ')}` })
				.optional(),
			group: z.string().max(100).optional().describe('The key of a group.'),
			...paging
		}),
		answer: listOf(component),
		examples: [{ name: 'All of them' }, { name: 'Of one group', query: { group: 'web' } }],
		handle({ app, actor, query }) {
			const { limit, cursor, status: wanted, group } = query;
			const documents = oursOf(app, actor.workspaceId)
				.map((one) => componentDocument(app, one))
				.filter(
					(one) =>
						(wanted === undefined || one.status === wanted) && (group === undefined || one.group === group)
				);
			const rows = after(documents, cursor, ({ key }) => key).slice(0, limit + 1);
			return Promise.resolve(
				onePage(
					rows,
					limit,
					(row) => row,
					({ key }) => [key]
				)
			);
		}
	}),
	operation({
		id: 'components.get',
		group: GROUP,
		method: 'GET',
		path: '/components/{key}',
		permission: 'components:read',
		summary: 'One component',
		answer: component,
		examples: [{ name: 'A component', path: { key: 'shop' } }],
		handle({ app, actor, path }) {
			const one = oursOf(app, actor.workspaceId).find(({ key }) => key === path.key);
			return Promise.resolve({ body: componentDocument(app, found(one, 'component')) });
		}
	})
];

function oursOf(app: App, workspaceId: string): Component[] {
	return app.roster().facts.components.filter((one) => one.workspaceId === workspaceId);
}

function componentDocument(app: App, one: Component) {
	const { facts } = app.roster();
	const groups = app.snapshotOfPage(one.pageId)?.groups ?? [];
	const shown = groups.flatMap(({ components }) => components).find(({ id }) => id === one.id);
	return {
		key: one.key,
		name: one.name,
		description: one.description,
		group: facts.groups.find(({ id }) => id === one.groupId)?.key ?? null,
		page: facts.pages.find(({ id }) => id === one.pageId)?.slug ?? null,
		status: shown?.status ?? null,
		hand_status: one.handStatus,
		monitors: facts.monitors.filter(({ id }) => one.monitorIds.includes(id)).map(({ key }) => key),
		folding: one.folding,
		public: one.isPublic,
		managed: one.isManaged,
		created_at: iso(one.createdAt)
	};
}
