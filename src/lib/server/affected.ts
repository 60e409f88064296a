/**
 * How many visitors said lately that they are affected, by component: a sum in memory, so that nothing is kept of who they
 * were. Slowed per network before it gets here.
 */
import type { Clock } from './clock.ts';

export const AFFECTED_FOR_MS = 3_600_000;
/** The hour is counted in slices of five minutes. */
const SLICE_MS = 300_000;

export interface Affected {
	note(componentId: string): void;
	/** Of the last hour. */
	count(componentId: string): number;
}

export function createAffected(clock: Pick<Clock, 'monotonic'>): Affected {
	/** Component → slice of time → how many. */
	const counts = new Map<string, Map<number, number>>();
	const sliceNow = () => Math.floor(clock.monotonic() / SLICE_MS);

	function recent(componentId: string): Map<number, number> {
		const slices = counts.get(componentId) ?? new Map<number, number>();
		const oldest = sliceNow() - AFFECTED_FOR_MS / SLICE_MS;
		for (const slice of slices.keys()) if (slice <= oldest) slices.delete(slice);
		return slices;
	}
	return {
		note(componentId) {
			const slices = recent(componentId);
			slices.set(sliceNow(), (slices.get(sliceNow()) ?? 0) + 1);
			counts.set(componentId, slices);
		},
		count: (componentId) => [...recent(componentId).values()].reduce((sum, one) => sum + one, 0)
	};
}
