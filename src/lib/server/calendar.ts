/** Unrolls maintenance windows: RFC 5545 rules in their own IANA zone, so that 02:00 stays 02:00 through summer time. */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { MaintenanceWindow } from '../domain/maintenance.ts';
import type { Span } from '../domain/stretch.ts';

/** Occurrences one call gives at most; a rule by the second is not maintenance. */
const AT_MOST = 1_000;
const DAY_MS = 86_400_000;

/**
 * The times a window takes place that begin in [from, to), oldest first. A local time that a zone skips is moved by
 * the length of the gap, one that it repeats is taken the first time (RFC 5545, section 3.3.5).
 */
export function occurrencesOf(
	window: Pick<MaintenanceWindow, 'startsLocal' | 'timeZone' | 'durationMs' | 'repeat'>,
	from: number,
	to: number
): Span[] {
	const first = Temporal.PlainDateTime.from(window.startsLocal);
	const locals = window.repeat === null ? [first] : unroll(window.repeat, first, window.timeZone, from, to);
	const starts = locals.map((local) => local.toZonedDateTime(window.timeZone).epochMilliseconds);
	return starts
		.filter((at) => at >= from && at < to)
		.slice(0, AT_MOST)
		.map((at) => ({ from: at, to: at + window.durationMs }));
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
		unroll(repeat, Temporal.PlainDateTime.from('2026-01-01T00:00'), 'UTC', Date.UTC(2026, 0), Date.UTC(2027, 1));
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
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
		rruleString: repeat.replace(/UNTIL=(\d{8}T\d{6}Z)/, (_, until: string) => `UNTIL=${localUntil(until, timeZone)}`),
		dtstart: first.toZonedDateTime('UTC') as never,
		maxIterations: 100_000
	});
	return rule
		.between(new Date(from - DAY_MS), new Date(to + DAY_MS), true)
		.slice(0, AT_MOST)
		.map((at) => Temporal.Instant.fromEpochMilliseconds(at.epochMilliseconds).toZonedDateTimeISO('UTC').toPlainDateTime());
}

/** An UNTIL in UTC as the wall clock of the zone shows it. */
function localUntil(until: string, timeZone: string): string {
	const iso = until.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z');
	const local = Temporal.Instant.from(iso).toZonedDateTimeISO(timeZone).toPlainDateTime();
	return `${local.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}Z`;
}
