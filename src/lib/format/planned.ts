/** A time of maintenance as its own zone's clocks show it, and what a change of those clocks does to it. */
import { dayOf } from '../domain/days.ts';
import type { Span } from '../domain/stretch.ts';
import { durationInWords } from '../domain/words.ts';
import { formatTime } from './times.ts';

export interface PlannedLine {
	/** `Sun 28 Mar 2027, 03:30 to 05:00 GMT+2` */
	text: string;
	/** `1 hour 30 minutes` */
	length: string;
	/** What the clocks do that day, in a sentence; null where they do nothing. */
	note: string | null;
}

/** @param wall the time of day that was asked for, `02:30`; null where a rule gives several */
export function plannedLine(
	{ from, to }: Span,
	timeZone: string,
	locale: string,
	wall: string | null
): PlannedLine {
	const isOneDay = dayOf(from, timeZone) === dayOf(to - 1, timeZone);
	const end = isOneDay ? '' : `${formatTime(to, 'date', locale, timeZone)}, `;
	return {
		text: `${formatTime(from, 'planned', locale, timeZone)} to ${end}${formatTime(to, 'zoned', locale, timeZone)}`,
		length: durationInWords(to - from),
		note: clockNote({ from, to }, timeZone, wall)
	};
}

function clockNote({ from, to }: Span, timeZone: string, wall: string | null): string | null {
	const clock = (at: number) => formatTime(at, 'clock', 'en', timeZone);
	if (wall !== null && clock(from) !== wall) {
		return `The clocks go forward: there is no ${wall}, so it begins at ${clock(from)}.`;
	}
	const offsets = [from, to].map((at) => formatTime(at, 'zoned', 'en', timeZone).slice(5));
	if (offsets[0] !== offsets[1]) {
		return `The clocks change meanwhile: it ends at ${clock(to)} by the wall, after ${durationInWords(to - from)}.`;
	}
	return null;
}
