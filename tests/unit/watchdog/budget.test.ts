/** What an investigation may spend: requests, requests at once, time. */
import { describe, expect, it } from 'vitest';
import { INVESTIGATION_MS, REQUESTS_AT_MOST } from '../../../src/lib/domain/investigation.ts';
import { NotAsked } from '../../../src/lib/server/remedies/remedy.ts';
import { Budget } from '../../../src/lib/server/watchdog/budget.ts';
import { FakeClock } from '../../support/clock.ts';

const never = new AbortController().signal;

describe('a budget', () => {
	it('asks so many times and no more', async () => {
		const budget = new Budget(new FakeClock(), never);
		for (let asked = 0; asked < REQUESTS_AT_MOST; asked += 1) await budget.spend(async () => asked);
		await expect(budget.spend(async () => 'one more')).rejects.toThrow(NotAsked);
		expect(budget.spent).toBe(REQUESTS_AT_MOST);
	});

	it('asks few at one time, and the others in the order they came', async () => {
		const budget = new Budget(new FakeClock(), never);
		const begun: number[] = [];
		const ends: (() => void)[] = [];
		const all = Array.from({ length: 20 }, (_, index) =>
			budget.spend(() => {
				begun.push(index);
				return new Promise<void>((resolve) => ends.push(resolve));
			})
		);
		await Promise.resolve();
		expect(begun).toHaveLength(8);
		for (let ended = 0; ended < 20; ended += 1) {
			ends[ended]?.();
			await all[ended];
			await Promise.resolve();
			expect(begun.length).toBeLessThanOrEqual(8 + ended + 1);
		}
		expect(begun).toEqual(Array.from({ length: 20 }, (_, index) => index));
	});

	it('a request that fails makes room as well', async () => {
		const budget = new Budget(new FakeClock(), never);
		for (let asked = 0; asked < 20; asked += 1) {
			await expect(budget.spend(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
		}
		expect(await budget.spend(async () => 'still asking')).toBe('still asking');
	});

	it('ends with the time: what runs is told, what comes after is not asked', async () => {
		const clock = new FakeClock();
		const budget = new Budget(clock, never);
		const waiting = budget.wait(60_000);
		expect(budget.remainingMs()).toBe(INVESTIGATION_MS - 1_000);
		await clock.advance(INVESTIGATION_MS - 1_000);
		expect(budget.signal.aborted).toBe(true);
		expect(await waiting).toBe(false);
		expect(await budget.wait(1)).toBe(false);
		expect(budget.remainingMs()).toBe(0);
		await expect(budget.spend(async () => 1)).rejects.toThrow(/time .* was over/);
		await clock.advance(1_000);
		await budget.over;
	});

	it('ends when Gatehouse stops, and was over before it began where that has stopped', async () => {
		const stopping = new AbortController();
		const budget = new Budget(new FakeClock(), stopping.signal);
		const waiting = budget.wait(5_000);
		stopping.abort();
		expect(await waiting).toBe(false);
		expect(new Budget(new FakeClock(), stopping.signal).signal.aborted).toBe(true);
	});

	it('waits on the clock', async () => {
		const clock = new FakeClock();
		const waiting = new Budget(clock, never).wait(5_000);
		await clock.advance(5_000);
		expect(await waiting).toBe(true);
	});
});
