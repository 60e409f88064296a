/** Times as forms have them: what a wall clock shows in a zone, without the zone. */
import { Temporal } from 'temporal-polyfill';

/** `2026-11-24T14:02`, as a field for date and time takes it. */
export function localOf(at: number, timeZone: string): string {
	return Temporal.Instant.fromEpochMilliseconds(at)
		.toZonedDateTimeISO(timeZone)
		.toPlainDateTime()
		.toString({ smallestUnit: 'minute' });
}

/**
 * The instant that a wall clock shows so; a time that the zone skips is moved on, one that it repeats is taken the first time.
 * @returns ISO 8601 in UTC; what is no time is given back as it is, for the schema to refuse
 */
export function instantOf(local: string, timeZone: string): string {
	try {
		const time = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone);
		return time.toInstant().toString({ smallestUnit: 'millisecond' });
	} catch {
		return local;
	}
}
