/** Where many monitors stand is written at once, and reads back as if each had been written alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newStanding } from '../../../src/lib/domain/judge.ts';
import { append, type Stretch, type Verdict } from '../../../src/lib/domain/stretch.ts';
import * as states from '../../../src/lib/server/stores/states.ts';
import * as stretches from '../../../src/lib/server/stores/stretches.ts';
import { furnish, NOON, temporaryDatabase, watch } from '../../support/database.ts';

const VERDICTS: readonly Verdict[] = ['up', 'degraded', 'down', 'unknown'];

async function two() {
	const database = await temporaryDatabase();
	await furnish(database);
	const a = (await watch(database, { key: 'shop' })).monitorId;
	const b = (await watch(database, { key: 'search' })).monitorId;
	return { db: database.client, a, b };
}

describe('states of many monitors', () => {
	it('come back as they were, nothing as nothing, the last of several of one monitor', async () => {
		const { db, a, b } = await two();
		const failure = {
			at: NOON,
			evidence: { url: 'https://a.example/', status: 502, headers: {}, body: '<h1>"é"' }
		};
		const state = (at: number | null) => ({
			standing: newStanding(NOON),
			lastCheckAt: at,
			lastGood: null,
			warnings: [{ kind: 'certificate-expiry' as const, message: 'It runs out.', at: NOON }],
			firstFailure: failure
		});
		await states.saveAll(db, [
			{ monitorId: a, state: state(NOON) },
			{ monitorId: b, state: state(null) },
			{ monitorId: a, state: { ...state(NOON + 1), firstFailure: null } }
		]);
		const found = await states.load(db);
		expect(found.get(a)).toEqual({ ...state(NOON + 1), firstFailure: null });
		expect(found.get(b)).toEqual(state(null));
	});
});

describe('stretches of many monitors', () => {
	it('end where the next one begins, whatever comes together', async () => {
		const { db, a, b } = await two();
		const change = fc.record({
			monitorId: fc.constantFrom(a, b),
			verdict: fc.constantFrom(...VERDICTS),
			step: fc.integer({ min: 1, max: 5 })
		});
		await fc.assert(
			fc.asyncProperty(fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 4 }), async (batches) => {
				await db.stretch.deleteMany();
				const expected = new Map<number, Stretch[]>();
				let at = NOON;
				for (const batch of batches) {
					const rows = batch.map(({ monitorId, verdict, step }) => {
						at += step;
						expected.set(monitorId, append(expected.get(monitorId) ?? [], { to: verdict, at }));
						return { monitorId, verdict, startedAt: at };
					});
					await stretches.appendAll(db, rows);
				}
				const found = await stretches.since(db, [a, b], 0);
				expect([...found]).toEqual([...expected].sort(([x], [y]) => x - y));
			}),
			{ numRuns: 40 }
		);
	});

	it('give way to one that begins at the same instant or before', async () => {
		const { db, a } = await two();
		await stretches.appendAll(db, [{ monitorId: a, verdict: 'up', startedAt: NOON }]);
		await stretches.appendAll(db, [{ monitorId: a, verdict: 'down', startedAt: NOON + 9 }]);
		await stretches.appendAll(db, [{ monitorId: a, verdict: 'unknown', startedAt: NOON + 5 }]);
		expect((await stretches.since(db, [a], 0)).get(a)).toEqual([
			{ verdict: 'up', startedAt: NOON, endedAt: NOON + 5 },
			{ verdict: 'unknown', startedAt: NOON + 5, endedAt: null }
		]);
	});
});
