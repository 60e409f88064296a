/** How often one network may ask for what costs work and needs no sign-in. Kept in memory only: nothing of a visitor is stored. */
import { networkOf } from '../auth/throttle.ts';
import type { Clock } from '../clock.ts';

/** So many in a row; one more after each pause. */
const PACES = {
	diagnose: { size: 20, everyMs: 3_000 },
	// a household may say so of a few components
	affected: { size: 3, everyMs: 600_000 }
} as const satisfies Record<string, { size: number; everyMs: number }>;
export type Paced = keyof typeof PACES;

/** Networks that are remembered; whoever asked longest ago is forgotten first. */
const REMEMBERED = 10_000;

export interface Pace {
	/** @returns 0 when it may go ahead, else how long to wait, milliseconds */
	take(what: Paced, address: string): number;
}

export function createPace(clock: Pick<Clock, 'monotonic'>): Pace {
	const left = new Map<string, { turns: number; at: number }>();
	return {
		take(what, address) {
			const { size, everyMs } = PACES[what];
			const key = `${what} ${networkOf(address)}`;
			const now = clock.monotonic();
			const known = left.get(key);
			const turns = known ? Math.min(size, known.turns + (now - known.at) / everyMs) : size;
			left.delete(key);
			left.set(key, { turns: turns < 1 ? turns : turns - 1, at: now });
			for (const oldest of left.keys()) {
				if (left.size <= REMEMBERED) break;
				left.delete(oldest);
			}
			return turns < 1 ? (1 - turns) * everyMs : 0;
		}
	};
}
