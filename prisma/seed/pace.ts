/** How long a believable service takes to answer: slower by day than by night, slower on working days, now and then far off. */
import type { Random } from './random.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Pace {
	/** What it takes in a quiet night, milliseconds. */
	quietMs: number;
	/** How much slower it is at the busiest hour, as a share of the quiet time. */
	busyShare: number;
}

/** In UTC, as most of the visitors of a European shop come. */
const BUSIEST_HOUR = 15;
/** One answer in so many is far slower than the others. */
const FAR_OFF = 1 / 180;
/** What a degraded service takes beside a healthy one. */
const DEGRADED_TIMES = 9;

/**
 * Milliseconds of one answer.
 * @param at epoch milliseconds
 */
export function answerMs(pace: Pace, at: number, isDegraded: boolean, random: Random): number {
	const hour = (at % DAY_MS) / HOUR_MS;
	const busy = (1 + Math.cos(((hour - BUSIEST_HOUR) / 24) * 2 * Math.PI)) / 2;
	// 1 January 1970 was a Thursday
	const weekday = (Math.floor(at / DAY_MS) + 4) % 7;
	const week = weekday === 0 || weekday === 6 ? 0.55 : 1;
	const spread = 0.8 + 0.25 * random() + 0.35 * random() ** 4;
	const odd = random() < FAR_OFF ? 3 + 5 * random() : 1;
	const times = isDegraded ? DEGRADED_TIMES * (0.8 + 0.6 * random()) : 1;
	return Math.max(1, Math.round(pace.quietMs * (1 + pace.busyShare * busy * week) * spread * odd * times));
}

/** A response time in the phases of a request over a fresh connection on plain HTTP. */
export function phasesOf(durationMs: number, isHttp: boolean) {
	const connectMs = Math.round(durationMs * 0.12);
	const transferMs = Math.round(durationMs * 0.08);
	return {
		resolveMs: null,
		connectMs: isHttp ? connectMs : durationMs,
		tlsMs: null,
		firstByteMs: isHttp ? durationMs - connectMs - transferMs : null,
		transferMs: isHttp ? transferMs : null
	};
}
