/** Calendar days of a time zone: 23, 24 or 25 hours long, as the zone's clocks go. */
import type { Span } from './stretch.ts';

export interface DaySpan extends Span {
	/** `2026-11-24` */
	day: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const formatters = new Map<string, Intl.DateTimeFormat>();
const starts = new Map<string, number>();
/** The day asked for last in each zone: mostly it is the next one asked for too, and formatting a date is slow. */
const latest = new Map<string, DaySpan>();
/** Day → the next one: a page of 500 components asks for the same ninety 90,000 times. */
const followers = new Map<string, string>();
/** Days remembered; enough for a few pages of 90 days each. */
const STARTS_KEPT = 5_000;

function formatterOf(timeZone: string): Intl.DateTimeFormat {
	let formatter = formatters.get(timeZone);
	if (!formatter) {
		// Swedish dates are ISO 8601 dates.
		formatter = new Intl.DateTimeFormat('sv-SE', {
			timeZone,
			year: 'numeric',
			month: '2-digit',
			day: '2-digit'
		});
		formatters.set(timeZone, formatter);
	}
	return formatter;
}

/** The calendar day of an instant: `2026-11-24`. */
export function dayOf(at: number, timeZone: string): string {
	const known = latest.get(timeZone);
	if (known && known.from <= at && at < known.to) return known.day;
	const day = formatterOf(timeZone).format(at);
	latest.set(timeZone, {
		day,
		from: startOfDay(day, timeZone),
		to: startOfDay(dayAfter(day), timeZone)
	});
	return day;
}

/** The first instant of a day in a zone; where the zone skips midnight, the first instant there is. */
export function startOfDay(day: string, timeZone: string): number {
	const key = `${timeZone} ${day}`;
	const known = starts.get(key);
	if (known !== undefined) return known;
	const start = findStart(day, timeZone);
	if (starts.size >= STARTS_KEPT) starts.clear();
	starts.set(key, start);
	return start;
}

/** Zones lie at most 14 hours east and 12 west of UTC, so the boundary is within these two days; halving finds it. */
function findStart(day: string, timeZone: string): number {
	const formatter = formatterOf(timeZone);
	const utc = Date.parse(`${day}T00:00:00Z`);
	let before = utc - 15 * HOUR_MS;
	let after = utc + 13 * HOUR_MS;
	while (after - before > 1) {
		const middle = before + Math.floor((after - before) / 2);
		if (formatter.format(middle) < day) before = middle;
		else after = middle;
	}
	return after;
}

export function dayAfter(day: string, count = 1): string {
	const known = count === 1 ? followers.get(day) : undefined;
	if (known !== undefined) return known;
	const found = new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
	if (count !== 1) return found;
	if (followers.size >= STARTS_KEPT) followers.clear();
	followers.set(day, found);
	return found;
}

/**
 * The last `count` calendar days up to and with the one of `until`, oldest first. They follow each other without a gap;
 * a day that a zone left out of its calendar has length zero and is not among them.
 */
export function daySpans(count: number, until: number, timeZone: string): DaySpan[] {
	const last = dayOf(until, timeZone);
	const names = Array.from({ length: count }, (_, index) => dayAfter(last, index - count + 1));
	return names
		.map((day) => ({ day, from: startOfDay(day, timeZone), to: startOfDay(dayAfter(day), timeZone) }))
		.filter(({ from, to }) => to > from);
}
