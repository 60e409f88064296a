import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../../src/lib/domain/check.ts';
import {
	add,
	combine,
	decodeBuckets,
	empty,
	encodeBuckets,
	percentile,
	type LatencyRollup
} from '../../../src/lib/domain/latency.ts';

const check = fc.record({
	outcome: fc.constantFrom(...OUTCOMES),
	durationMs: fc.double({ min: 0, max: 120_000, noNaN: true })
});
const checks = fc.array(check, { maxLength: 60 });
const rolled = (list: { outcome: (typeof OUTCOMES)[number]; durationMs: number }[]): LatencyRollup =>
	list.reduce(add, empty());
const plain = ({ buckets, ...rest }: LatencyRollup) => ({ ...rest, buckets: encodeBuckets(buckets) });

describe('a rollup of response times', () => {
	it('counts what answered, and what failed', () => {
		const rollup = rolled([
			{ outcome: 'up', durationMs: 100 },
			{ outcome: 'degraded', durationMs: 900 },
			{ outcome: 'down', durationMs: 5_000 },
			{ outcome: 'unknown', durationMs: 7_000 }
		]);
		expect(rollup).toMatchObject({
			checks: 4,
			failures: 2,
			answered: 2,
			totalMs: 1_000,
			fastestMs: 100,
			slowestMs: 900
		});
	});

	it('is the same in any order, and in any parts', () => {
		fc.assert(
			fc.property(checks, checks, (a, b) => {
				const whole = plain(rolled([...a, ...b]));
				expect(plain(rolled([...b, ...a]))).toEqual(whole);
				expect(plain(combine(rolled(a), rolled(b)))).toEqual(whole);
				expect(plain(combine(rolled(b), rolled(a)))).toEqual(whole);
			})
		);
	});

	it('gives percentiles that are right to a tenth', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 80 }),
				fc.integer({ min: 1, max: 100 }),
				(times, percent) => {
					const rollup = rolled(times.map((durationMs) => ({ outcome: 'up', durationMs })));
					const exact = [...times].sort((a, b) => a - b)[
						Math.ceil((times.length * percent) / 100) - 1
					] as number;
					const found = percentile(rollup, percent) as number;
					expect(found).toBeGreaterThanOrEqual(Math.floor(exact * 0.99));
					expect(found).toBeLessThanOrEqual(Math.ceil(exact * 1.1) + 1);
				}
			)
		);
	});

	it('has no percentile where nothing answered', () => {
		expect(percentile(rolled([{ outcome: 'down', durationMs: 3 }]), 50)).toBeNull();
	});

	it('comes back from its text, and a damaged pair spoils only itself', () => {
		fc.assert(
			fc.property(checks, (list) => {
				const { buckets } = rolled(list);
				expect([...decodeBuckets(encodeBuckets(buckets))]).toEqual([...buckets].sort(([a], [b]) => a - b));
			})
		);
		expect([...decodeBuckets('12:3,nonsense,13:1')]).toEqual([
			[12, 3],
			[13, 1]
		]);
		expect(decodeBuckets('').size).toBe(0);
	});
});
