/** Reads the times of a window as a person gives them: wall clock of a zone, or instants; an end, or how long. */
import { Temporal } from 'temporal-polyfill';
import { parseDuration } from '../../domain/duration.ts';
import { LONGEST_WINDOW_MS, SHORTEST_WINDOW_MS, type MaintenanceWindow } from '../../domain/maintenance.ts';
import { isInstant } from './maintenance-input.ts';
import { Refusal } from './refusal.ts';

export type When = Pick<MaintenanceWindow, 'startsLocal' | 'timeZone' | 'durationMs' | 'repeat'>;

/** A given time as an instant, epoch milliseconds; a local one by the clocks of the zone. */
export function instantOf(text: string, timeZone: string): number {
	if (isInstant(text)) return Temporal.Instant.from(text).epochMilliseconds;
	return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds;
}

/** A given time as the wall clock of the zone shows it: `2026-12-01T02:00`. */
export function localOf(text: string, timeZone: string): string {
	const local = isInstant(text)
		? Temporal.Instant.from(text).toZonedDateTimeISO(timeZone).toPlainDateTime()
		: Temporal.PlainDateTime.from(text);
	return local.toString({ smallestUnit: 'minute' });
}

/** The same for an instant that is stored. */
export function localAt(at: number, timeZone: string): string {
	return localOf(Temporal.Instant.fromEpochMilliseconds(at).toString(), timeZone);
}

/**
 * When a window takes place. The end of one that repeats is read by the wall clock, so that 01:00 to 04:00 is three hours
 * also where the first of them falls into the night of a change; the end of one that takes place once is an instant.
 * @throws Refusal where the end is missing, comes twice, or is not after the start
 */
export function whenOf(
	given: {
		starts: string;
		ends?: string | undefined;
		duration?: string | undefined;
		repeat?: string | null | undefined;
	},
	timeZone: string
): When {
	const { starts, ends, duration, repeat = null } = given;
	const startsLocal = localOf(starts, timeZone);
	if (ends !== undefined && duration !== undefined) refuseEnd('Give an end or a duration, not both.');
	if (duration !== undefined) {
		return { startsLocal, timeZone, durationMs: parseDuration(duration) ?? 0, repeat };
	}
	if (ends === undefined) return refuseEnd('Give an end or a duration.');
	const durationMs =
		repeat === null
			? instantOf(ends, timeZone) - instantOf(startsLocal, timeZone)
			: instantOf(localOf(ends, timeZone), 'UTC') - instantOf(startsLocal, 'UTC');
	return { startsLocal, timeZone, durationMs: lengthOf(durationMs), repeat };
}

/** @throws Refusal for a length that is no window's */
export function lengthOf(durationMs: number): number {
	if (durationMs < SHORTEST_WINDOW_MS) refuseEnd('The end comes after the start: give a later one.');
	if (durationMs > LONGEST_WINDOW_MS) refuseEnd('A window takes at most 24 days: give an earlier end.');
	return durationMs;
}

function refuseEnd(sentence: string): never {
	throw new Refusal('invalid', sentence, { ends: sentence });
}
