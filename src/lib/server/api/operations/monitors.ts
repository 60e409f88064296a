/** Monitors over the API: the same document as one entry of the config file. */
import { z } from 'zod';
import type { Monitor } from '../../../domain/monitor.ts';
import { OUTCOMES } from '../../../domain/check.ts';
import { found } from '../../desk/refusal.ts';
import type { App } from '../../gatehouse.ts';
import { searched } from '../fields.ts';
import { monitorOf } from '../lookups.ts';
import {
	entryOf,
	madeMonitor,
	monitor,
	monitorDocument,
	monitorEntrySchema,
	patched
} from '../monitor-documents.ts';
import { operation, type Answered, type Ask } from '../operation.ts';
import { after, listOf, onePage, paging } from '../paging.ts';

const GROUP = 'Monitors';
const SHOP = { key: 'shop' };
const BY_HAND = { key: 'by-hand' };

const sent = z.looseObject({}, { error: 'takes a monitor: key, name, type and what the type needs' });

interface Named {
	app: App;
	actor: { workspaceId: string };
	path: { key: string };
}

function versionOf(ask: Named): Promise<number | null> {
	const { app, actor, path } = ask;
	return Promise.resolve(app.desk.monitors.entry(actor.workspaceId, path.key)?.monitor.version ?? null);
}

function answered({ app, actor, path }: Named): Answered {
	const one = found(app.desk.monitors.entry(actor.workspaceId, path.key), 'monitor');
	return { body: monitorDocument(app, one.entry, one.monitor), version: one.monitor.version };
}

/** Done to one monitor, which is answered as it is afterwards. */
function act(
	verb: 'pause' | 'resume' | 'check',
	summary: string,
	description: string,
	done: (ask: Ask<'key', unknown, unknown>) => Promise<void>,
	examples: Parameters<typeof operation>[0]['examples']
) {
	return operation({
		id: `monitors.${verb}`,
		group: GROUP,
		method: 'POST',
		path: `/monitors/{key}/${verb}`,
		permission: 'monitors:write',
		summary,
		description,
		answer: monitor,
		examples,
		async handle(ask: Ask<'key', unknown, unknown>) {
			monitorOf(ask, ask.path.key);
			await done(ask);
			return answered(ask);
		}
	});
}

export const monitorOperations = [
	operation({
		id: 'monitors.list',
		group: GROUP,
		method: 'GET',
		path: '/monitors',
		permission: 'monitors:read',
		summary: 'Monitors, each as its entry of the config file and how it stands',
		query: z.strictObject({
			state: z
				.enum(['paused', ...OUTCOMES], {
					error: 'takes up, degraded, down, unknown or paused'
				})
				.optional(),
			type: z.string().max(50).optional().describe('A kind, such as http.'),
			group: z.string().max(100).optional().describe('The key of a group.'),
			tag: z.string().max(200).optional(),
			q: searched.optional().describe('Any part of its key or name.'),
			...paging
		}),
		answer: listOf(monitor),
		examples: [
			{ name: 'All of them' },
			{ name: 'What is down', query: { state: 'down' } },
			{ name: 'Of one kind', query: { type: 'http', q: 'sho' } }
		],
		handle({ app, actor, query }) {
			const { limit, cursor } = query;
			const ours = app
				.roster()
				.facts.monitors.filter(({ workspaceId }) => workspaceId === actor.workspaceId)
				.map((one) => ({ one, entry: app.desk.monitors.entry(actor.workspaceId, one.key)?.entry ?? {} }))
				.filter((row) => isWanted(row, query, verdictsOf(app)));
			const rows = after(ours, cursor, ({ one }) => one.key).slice(0, limit + 1);
			const document = ({ one, entry }: (typeof ours)[0]) => monitorDocument(app, entry, one);
			return Promise.resolve(onePage(rows, limit, document, ({ one }) => [one.key]));
		}
	}),
	operation({
		id: 'monitors.create',
		group: GROUP,
		method: 'POST',
		path: '/monitors',
		permission: 'monitors:write',
		summary: 'Watch something',
		description:
			'With its component. A monitor with the key of one that was taken away goes on with its history. A heartbeat without a token gets one, which is shown this once.',
		body: sent,
		shownBody: monitorEntrySchema,
		status: 201,
		answer: madeMonitor,
		examples: [
			{
				name: 'A website',
				body: {
					key: 'blog',
					name: 'Blog',
					group: 'web',
					type: 'http',
					url: 'https://blog.acme.example/',
					every: '5m',
					expect: { status: ['200-299'], body: { contains: 'Acme' } },
					tags: ['marketing']
				}
			},
			{
				name: 'A nightly job',
				body: { key: 'nightly', name: 'Nightly backup', type: 'heartbeat', every: '24h', grace: '1h' }
			},
			{ name: 'A kind that there is not', body: { key: 'x', name: 'X', type: 'carrier-pigeon' }, status: 400 }
		],
		async handle({ app, actor, trace, body }) {
			const made = await app.desk.monitors.create(trace, entryOf(body));
			const { key } = made.monitor;
			const { body: document, version } = answered({ app, actor, path: { key } });
			const token = made.token === null ? {} : { token: made.token };
			return {
				body: { ...(document as object), ...token },
				location: `/monitors/${key}`,
				...(version === undefined ? {} : { version })
			};
		}
	}),
	operation({
		id: 'monitors.get',
		group: GROUP,
		method: 'GET',
		path: '/monitors/{key}',
		permission: 'monitors:read',
		summary: 'One monitor',
		description: 'What is secret reads "(kept)". Sent back like that, it stays.',
		answer: monitor,
		examples: [
			{ name: 'A monitor', path: SHOP },
			{ name: 'None', path: { key: 'nowhere' }, status: 404 }
		],
		handle: (ask) => Promise.resolve(answered(ask))
	}),
	operation({
		id: 'monitors.replace',
		group: GROUP,
		method: 'PUT',
		path: '/monitors/{key}',
		permission: 'monitors:write',
		summary: 'Write a monitor anew',
		description: 'The whole of it: what is left out goes back to its default. Its history stays.',
		body: sent,
		shownBody: monitorEntrySchema,
		answer: monitor,
		version: versionOf,
		examples: [
			{
				name: 'Another address',
				path: BY_HAND,
				body: { key: 'by-hand', name: 'By hand', type: 'http', url: 'https://other.acme.example/' }
			},
			{
				name: 'The config file rules over it',
				path: SHOP,
				body: { key: 'shop', name: 'Shop', type: 'http', url: 'https://other.acme.example/' },
				status: 409
			}
		],
		async handle(ask) {
			const { app, trace, path, body, seen } = ask;
			const entry = { key: path.key, ...entryOf(body) };
			await app.desk.monitors.change(trace, path.key, entry, seen === null ? {} : { version: seen });
			return answered(ask);
		}
	}),
	operation({
		id: 'monitors.change',
		group: GROUP,
		method: 'PATCH',
		path: '/monitors/{key}',
		permission: 'monitors:write',
		summary: 'Change some of a monitor',
		description:
			'A JSON Merge Patch (RFC 7396): what is left out stays, what is null goes back to its default.',
		body: sent,
		answer: monitor,
		version: versionOf,
		examples: [
			{
				name: 'More often',
				path: BY_HAND,
				body: { every: '10s', expect: { body: { contains: 'Welcome' } } }
			},
			{ name: 'Not like that', path: BY_HAND, body: { every: 'often' }, status: 400 }
		],
		async handle(ask) {
			const { app, actor, trace, path, body, seen } = ask;
			const known = found(app.desk.monitors.entry(actor.workspaceId, path.key), 'monitor');
			const entry = patched(known.entry, entryOf(body));
			const version = seen ?? known.monitor.version;
			await app.desk.monitors.change(trace, path.key, entry, { version });
			return answered(ask);
		}
	}),
	operation({
		id: 'monitors.delete',
		group: GROUP,
		method: 'DELETE',
		path: '/monitors/{key}',
		permission: 'monitors:write',
		summary: 'Take a monitor away',
		description: 'With its component. What was recorded stays: made again with the same key, it goes on.',
		status: 204,
		answer: null,
		version: versionOf,
		examples: [
			{ name: 'Take it away', path: BY_HAND },
			{ name: 'The config file rules over it', path: SHOP, status: 409 }
		],
		async handle({ app, trace, path }) {
			await app.desk.monitors.archive(trace, [path.key]);
			return {};
		}
	}),
	act(
		'pause',
		'Stop asking',
		'From then on nothing is known of it, and its outage ends. The config file does not say this, so its monitors can be paused too.',
		({ app, trace, path }) => app.desk.monitors.pause(trace, [path.key]),
		[{ name: 'Pause', path: SHOP }]
	),
	act('resume', 'Ask again', '', ({ app, trace, path }) => app.desk.monitors.resume(trace, [path.key]), [
		{ name: 'Resume', path: SHOP }
	]),
	act(
		'check',
		'Check it now',
		'Beside its schedule; it counts like any other check. Answers when it is done.',
		({ app, trace, path }) => app.desk.monitors.checkNow(trace, path.key),
		[
			{ name: 'Look now', path: SHOP },
			{ name: 'It is paused', path: { key: 'paused' }, status: 409 }
		]
	)
];

function verdictsOf(app: App): Map<number, string> {
	return new Map([...app.watches()].map(({ monitor: { id }, standing }) => [id, standing.verdict]));
}

function isWanted(
	{ one, entry }: { one: Monitor; entry: Record<string, unknown> },
	{
		state,
		type,
		group,
		tag,
		q
	}: Partial<Record<'state' | 'type' | 'group' | 'tag' | 'q', string | undefined>>,
	verdicts: ReadonlyMap<number, string>
): boolean {
	const standing = one.pausedAt !== null ? 'paused' : (verdicts.get(one.id) ?? 'unknown');
	const sought = q?.toLowerCase() ?? '';
	return (
		(state === undefined || state === standing) &&
		(type === undefined || type === one.kind) &&
		(group === undefined || group === entry['group']) &&
		(tag === undefined || one.tags.includes(tag)) &&
		`${one.key} ${one.name}`.toLowerCase().includes(sought)
	);
}
