/** When a message that could not be delivered is tried again, and when it is given up. */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The growing pauses; after them it is tried every hour for a day. */
const PAUSES_MS = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS] as const;
const HOURLY_FOR = 24;
/** Attempts in all: the first, one after each growing pause, and a day of hourly ones. */
export const MOST_ATTEMPTS = 1 + PAUSES_MS.length + HOURLY_FOR;
/** Pauses differ by so much either way, so that what failed together is not tried again together. */
const SPREAD = 0.2;

/**
 * The pause before the next attempt, milliseconds; null when it is given up.
 * @param attempts how many have failed, at least 1
 * @param random from 0 to 1
 * @param askedForMs how long the receiver asked us to wait; more than an hour is not granted
 */
export function pauseAfter(attempts: number, random: number, askedForMs = 0): number | null {
	if (attempts >= MOST_ATTEMPTS) return null;
	const pause = PAUSES_MS[Math.max(1, attempts) - 1] ?? HOUR_MS;
	const spread = Math.round(pause * (1 - SPREAD + 2 * SPREAD * random));
	return Math.max(spread, Math.min(askedForMs, HOUR_MS));
}
