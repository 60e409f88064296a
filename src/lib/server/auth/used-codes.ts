/** Which one-time codes were taken already: each is taken once, also within the time in which it is right (RFC 6238, 5.2). */
import type { Clock } from '../clock.ts';

/** A code is right for its half minute and one on either side. */
const RIGHT_FOR_MS = 90_000;

export interface UsedCodes {
	/** @returns false for a code that this person used before */
	take(userId: string, code: string): boolean;
}

export function createUsedCodes(clock: Clock): UsedCodes {
	/** By when they were used, oldest first. */
	const used = new Map<string, number>();
	return {
		take(userId, code) {
			const now = clock.monotonic();
			for (const [name, at] of used) {
				if (now - at <= RIGHT_FOR_MS) break;
				used.delete(name);
			}
			const name = `${userId} ${code}`;
			if (used.has(name)) return false;
			used.set(name, now);
			return true;
		}
	};
}
