/** Decides when a target keeps changing its mind, so that people hear of that once and not of every change. */
import type { Standing } from './judge.ts';

/** So many changes … */
export const FLAPPING_CHANGES = 5;
/** … within so long make it flapping. */
export const FLAPPING_WITHIN_MS = 30 * 60_000;
/** So long without a change, and it has made up its mind. */
export const CALM_AFTER_MS = 10 * 60_000;

/** Whether the newest changes came so thick that they are one story. */
export function hasBegunToFlap(standing: Pick<Standing, 'changes'>): boolean {
	const newest = standing.changes.at(-1);
	const first = standing.changes.at(-FLAPPING_CHANGES);
	return newest !== undefined && first !== undefined && newest - first <= FLAPPING_WITHIN_MS;
}

/** Whether a flapping target has kept one verdict long enough to be believed again. */
export function hasCalmedDown(standing: Pick<Standing, 'changes' | 'since'>, now: number): boolean {
	return now - Math.max(standing.since, standing.changes.at(-1) ?? 0) >= CALM_AFTER_MS;
}
