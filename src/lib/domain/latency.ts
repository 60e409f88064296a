/** Response times of many checks in a few numbers: a histogram that adds up over hours, days and monitors. */
import type { Check } from './check.ts';

export interface LatencyRollup {
	checks: number;
	/** Checks that were down or degraded. */
	failures: number;
	/** Checks whose time counts: those that were up or degraded. */
	answered: number;
	totalMs: number;
	fastestMs: number;
	slowestMs: number;
	/** How many answered checks fell into each bucket; bucket n ends at 1.1^n milliseconds. */
	buckets: Map<number, number>;
}

/** Buckets grow by a tenth, so that a percentile is right to within a tenth. */
const GROWTH = Math.log(1.1);

export function empty(): LatencyRollup {
	return { checks: 0, failures: 0, answered: 0, totalMs: 0, fastestMs: 0, slowestMs: 0, buckets: new Map() };
}

/** Adds one check, in place: the rollup is the caller's own. Checks that could not tell count as checks only. */
export function add(rollup: LatencyRollup, check: Pick<Check, 'outcome' | 'durationMs'>): LatencyRollup {
	const { outcome } = check;
	const durationMs = Math.round(check.durationMs);
	rollup.checks += 1;
	if (outcome === 'down' || outcome === 'degraded') rollup.failures += 1;
	if (outcome === 'down' || outcome === 'unknown') return rollup;
	rollup.fastestMs = rollup.answered === 0 ? durationMs : Math.min(rollup.fastestMs, durationMs);
	rollup.slowestMs = Math.max(rollup.slowestMs, durationMs);
	rollup.answered += 1;
	rollup.totalMs += durationMs;
	const bucket = bucketOf(durationMs);
	rollup.buckets.set(bucket, (rollup.buckets.get(bucket) ?? 0) + 1);
	return rollup;
}

/** Both together; the order does not matter. */
export function combine(a: LatencyRollup, b: LatencyRollup): LatencyRollup {
	const buckets = new Map(a.buckets);
	for (const [bucket, count] of b.buckets) buckets.set(bucket, (buckets.get(bucket) ?? 0) + count);
	const fastest = [a, b].filter(({ answered }) => answered > 0).map(({ fastestMs }) => fastestMs);
	return {
		checks: a.checks + b.checks,
		failures: a.failures + b.failures,
		answered: a.answered + b.answered,
		totalMs: a.totalMs + b.totalMs,
		fastestMs: fastest.length === 0 ? 0 : Math.min(...fastest),
		slowestMs: Math.max(a.slowestMs, b.slowestMs),
		buckets
	};
}

/**
 * The time within which `percent` of the answers came, milliseconds, right to a tenth; null where nothing answered.
 * @param percent 0 to 100
 */
export function percentile(rollup: LatencyRollup, percent: number): number | null {
	if (rollup.answered === 0) return null;
	const wanted = Math.max(1, Math.ceil((rollup.answered * percent) / 100));
	let seen = 0;
	for (const [bucket, count] of [...rollup.buckets].sort(([a], [b]) => a - b)) {
		seen += count;
		if (seen >= wanted)
			return clamp(Math.round(Math.exp(bucket * GROWTH)), rollup.fastestMs, rollup.slowestMs);
	}
	return rollup.slowestMs;
}

/** `12:3,13:1`: bucket and count, in order. */
export function encodeBuckets(buckets: ReadonlyMap<number, number>): string {
	return [...buckets]
		.sort(([a], [b]) => a - b)
		.map(([bucket, count]) => `${bucket}:${count}`)
		.join(',');
}

/** The opposite of `encodeBuckets`. A pair that is not two numbers is left out, so that a damaged row spoils only itself. */
export function decodeBuckets(text: string): Map<number, number> {
	const pairs = [...text.matchAll(/(?:^|,)(\d+):(\d+)(?=,|$)/g)];
	return new Map(pairs.map(([, bucket, count]) => [Number(bucket), Number(count)]));
}

function bucketOf(ms: number): number {
	return ms <= 1 ? 0 : Math.ceil(Math.log(ms) / GROWTH);
}

function clamp(value: number, low: number, high: number): number {
	return Math.min(high, Math.max(low, value));
}
