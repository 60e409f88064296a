import { expect, it } from 'vitest';
import { isQuiet } from '../../../src/lib/domain/attention.ts';
import type { Health } from '../../../src/lib/domain/health.ts';
import { attentionOf, type AttentionFacts } from '../../../src/lib/server/attention.ts';
import {
	component,
	HOUR_MS,
	incident,
	maintenance,
	monitor,
	NOON,
	rosterOf,
	watched
} from '../../support/house.ts';

const WELL: Health = {
	status: 'ok',
	database: { isWritable: true, message: null },
	scheduler: { isTicking: true, latenessP99Ms: 4 },
	configuration: { faults: 0 },
	ownNetwork: 'unknown'
};

function attention(facts: Partial<AttentionFacts> = {}) {
	const nothing = {
		watches: [],
		incidents: [],
		roster: rosterOf({}),
		failed: [],
		backlog: { owed: 0, oldestAt: null },
		health: WELL
	};
	return attentionOf({ workspaceId: 'ours', now: NOON, ...nothing, ...facts });
}

it('is quiet when all is well', () => {
	const all = attention({ watches: [watched(1, 'up', NOON - HOUR_MS)] });
	expect(all.monitors).toEqual({ total: 1, up: 1, degraded: 0, down: 0, unknown: 0, paused: 0 });
	expect(all.failing).toEqual([]);
	expect(isQuiet(all)).toBe(true);
});

it('names what fails, the worst and the longest first, and leaves paused and strange ones out', () => {
	const theirs = { ...monitor(5), workspaceId: 'theirs' };
	const paused = { ...monitor(4), pausedAt: NOON };
	const all = attention({
		watches: [
			watched(1, 'degraded', NOON - 3 * HOUR_MS),
			watched(2, 'down', NOON - HOUR_MS),
			watched(3, 'down', NOON - 2 * HOUR_MS),
			watched(4, 'down', NOON, { monitor: paused }),
			watched(5, 'down', NOON, { monitor: theirs })
		]
	});
	expect(all.failing.map(({ key }) => key)).toEqual([monitor(3).key, monitor(2).key, monitor(1).key]);
	expect(all.failing[0]).toMatchObject({ verdict: 'down', since: NOON - 2 * HOUR_MS });
	expect(all.monitors).toMatchObject({ total: 4, down: 2, degraded: 1, paused: 1 });
	expect(isQuiet(all)).toBe(false);
});

it('shows open incidents and drafts of the workspace, and no past ones', () => {
	const all = attention({
		incidents: [
			incident('draft', { isDraft: true, startedAt: NOON }),
			incident('open'),
			incident('over', { status: 'resolved', resolvedAt: NOON }),
			incident('theirs', { workspaceId: 'theirs' })
		]
	});
	expect(all.incidents.map(({ id }) => id)).toEqual(['open', 'draft']);
});

it('tells running maintenance from what is over its time and what comes', () => {
	const shop = component('shop');
	const windows = [
		maintenance('now', [shop.id]),
		maintenance('late', [shop.id], { startsAt: NOON - 5 * HOUR_MS }),
		maintenance('longer', [shop.id], {
			endsAt: NOON + HOUR_MS,
			plannedEndsAt: NOON - 30 * 60_000
		}),
		maintenance('next', [shop.id], { startsAt: NOON + HOUR_MS, status: 'scheduled' }),
		maintenance('done', [shop.id], { startsAt: NOON - 9 * HOUR_MS, status: 'completed' }),
		maintenance('off', [shop.id], { startsAt: NOON + HOUR_MS, status: 'cancelled' })
	];
	const all = attention({
		roster: rosterOf({
			components: [shop],
			windows: windows.map(({ window }) => window),
			occurrences: windows.map(({ occurrence }) => occurrence)
		})
	});
	expect(all.running.map(({ id, overrunMs }) => [id, overrunMs])).toEqual([
		['now', 0],
		['late', 3 * HOUR_MS],
		['longer', 30 * 60_000]
	]);
	expect(all.next.map(({ id }) => id)).toEqual(['next']);
});

it.each([
	[
		'what could not be delivered',
		{
			failed: [
				{ id: 'n', event: 'e', recipient: 'r', failure: 'gone', at: NOON, document: { kind: 'postmortem' } }
			]
		}
	],
	['its own trouble', { health: { ...WELL, status: 'degraded' as const } }],
	['its own network', { health: { ...WELL, ownNetwork: 'down' as const } }]
])('is not quiet with %s', (_, facts) => {
	expect(isQuiet(attention(facts))).toBe(false);
});
