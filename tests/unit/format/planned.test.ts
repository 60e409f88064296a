/** Times of maintenance as the clocks on the wall show them, through days of 23 and 25 hours. */
import { expect, it } from 'vitest';
import { plannedLine } from '../../../src/lib/format/planned.ts';

const HOUR = 3_600_000;
const at = (iso: string, hours: number) => ({ from: Date.parse(iso), to: Date.parse(iso) + hours * HOUR });

it.each<[string, { from: number; to: number }, string, string | null, string, string, string | null]>([
	[
		'an ordinary night',
		at('2026-12-01T01:00Z', 2),
		'Europe/Berlin',
		'02:00',
		'Tue, 1 Dec 2026, 02:00 to 04:00 GMT+1',
		'2 hours',
		null
	],
	[
		'23 hours in Berlin, the missing time itself',
		at('2027-03-28T01:30Z', 1.5),
		'Europe/Berlin',
		'02:30',
		'Sun, 28 Mar 2027, 03:30 to 05:00 GMT+2',
		'1 hour 30 minutes',
		'The clocks go forward: there is no 02:30, so it begins at 03:30.'
	],
	[
		'23 hours in Berlin, across it',
		at('2027-03-28T00:00Z', 3),
		'Europe/Berlin',
		'01:00',
		'Sun, 28 Mar 2027, 01:00 to 05:00 GMT+2',
		'3 hours',
		'The clocks change meanwhile: it ends at 05:00 by the wall, after 3 hours.'
	],
	[
		'25 hours in Berlin',
		at('2026-10-25T00:00Z', 2),
		'Europe/Berlin',
		'02:00',
		'Sun, 25 Oct 2026, 02:00 to 03:00 GMT+1',
		'2 hours',
		'The clocks change meanwhile: it ends at 03:00 by the wall, after 2 hours.'
	],
	[
		'23 hours in New York',
		at('2027-03-14T07:30Z', 1),
		'America/New_York',
		'02:30',
		'Sun, 14 Mar 2027, 03:30 to 04:30 GMT-4',
		'1 hour',
		'The clocks go forward: there is no 02:30, so it begins at 03:30.'
	],
	[
		'25 hours in New York',
		at('2026-11-01T05:00Z', 2),
		'America/New_York',
		'01:00',
		'Sun, 1 Nov 2026, 01:00 to 02:00 GMT-5',
		'2 hours',
		'The clocks change meanwhile: it ends at 02:00 by the wall, after 2 hours.'
	],
	[
		'into the next day',
		at('2026-12-01T22:00Z', 4),
		'UTC',
		null,
		'Tue, 1 Dec 2026, 22:00 to 2 Dec, 02:00 UTC',
		'4 hours',
		null
	]
])('%s', (_, span, timeZone, wall, text, length, note) => {
	const line = plannedLine(span, timeZone, 'en', wall);
	expect({ ...line, text: line.text.replace('GMT+0', 'UTC') }).toEqual({ text, length, note });
});
