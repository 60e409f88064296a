/** A store that is busy, full, read-only or given something it can never take: nothing is lost, in order, and it recovers. */
import BetterSqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check, Outcome } from '../../../src/lib/domain/check.ts';
import { OUTCOMES } from '../../../src/lib/domain/check.ts';
import { dayOf } from '../../../src/lib/domain/days.ts';
import * as latency from '../../../src/lib/domain/latency.ts';
import type { Database } from '../../../src/lib/server/database.ts';
import * as checks from '../../../src/lib/server/stores/checks.ts';
import * as marks from '../../../src/lib/server/stores/marks.ts';
import * as rollups from '../../../src/lib/server/stores/rollups.ts';
import { createRecorder } from '../../../src/lib/server/watchdog/recorder.ts';
import { checkOf } from '../../support/checks.ts';
import { FakeClock } from '../../support/clock.ts';
import { furnish, NOON, temporaryDatabase, watch } from '../../support/database.ts';

const ZONE = 'Europe/Berlin';

async function recording(database?: Database) {
	const store = database ?? (await temporaryDatabase());
	if (!database) await furnish(store);
	const monitorId = database ? 1 : (await watch(store, { key: 'shop' })).monitorId;
	const clock = new FakeClock(NOON);
	const said: string[] = [];
	const recorder = createRecorder({
		database: store,
		clock,
		dayOf: (at) => dayOf(at, ZONE),
		log: { error: (_, message) => said.push(message) }
	});
	const order: string[] = [];
	return {
		database: store,
		monitorId,
		clock,
		recorder,
		said,
		order,
		note: (letter: string, more: Partial<Check> = {}, id = monitorId) => {
			clock.freeze(1_000);
			recorder.note(id, checkOf(letter, clock.now(), more));
		},
		/** A change that leaves a mark with a number that tells its place. */
		change: (name: string) =>
			recorder.commit(async (tx) => {
				await marks.set(tx, name, NOON + (await tx.mark.count()));
				order.push(name);
			}),
		stored: async () => (await checks.between(store.client, monitorId, 0, NOON * 2, 100_000)).length
	};
}

/** SQLite's own way to be full: no more pages. */
async function limitPages(database: Database, pages: number | null): Promise<void> {
	const most = pages ?? 1_000_000;
	await database.client.$queryRawUnsafe(`PRAGMA max_page_count = ${most}`);
}

describe('the recorder', () => {
	it('stores what was noted within a second, in one go', async () => {
		const house = await recording();
		house.note('u');
		house.note('d');
		expect(await house.stored()).toBe(0);
		await house.clock.advance(1_000);
		await house.recorder.flush();
		expect(await house.stored()).toBe(2);
	});

	it('answers a change only once it is on disk, and one after another never waits for a timer', async () => {
		const house = await recording();
		for (const name of ['a', 'b', 'c']) expect(await house.change(name)).toBe('written');
		expect(house.order).toEqual(['a', 'b', 'c']);
		expect(await marks.get(house.database.client, 'c')).not.toBeNull();
	});

	it('stores the same check once, however often it is noted', async () => {
		const house = await recording();
		const check = checkOf('u', NOON);
		house.recorder.note(house.monitorId, check);
		await house.recorder.flush();
		house.recorder.note(house.monitorId, check);
		await house.recorder.flush();
		expect(await house.stored()).toBe(1);
	});
});

describe('a store that cannot be written', () => {
	const troubles: [string, (database: Database) => Promise<() => Promise<void> | void>][] = [
		[
			'full',
			async (database) => {
				await limitPages(database, 1);
				return () => limitPages(database, null);
			}
		],
		[
			'read-only',
			async (database) => {
				await database.client.$queryRawUnsafe('PRAGMA query_only = ON');
				return async () => void (await database.client.$queryRawUnsafe('PRAGMA query_only = OFF'));
			}
		]
	];

	it.each(troubles)(
		'because it is %s: everything is kept, in order, and written when that ends',
		async (_, begin) => {
			const house = await recording();
			expect(await house.change('before')).toBe('written');
			const end = await begin(house.database);
			// a full disk is noticed by what needs a page of its own
			for (let index = 0; index < 400; index += 1) house.note('u');
			const answers = await Promise.all(['a', 'b', 'c'].map(house.change));
			expect(answers).toEqual(['kept', 'kept', 'kept']);
			expect(house.recorder.trouble()).not.toBeNull();
			for (let second = 0; second < 5; second += 1) {
				house.note('d');
				await house.clock.advance(1_000);
				await house.recorder.flush();
			}
			expect(await house.change('d')).toBe('kept');
			house.order.length = 0;
			await end();
			await house.clock.advance(1_000);
			await house.recorder.flush();
			expect(house.recorder.trouble()).toBeNull();
			expect(house.order).toEqual(['a', 'b', 'c', 'd']);
			expect(await house.stored()).toBe(405);
			expect(house.said).toEqual([
				'The database cannot be written; checks go on from memory.',
				'The database can be written again.'
			]);
		}
	);

	it('because another program holds it: the change waits, then is kept, then is written', async () => {
		const house = await recording();
		const other = new BetterSqlite(house.database.file);
		other.exec('BEGIN IMMEDIATE');
		expect(await house.database.writeTrouble()).not.toBeNull();
		const answer = house.change('a');
		house.note('u');
		expect(await answer).toBe('kept');
		expect(house.recorder.trouble()).not.toBeNull();
		other.exec('ROLLBACK');
		other.close();
		await house.clock.advance(1_000);
		await house.recorder.flush();
		expect(house.recorder.trouble()).toBeNull();
		expect(await house.stored()).toBe(1);
		expect(house.order).toEqual(['a']);
		expect(await house.database.writeTrouble()).toBeNull();
	}, 40_000);
});

describe('one that can never be stored', () => {
	it('does not hold up other changes, nor the checks', async () => {
		const house = await recording();
		house.note('u');
		const answers = Promise.all([
			house.change('a'),
			house.recorder.commit(() => Promise.reject(new Error('poison'))),
			house.change('b')
		]);
		expect(await answers).toEqual(['written', 'kept', 'written']);
		expect(house.order.slice(-2)).toEqual(['a', 'b']);
		expect(await house.stored()).toBe(1);
		expect(house.said).toEqual(['A change can never be stored and was dropped.']);
		expect(house.recorder.trouble()).toBeNull();
	});

	it('spoils only its own monitor, and that one only until then', async () => {
		const house = await recording();
		house.note('u');
		house.note('u', {}, 9_999);
		house.note('u', { durationMs: Number.NaN });
		await house.recorder.flush();
		expect(house.said).toContain('What was seen of a monitor can never be stored and was dropped.');
		house.said.length = 0;
		const { monitorId } = await watch(house.database, { key: 'mail' });
		house.note('u', {}, monitorId);
		house.note('u', {}, 9_999);
		house.note('d');
		await house.recorder.flush();
		expect((await checks.between(house.database.client, monitorId, 0, NOON * 2, 10)).length).toBe(1);
		expect(await house.stored()).toBe(1);
		expect(house.said).toHaveLength(1);
	});

	it('while the store turns busy: the good ones are kept, not dropped', async () => {
		const house = await recording();
		const { transaction, isStoreTrouble } = house.database;
		let calls = 0;
		const busy = Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' });
		house.database.transaction = ((work) => {
			calls += 1;
			// the first attempt at all of them, then the poisoned one alone, then trouble
			return calls === 3 ? Promise.reject(busy) : transaction(work);
		}) as typeof transaction;
		expect(isStoreTrouble(busy)).toBe(true);
		const answers = await Promise.all([
			house.recorder.commit(() => Promise.reject(new Error('poison'))),
			house.change('a'),
			house.change('b')
		]);
		expect(answers).toEqual(['kept', 'kept', 'kept']);
		await house.clock.advance(1_000);
		await house.recorder.flush();
		expect(house.order).toEqual(['a', 'b']);
	});
});

describe('hours and days', () => {
	const noted = fc.record({
		outcome: fc.constantFrom<Outcome>(...OUTCOMES),
		durationMs: fc.integer({ min: 0, max: 30_000 }),
		stepMs: fc.integer({ min: 1, max: 3 * 3_600_000 })
	});

	it('equal a recount of the checks, through restarts, long pauses and days of 23 and 25 hours', async () => {
		const database = await temporaryDatabase();
		await furnish(database);
		const { monitorId } = await watch(database, { key: 'shop' });
		await fc.assert(
			fc.asyncProperty(
				fc.array(noted, { minLength: 1, maxLength: 40 }),
				fc.constantFrom('2026-10-24T20:00:00Z', '2027-03-27T20:00:00Z', '2026-12-31T20:00:00Z'),
				fc.nat(40),
				async (story, start, restartAt) => {
					await database.client.check.deleteMany();
					await database.client.hourRollup.deleteMany();
					await database.client.dayRollup.deleteMany();
					const clock = new FakeClock(Date.parse(start));
					const fresh = () =>
						createRecorder({
							database,
							clock,
							dayOf: (at) => dayOf(at, ZONE),
							log: { error: (_, message) => expect.fail(message) }
						});
					let recorder = fresh();
					for (const [index, { outcome, durationMs, stepMs }] of story.entries()) {
						clock.freeze(stepMs);
						recorder.note(monitorId, { ...checkOf('u', clock.now()), outcome, durationMs });
						if (index % 5 === 0) await recorder.flush();
						if (index === restartAt) {
							await recorder.flush();
							recorder = fresh();
						}
					}
					await recorder.flush();
					const rows = await checks.between(database.client, monitorId, 0, NOON * 2, 1_000);
					expect(rows).toHaveLength(story.length);
					await expectRecount(database, monitorId, rows);
				}
			),
			{ numRuns: 25 }
		);
	});

	async function expectRecount(
		database: Database,
		monitorId: number,
		rows: Awaited<ReturnType<typeof checks.between>>
	) {
		const recount = (periodOf: (at: number) => number | string) => {
			const found = new Map<number | string, latency.LatencyRollup>();
			for (const row of rows) {
				const period = periodOf(row.at);
				found.set(period, latency.add(found.get(period) ?? latency.empty(), row));
			}
			return [...found].map(([period, rollup]) => ({ period, rollup: ordered(rollup) }));
		};
		const ordered = (rollup: latency.LatencyRollup) => ({
			...rollup,
			buckets: latency.encodeBuckets(rollup.buckets)
		});
		const stored = (list: rollups.Period[]) =>
			list.map(({ period, rollup }) => ({ period, rollup: ordered(rollup) }));
		const byHour = recount((at) => at - (at % 3_600_000));
		const byDay = recount((at) => dayOf(at, ZONE));
		expect(stored(await rollups.hours(database.client, monitorId, 0, NOON * 2))).toEqual(byHour);
		expect(stored(await rollups.days(database.client, monitorId, '0000', '9999'))).toEqual(byDay);
	}
});
