/** Unrolls maintenance windows: RFC 5545 rules in their own IANA zone, so that 02:00 stays 02:00 through summer time. */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { MaintenanceWindow } from '../domain/maintenance.ts';
import type { Span } from '../domain/stretch.ts';

/** Occurrences one call gives at most; a rule by the second is not maintenance. */
const AT_MOST = 1_000;
/** Starts a rule may give in one day. More is not maintenance, and unrolling every second of years never ends. */
const STARTS_A_DAY = 24;
const DAY_MS = 86_400_000;
const YEAR_MS = 366 * DAY_MS;

/**
 * The times a window takes place that touch [from, to), oldest first; one that began before `from` and still runs is
 * among them. A local time that a zone skips is moved by
 * the length of the gap, one that it repeats is taken the first time (RFC 5545, section 3.3.5).
 * @throws Error for a rule of which `ruleFault` says what is wrong
 */
export function occurrencesOf(
	window: Pick<MaintenanceWindow, 'startsLocal' | 'timeZone' | 'durationMs' | 'repeat'>,
	from: number,
	to: number
): Span[] {
	const { startsLocal, timeZone, durationMs, repeat } = window;
	const first = Temporal.PlainDateTime.from(startsLocal);
	const locals = repeat === null ? [first] : unroll(repeat, first, timeZone, from - durationMs, to);
	return locals
		.map((local) => local.toZonedDateTime(timeZone).epochMilliseconds)
		.map((at) => ({ from: at, to: at + durationMs }))
		.filter((span) => span.to > from && span.from < to)
		.slice(0, AT_MOST);
}

/** The first time a window takes place, epoch milliseconds; null for a rule that gives none within a year. */
export function firstOccurrence(
	window: Pick<MaintenanceWindow, 'startsLocal' | 'timeZone' | 'durationMs' | 'repeat'>
): number | null {
	const { startsLocal, timeZone, durationMs } = window;
	const begin = Temporal.PlainDateTime.from(startsLocal).toZonedDateTime(timeZone).epochMilliseconds;
	const found = occurrencesOf(window, begin, begin + YEAR_MS + durationMs);
	return found.find(({ from }) => from >= begin)?.from ?? null;
}

/**
 * The next times a window takes place, one that runs at `from` included, oldest first: fewer where the rule gives no more
 * within half a century.
 */
export function nextOccurrences(
	window: Pick<MaintenanceWindow, 'startsLocal' | 'timeZone' | 'durationMs' | 'repeat'>,
	from: number,
	count: number
): Span[] {
	const begin = Temporal.PlainDateTime.from(window.startsLocal).toZonedDateTime(
		window.timeZone
	).epochMilliseconds;
	const start = Math.max(from, begin);
	let found: Span[] = [];
	for (let years = 0.2; years < 60 && found.length < count; years *= 4) {
		found = occurrencesOf(window, from, start + years * YEAR_MS);
		if (window.repeat === null || /\bCOUNT=1\b/.test(window.repeat)) break;
	}
	return found.slice(0, count);
}

/** A rule as a calendar with a zone takes it: its UNTIL in UTC (RFC 5545 section 3.3.10). */
export function ruleInUtc(repeat: string, timeZone: string): string {
	return repeat.replace(
		/UNTIL=(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?/,
		(whole, ...parts: string[]) => {
			const [year, month, day, hour = '23', minute = '59', second = '59', isUtc] = parts;
			if (isUtc) return whole;
			const local = Temporal.PlainDateTime.from(`${year}-${month}-${day}T${hour}:${minute}:${second}`);
			const utc = local.toZonedDateTime(timeZone).toInstant().toString({ smallestUnit: 'second' });
			return `UNTIL=${utc.replace(/[-:]/g, '')}`;
		}
	);
}

/**
 * Why a rule cannot be used, in a sentence; null for a good one.
 * @param repeat an RRULE without its prefix: `FREQ=MONTHLY;BYDAY=1TU`
 */
export function ruleFault(repeat: string): string | null {
	try {
		if (!/\bFREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)\b/.test(repeat)) {
			return 'A rule needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.';
		}
		if (startsADay(repeat) > STARTS_A_DAY) return `A rule may give at most ${STARTS_A_DAY} starts a day.`;
		unroll(
			repeat,
			Temporal.PlainDateTime.from('2026-01-01T00:00'),
			'UTC',
			Date.UTC(2026, 0),
			Date.UTC(2027, 1)
		);
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

function startsADay(repeat: string): number {
	const lists = [...repeat.matchAll(/\bBY(?:HOUR|MINUTE|SECOND)=([^;]*)/g)];
	return lists.reduce((product, [, list = '']) => product * list.split(',').length, 1);
}

/**
 * Works on local time as if the zone had no summer time, since a rule speaks of wall clocks; the zone is applied to each
 * result, which keeps those that fall into a gap.
 */
function unroll(
	repeat: string,
	first: Temporal.PlainDateTime,
	timeZone: string,
	from: number,
	to: number
): Temporal.PlainDateTime[] {
	const rule = new RRuleTemporal({
		rruleString: repeat.replace(
			/UNTIL=([\dTZ]+)/i,
			(_, until: string) => `UNTIL=${wallUntil(until, timeZone)}`
		),
		dtstart: first.toZonedDateTime('UTC') as never,
		maxIterations: 100_000
	});
	return rule
		.between(new Date(from - DAY_MS), new Date(to + DAY_MS), true)
		.slice(0, AT_MOST)
		.map((at) =>
			Temporal.Instant.fromEpochMilliseconds(at.epochMilliseconds).toZonedDateTimeISO('UTC').toPlainDateTime()
		);
}

/** An UNTIL as the wall clock of the zone shows it, in the form of UTC, since the rule is unrolled as if it were. */
function wallUntil(until: string, timeZone: string): string {
	const [, year, month, day, hour = '23', minute = '59', second = '59', isUtc] =
		/^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(until) ?? [];
	if (year === undefined) return until;
	const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
	const local = isUtc
		? Temporal.Instant.from(`${iso}Z`).toZonedDateTimeISO(timeZone).toPlainDateTime()
		: Temporal.PlainDateTime.from(iso);
	return `${local.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}Z`;
}
