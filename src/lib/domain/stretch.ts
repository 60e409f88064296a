/** An unbroken stretch of one verdict: the truth that uptime, outages and day bars are computed from. */
import type { Outcome } from './check.ts';

/** What is believed of a monitor, judged from recent checks. */
export type Verdict = Outcome;

export interface Stretch {
	verdict: Verdict;
	/** Epoch milliseconds. */
	startedAt: number;
	/** Epoch milliseconds; null while it lasts. */
	endedAt: number | null;
}

/** A span of time, end exclusive, epoch milliseconds. */
export interface Span {
	from: number;
	to: number;
}

/**
 * The stretches after one more change: the last one ends where the new one begins. A change at the very start of the
 * last stretch takes its place.
 */
export function append(stretches: readonly Stretch[], change: { to: Verdict; at: number }): Stretch[] {
	const next: Stretch = { verdict: change.to, startedAt: change.at, endedAt: null };
	const last = stretches.at(-1);
	if (!last) return [next];
	if (last.startedAt >= change.at) return [...stretches.slice(0, -1), { ...next, startedAt: last.startedAt }];
	return [...stretches.slice(0, -1), { ...last, endedAt: last.endedAt ?? change.at }, next];
}
