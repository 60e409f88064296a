/** When a message is tried again: the table that the docs promise, and what holds for every case. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_ATTEMPTS, pauseAfter } from '../../../src/lib/domain/redelivery.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

describe('the pause after an attempt that failed', () => {
	it.each([
		[1, 5 * SECOND_MS],
		[2, 30 * SECOND_MS],
		[3, 2 * MINUTE_MS],
		[4, 10 * MINUTE_MS],
		[5, HOUR_MS],
		[6, HOUR_MS],
		[29, HOUR_MS],
		[30, null],
		[31, null]
	])('after attempt %i: %j ms', (attempts, expected) => {
		expect(pauseAfter(attempts, 0.5)).toBe(expected);
	});

	it('is spread by a fifth either way', () => {
		expect(pauseAfter(1, 0)).toBe(4_000);
		expect(pauseAfter(1, 1)).toBe(6_000);
	});

	it('is as long as the receiver asks for, up to an hour', () => {
		expect(pauseAfter(1, 0.5, 90_000)).toBe(90_000);
		expect(pauseAfter(1, 0.5, 1_000)).toBe(5_000);
		expect(pauseAfter(1, 0.5, 9 * HOUR_MS)).toBe(HOUR_MS);
	});

	it('goes on for a day and no longer', () => {
		fc.assert(
			fc.property(
				fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
					minLength: MOST_ATTEMPTS,
					maxLength: MOST_ATTEMPTS
				}),
				(randoms) => {
					const pauses = randoms.map((random, index) => pauseAfter(index + 1, random));
					expect(pauses.at(-1)).toBeNull();
					const whole = pauses.slice(0, -1).reduce<number>((sum, pause) => sum + (pause ?? 0), 0);
					expect(whole).toBeGreaterThanOrEqual(20 * HOUR_MS);
					expect(whole).toBeLessThanOrEqual(31 * HOUR_MS);
				}
			)
		);
	});

	it('never shrinks from one attempt to the next, whatever the spread', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 4 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(attempts, one, other) => {
					expect(pauseAfter(attempts, one) ?? 0).toBeLessThan(pauseAfter(attempts + 1, other) ?? 0);
				}
			)
		);
	});
});
