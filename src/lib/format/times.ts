/** Instants and calendar days as a reader sees them; the zone is always an argument, so that server and browser agree. */
import { dayOf } from '../domain/days.ts';

/**
 * `clock` 14:02 · `zoned` with the zone's offset · `date` 24 Nov · `moment` 24 Nov, 14:02 · `dated` with the year ·
 * `planned` with the weekday too · `exact` to the second, the zone named.
 */
export type TimeStyle = 'clock' | 'zoned' | 'date' | 'moment' | 'dated' | 'planned' | 'exact';

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const STYLES: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
	clock: CLOCK,
	zoned: { ...CLOCK, timeZoneName: 'shortOffset' },
	date: { day: 'numeric', month: 'short' },
	moment: { day: 'numeric', month: 'short', ...CLOCK },
	dated: { day: 'numeric', month: 'short', year: 'numeric', ...CLOCK },
	planned: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', ...CLOCK },
	exact: {
		weekday: 'long',
		day: 'numeric',
		month: 'long',
		year: 'numeric',
		...CLOCK,
		second: '2-digit',
		timeZoneName: 'shortOffset'
	}
};

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Building a formatter costs more than a thousand uses of it. */
function formatter(key: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const known = formatters.get(key);
	if (known) return known;
	const made = new Intl.DateTimeFormat(writtenIn(locale), options);
	formatters.set(key, made);
	return made;
}

/** Plain `en` writes the day first and counts 24 hours, as timetables do. */
function writtenIn(locale: string): string {
	return locale === 'en' ? 'en-GB' : locale;
}

export function formatTime(at: number, style: TimeStyle, locale: string, timeZone: string): string {
	return formatter(`${locale} ${timeZone} ${style}`, locale, { ...STYLES[style], timeZone }).format(at);
}

/** How an instant is written beside `now`: its clock alone today, with its day before that, with its year where that differs. */
export function sinceStyle(at: number, now: number, timeZone: string): TimeStyle {
	const [then, today] = [dayOf(at, timeZone), dayOf(now, timeZone)];
	if (then === today) return 'clock';
	return then.slice(0, 4) === today.slice(0, 4) ? 'moment' : 'dated';
}

/** A calendar day, which belongs to no zone: `2026-11-24` as `Tuesday 24 November`. */
export function formatDay(day: string, locale: string): string {
	const options: Intl.DateTimeFormatOptions = {
		weekday: 'long',
		day: 'numeric',
		month: 'long',
		timeZone: 'UTC'
	};
	return formatter(`${locale} day`, locale, options).format(noonOf(day));
}

/** `2026-11` as `November 2026`. */
export function formatMonth(month: string, locale: string): string {
	const options: Intl.DateTimeFormatOptions = { month: 'long', year: 'numeric', timeZone: 'UTC' };
	return formatter(`${locale} month`, locale, options).format(Date.parse(`${month}-01T00:00:00Z`));
}

/** Days in a row: `22–24 November`; one day as itself. */
export function formatDaySpan(first: string, last: string, locale: string): string {
	if (first === last) return formatDay(first, locale);
	const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', timeZone: 'UTC' };
	return formatter(`${locale} span`, locale, options).formatRange(noonOf(first), noonOf(last));
}

/** A day has no zone of its own; any zone but UTC would move it. */
function noonOf(day: string): number {
	return Date.parse(`${day}T12:00:00Z`);
}
