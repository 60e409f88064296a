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

describe('notices', () => {
	async function owed(database: Database, rows: [event: string, state: string, days: number][]) {
		const data = rows.map(([event, state, days]) => {
			const at = new Date(NOON - days * DAY);
			const sentAt = state === 'sent' ? at : null;
			return {
				...{ id: event, workspaceId: 'ours', event, recipient: 'channel:ops', document: {}, state },
				...{ createdAt: at, sentAt }
			};
		});
		await database.client.notice.createMany({ data });
	}
	const left = async ({ client }: Database) =>
		(await client.notice.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id);
	const pruned = (database: Database) => {
		const clock = new FakeClock(NOON);
		return until(
			clock,
			prune({ database, clock, retention: () => RETENTION }, () => false)
		);
	};

	it('that were sent go after ninety days, those given up after a year, and what is owed never', async () => {
		const { database } = await furnished();
		await owed(database, [
			['a', 'sent', 91],
			['b', 'sent', 89],
			['c', 'failed', 364],
			['d', 'failed', 366],
			['e', 'owed', 400],
			['f', 'claimed', 400]
		]);
		await database.client.notice.create({
			data: {
				...{
					id: 'g',
					workspaceId: 'ours',
					event: 'g',
					recipient: 'channel:ops',
					document: {},
					state: 'sent'
				},
				...{ createdAt: new Date(NOON - 95 * DAY), sentAt: new Date(NOON - 89 * DAY) }
			}
		});
		await pruned(database);
		expect(await left(database)).toEqual(['b', 'c', 'e', 'f', 'g']);
	});

	it('stay while the outage or the incident that they tell of lasts, so that its end is told to the same', async () => {
		const { database, ids } = await furnished();
		const said = { workspaceId: 'ours', startedAt: new Date(NOON - 200 * DAY) };
		const failure = { worst: 'down', cause: 'timeout', failedSide: 'origin', kind: 'network' };
		const outage = { ...said, ...failure, monitorId: ids[0] ?? 0, confirmedAt: said.startedAt };
		const ended = new Date(NOON - 100 * DAY);
		await database.client.outage.create({ data: { ...outage, id: 'open', endedAt: null } });
		await database.client.outage.create({ data: { ...outage, id: 'over', endedAt: ended } });
		const incident = { ...said, pageId: 'page', title: 'Down', impact: 'major', status: 'identified' };
		const dates = { createdAt: said.startedAt, updatedAt: said.startedAt };
		await database.client.incident.create({ data: { ...incident, ...dates, id: 'open' } });
		await database.client.incident.create({ data: { ...incident, ...dates, id: 'over', resolvedAt: ended } });
		await owed(database, [
			['incident:open:1', 'sent', 200],
			['incident:over:1', 'sent', 200],
			['outage:open:outage-opened', 'sent', 200],
			['outage:opened:outage-opened', 'sent', 200],
			['outage:over:outage-opened', 'sent', 200]
		]);
		await pruned(database);
		expect(await left(database)).toEqual(['incident:open:1', 'outage:open:outage-opened']);
	});

	it('go a little at a time', async () => {
		const { database } = await furnished();
		await owed(
			database,
			Array.from({ length: 4_500 }, (_, index) => [`n${index}`, 'sent', 100])
		);
		let looks = 0;
		const clock = new FakeClock(NOON);
		await until(
			clock,
			// one look is before the hours, then one before each portion of notices
			prune({ database, clock, retention: () => RETENTION }, () => (looks += 1) > 2)
		);
		expect(await database.client.notice.count()).toBe(2_500);
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
