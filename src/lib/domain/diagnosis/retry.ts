/** When to ask again, as the answer itself says it. */
import type { Answer } from './answer.ts';

/** What Varnish and its kin send with every failure: a default, not an announcement. */
const BUILTIN_SECONDS = 5;
/** A longer pause is a mistake of whoever set it. */
const LONGEST_SECONDS = 7 * 86_400;

/** `Retry-After` in seconds or as a date (RFC 9110 section 10.2.3), else the page's own words; null where neither tells. */
export function retryAfterOf(answer: Answer): number | null {
	return bounded(fromHeader(answer.headers)) ?? bounded(fromWords(answer));
}

/** Whether a pause was set on purpose, so that a 503 with it is an announcement. */
export function isAnnounced({ headers }: Answer, seconds: number | null): boolean {
	const isBuiltin = seconds === BUILTIN_SECONDS || seconds === 0;
	return seconds !== null && !isBuiltin && headers.has('retry-after');
}

function fromHeader(headers: ReadonlyMap<string, string>): number | null {
	const value = headers.get('retry-after')?.trim();
	if (value === undefined) return null;
	if (/^\d{1,9}$/.test(value)) return Number(value);
	const at = Date.parse(value);
	const sentAt = Date.parse(headers.get('date') ?? '');
	return Number.isNaN(at) || Number.isNaN(sentAt) ? null : Math.round((at - sentAt) / 1_000);
}

/** "Please try again in 30 seconds." */
function fromWords(answer: Answer): number | null {
	if (answer.status < 400) return null;
	const found = /\bin (\d{1,4}) (second|minute)s?\b/.exec(answer.flat());
	return found ? Number(found[1]) * (found[2] === 'minute' ? 60 : 1) : null;
}

function bounded(seconds: number | null): number | null {
	return seconds === null || seconds < 0 || seconds > LONGEST_SECONDS ? null : seconds;
}
