/** What is done now and then: signs of life, retention in small steps, and what was missed is made up for. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CheckRow } from '../../src/lib/domain/check.ts';
import { NO_PHASES } from '../../src/lib/domain/evidence.ts';
import { empty } from '../../src/lib/domain/latency.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { ALIVE_MARK, startHousekeeping } from '../../src/lib/server/housekeeping/housekeeping.ts';
import { prune } from '../../src/lib/server/housekeeping/prune.ts';
import * as marks from '../../src/lib/server/stores/marks.ts';
import { FakeClock } from '../support/clock.ts';
import { furnish, NOON, temporaryDatabase, watch } from '../support/database.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RETENTION = { checksMs: 7 * DAY, hoursMs: 400 * DAY };

async function furnished(): Promise<{ database: Database; ids: number[] }> {
	const database = await temporaryDatabase();
	await furnish(database);
	const ids = [];
	for (const key of ['shop', 'mail']) ids.push((await watch(database, { key })).monitorId);
	return { database, ids };
}

const row = (monitorId: number, at: number): CheckRow => ({
	monitorId,
	at,
	outcome: 'up',
	statusCode: 200,
	durationMs: 12,
	latenessMs: 0,
	phases: NO_PHASES
});

/** Moves the clock until the work is done: its pauses are timers. */
async function until<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
	let isDone = false;
	const done = work.finally(() => (isDone = true));
	while (!isDone) {
		await clock.advance(50);
		await new Promise((resolve) => setImmediate(resolve));
	}
	return done;
}

describe('retention', () => {
	it('deletes what is past it, of archived monitors too, and nothing else', async () => {
		const { database, ids } = await furnished();
		const [shop = 0, mail = 0] = ids;
		const old = Array.from({ length: 5_300 }, (_, index) => row(shop, NOON - 20 * DAY + index * 1_000));
		const edge = [row(shop, NOON - 7 * DAY - 1), row(shop, NOON - 7 * DAY), row(mail, NOON - 1)];
		await database.insertChecks(database.client, [...old, row(mail, NOON - 30 * DAY), ...edge]);
		const rollup = { ...empty(), checks: 1 };
		await database.saveRollups(database.client, [
			{ monitorId: shop, period: NOON - 401 * DAY, rollup },
			{ monitorId: shop, period: NOON - 399 * DAY, rollup },
			{ monitorId: shop, period: '2020-01-01', rollup }
		]);
		await database.client.monitor.update({ where: { id: mail }, data: { archivedAt: new Date(NOON) } });
		const clock = new FakeClock(NOON);
		await until(
			clock,
			prune({ database, clock, retention: () => RETENTION }, () => false)
		);
		const left = await database.client.check.findMany({ orderBy: { at: 'asc' } });
		expect(left.map(({ monitorId, at }) => [monitorId, at.getTime()])).toEqual([
			[shop, NOON - 7 * DAY],
			[mail, NOON - 1]
		]);
		expect(await database.client.hourRollup.count()).toBe(1);
		expect(await database.client.dayRollup.count()).toBe(1);
	});

	it('goes in small steps, and ends in the middle when it is told to', async () => {
		const { database, ids } = await furnished();
		const rows = Array.from({ length: 9_000 }, (_, index) =>
			row(ids[0] ?? 0, NOON - 20 * DAY + index * 1_000)
		);
		await database.insertChecks(database.client, rows);
		const deleted: number[] = [];
		const counting = {
			...database,
			async pruneChecks(...args: Parameters<Database['pruneChecks']>) {
				const count = await database.pruneChecks(...args);
				deleted.push(count);
				return count;
			}
		};
		const clock = new FakeClock(NOON);
		const options = { database: counting, clock, retention: () => RETENTION };
		await until(
			clock,
			prune(options, () => deleted.length >= 2)
		);
		expect(deleted).toEqual([2_000, 2_000]);
		expect(await database.client.check.count()).toBe(5_000);
	});
});

describe('housekeeping', () => {
	function keep(database: Database, clock: FakeClock, unroll = vi.fn(() => Promise.resolve())) {
		const said: string[] = [];
		const error = (_: object, message: string) => said.push(message);
		const housekeeping = startHousekeeping({
			database,
			clock,
			retention: () => RETENTION,
			unroll,
			log: { error } as never
		});
		onTestFinished(() => housekeeping.stop());
		const pass = async (ms: number) => {
			await clock.advance(ms);
			await until(clock, marks.get(database.client, 'anything'));
		};
		return { housekeeping, said, unroll, pass };
	}

	it('writes a sign of life every few seconds, until it stops', async () => {
		const { database } = await furnished();
		const clock = new FakeClock(NOON);
		const { pass, housekeeping } = keep(database, clock);
		await vi.waitFor(async () => expect(await marks.get(database.client, ALIVE_MARK)).not.toBeNull());
		await pass(20_000);
		await vi.waitFor(async () =>
			expect(await marks.get(database.client, ALIVE_MARK)).toBeGreaterThanOrEqual(NOON + 5_000)
		);
		housekeeping.stop();
		const last = await marks.get(database.client, ALIVE_MARK);
		await pass(60_000);
		expect(await marks.get(database.client, ALIVE_MARK)).toBe(last);
	});

	it('makes up for what was missed, and does not do again what was done', async () => {
		const { database } = await furnished();
		const clock = new FakeClock(NOON);
		const { unroll, pass } = keep(database, clock);
		await pass(61_000);
		await vi.waitFor(async () => expect(await marks.get(database.client, 'done:maintenance')).not.toBeNull());
		expect(unroll).toHaveBeenCalledTimes(1);
		await pass(61_000);
		await pass(61_000);
		expect(unroll).toHaveBeenCalledTimes(1);
		clock.suspend(30 * HOUR);
		await vi.waitFor(async () => {
			await pass(61_000);
			expect(unroll).toHaveBeenCalledTimes(2);
		});
	});

	it('says once that a task fails, and does it when it can', async () => {
		const { database } = await furnished();
		const clock = new FakeClock(NOON);
		let isBroken = true;
		const unroll = vi.fn(() => (isBroken ? Promise.reject(new Error('no')) : Promise.resolve()));
		const { said, pass } = keep(database, clock, unroll);
		await vi.waitFor(async () => {
			await pass(61_000);
			expect(unroll.mock.calls.length).toBeGreaterThanOrEqual(3);
		});
		expect(said).toEqual(['A housekeeping task failed; it is tried again until it succeeds.']);
		isBroken = false;
		await vi.waitFor(async () => {
			await pass(61_000);
			expect(await marks.get(database.client, 'done:maintenance')).not.toBeNull();
		});
	});
});
