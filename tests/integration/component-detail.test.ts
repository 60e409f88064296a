import { describe, expect, it } from 'vitest';
import { empty, add, encodeBuckets } from '../../src/lib/domain/latency.ts';
import { componentDetail } from '../../src/lib/server/component-detail.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { buildSnapshot } from '../../src/lib/server/snapshot.ts';
import * as outages from '../../src/lib/server/stores/outages.ts';
import { furnish, NOON, temporaryDatabase, watch } from '../support/database.ts';
import { component, DAY_MS, HOUR_MS, PAGE, rosterOf, watched } from '../support/house.ts';

/** Percentiles are right to a tenth, see domain/latency.ts. */
const isAboutAHundred = (ms: number) => ms >= 100 && ms <= 110;

/** One hour and its day, with checks of these durations; null is one that failed. */
async function measured(database: Database, monitorId: number, hour: number, durations: (number | null)[]) {
	const rollup = durations.reduce(
		(all, ms) =>
			add(all, ms === null ? { outcome: 'down', durationMs: 10_000 } : { outcome: 'up', durationMs: ms }),
		empty()
	);
	const columns = { ...rollup, buckets: encodeBuckets(rollup.buckets), monitorId };
	await database.client.hourRollup.create({ data: { ...columns, hour: new Date(hour) } });
	const day = new Date(hour).toISOString().slice(0, 10);
	await database.client.dayRollup.upsert({
		where: { monitorId_day: { monitorId, day } },
		create: { ...columns, day },
		update: {}
	});
}

function outage(id: string, monitorId: number, startedAt: number, endedAt: number | null) {
	return {
		id,
		workspaceId: 'ours',
		monitorId,
		startedAt,
		confirmedAt: startedAt,
		endedAt,
		worst: 'down',
		kind: 'hard-error',
		cause: 'upstream-refused',
		failedSide: 'origin',
		isFlapping: false,
		announcedAt: null,
		incidentId: null
	} as const;
}

async function house() {
	const database = await temporaryDatabase();
	await furnish(database);
	const shop = await watch(database, { key: 'shop' });
	const copy = await watch(database, { key: 'copy' });
	const monitorIds = [shop.monitorId, copy.monitorId];
	const roster = rosterOf({
		components: [
			component('shop', { monitorIds }),
			component('secret', { monitorIds, isPublic: false }),
			component('phone')
		]
	});
	const watches = new Map(monitorIds.map((id) => [id, watched(id, 'up', NOON - 9 * DAY_MS)]));
	const snapshot = buildSnapshot({
		version: 1,
		now: NOON,
		page: PAGE,
		url: 'http://localhost',
		roster,
		watches,
		incidents: [],
		told: new Map()
	});
	const detail = (key: string) => componentDetail(database.client, roster, snapshot, key, NOON);
	return { database, monitorIds, detail };
}

describe('the page of a component', () => {
	it('folds its monitors’ checks into one line for each range, oldest first', async () => {
		const { database, monitorIds, detail } = await house();
		const [one = 0, other = 0] = monitorIds;
		await measured(database, one, NOON - 2 * HOUR_MS, [100, 100, 100]);
		await measured(database, other, NOON - 2 * HOUR_MS, [200, null]);
		await measured(database, one, NOON - 3 * DAY_MS, [50]);
		await measured(database, one, NOON - 20 * DAY_MS, [null]);
		await measured(database, one, NOON - 60 * DAY_MS, [70]);
		const found = await detail('shop');
		const ranges = Object.fromEntries((found?.series ?? []).map(({ range, points }) => [range, points]));
		expect(ranges['24h']).toEqual([
			{
				at: NOON - 2 * HOUR_MS,
				medianMs: expect.toSatisfy(isAboutAHundred),
				p95Ms: 200,
				failures: 1,
				checks: 5
			}
		]);
		expect(ranges['7d']?.map(({ at }) => at)).toEqual([NOON - 3 * DAY_MS, NOON - 2 * HOUR_MS]);
		expect(ranges['30d']?.[0]).toEqual({
			at: NOON - 20 * DAY_MS,
			medianMs: null,
			p95Ms: null,
			failures: 1,
			checks: 1
		});
		expect(ranges['90d']?.map(({ at }) => new Date(at).toISOString())).toEqual([
			'2026-09-25T00:00:00.000Z',
			'2026-11-04T00:00:00.000Z',
			'2026-11-21T00:00:00.000Z',
			'2026-11-24T00:00:00.000Z'
		]);
	});

	it('lists outages newest first, each with a plain sentence and nothing for the team', async () => {
		const { database, monitorIds, detail } = await house();
		const [one = 0, other = 0] = monitorIds;
		await outages.open(database.client, outage('old', one, NOON - DAY_MS, NOON - DAY_MS + 60_000));
		await outages.open(database.client, outage('new', other, NOON - HOUR_MS, null));
		expect((await detail('shop'))?.outages).toEqual([
			{
				id: 'new',
				startedAt: NOON - HOUR_MS,
				endedAt: null,
				worst: 'down',
				sentence: 'The front door of this service answers, but the server behind it is not running.'
			},
			expect.objectContaining({ id: 'old', endedAt: NOON - DAY_MS + 60_000 })
		]);
	});

	it('is not there for a hidden component, nor for one that never was', async () => {
		const { detail } = await house();
		expect(await detail('secret')).toBeNull();
		expect(await detail('nothing')).toBeNull();
	});

	it('of a component set by hand has no measurements', async () => {
		const { detail } = await house();
		const phone = await detail('phone');
		expect(phone?.series.every(({ points }) => points.length === 0)).toBe(true);
		expect(phone?.outages).toEqual([]);
	});
});
