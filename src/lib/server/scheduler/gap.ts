/** Notices that nobody looked for a while: the machine slept, the process was frozen, somebody set the clock forward. */
import type { Clock } from '../clock.ts';

export interface Gap {
	/** Wall time between the last look before and the first one after, epoch milliseconds. */
	from: number;
	to: number;
	/** By how much the monotonic clock stood still meanwhile: its plans are that much too late. */
	stoodStillMs: number;
}

/** A shorter absence is a busy moment. */
const GAP_MS = 5_000;

/**
 * @param lookEveryMs how far apart looks are when all is well
 * @returns to be called at each look: the gap since the one before, if there was one. A clock set back is none
 */
export function watchForGaps(clock: Clock, lookEveryMs: number): () => Gap | null {
	let last = { wall: clock.now(), monotonic: clock.monotonic() };
	return () => {
		const seen = { wall: clock.now(), monotonic: clock.monotonic() };
		const passed = { wall: seen.wall - last.wall, monotonic: seen.monotonic - last.monotonic };
		last = seen;
		const stoodStillMs = Math.max(0, passed.wall - passed.monotonic);
		if (stoodStillMs <= GAP_MS && passed.monotonic <= GAP_MS + lookEveryMs) return null;
		return { from: seen.wall - Math.max(passed.wall, passed.monotonic), to: seen.wall, stoodStillMs };
	};
}
