/** The form's words and RFC 5545's rules say the same, both ways. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
	NTHS,
	ONCE,
	recurrenceOf,
	ruleInWords,
	ruleOf,
	WEEKDAYS,
	type Recurrence
} from '../../../src/lib/domain/recurrence.ts';
import { nextOccurrences, ruleFault } from '../../../src/lib/server/calendar.ts';

describe('a rule in words', () => {
	it.each([
		[null, 'Once'],
		['FREQ=DAILY', 'Every day'],
		['FREQ=WEEKLY;BYDAY=TU', 'Every week on Tuesday'],
		['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH', 'Every 2 weeks on Tuesday and Thursday'],
		['FREQ=WEEKLY', 'Every week'],
		['FREQ=MONTHLY;BYDAY=1TU', 'Every month on the first Tuesday'],
		['FREQ=MONTHLY;BYDAY=-1FR', 'Every month on the last Friday'],
		['FREQ=MONTHLY;BYMONTHDAY=15', 'Every month on day 15'],
		['FREQ=MONTHLY;BYMONTHDAY=-1', 'Every month on its last day'],
		['FREQ=DAILY;UNTIL=20271231T235959', 'Every day, until 2027-12-31'],
		['FREQ=DAILY;UNTIL=20271231T120000Z', 'By the rule FREQ=DAILY;UNTIL=20271231T120000Z'],
		['FREQ=DAILY;COUNT=3', 'By the rule FREQ=DAILY;COUNT=3'],
		['FREQ=MONTHLY;BYMONTHDAY=31', 'By the rule FREQ=MONTHLY;BYMONTHDAY=31'],
		['FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1', 'By the rule FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1'],
		['FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU', 'By the rule FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU'],
		['FREQ=YEARLY', 'By the rule FREQ=YEARLY']
	])('%s: %s', (rule, words) => {
		expect(ruleInWords(rule)).toBe(words);
	});
});

test('whatever the form can say comes back as it was, and is a rule that can be used', () => {
	const day = fc.constantFrom(...WEEKDAYS);
	const until = fc.option(fc.constantFrom('2027-03-28', '2030-12-31'));
	const said: fc.Arbitrary<Partial<Recurrence>> = fc.oneof(
		fc.record({ kind: fc.constant('daily' as const), until }),
		fc.record({
			kind: fc.constant('weekly' as const),
			weeks: fc.integer({ min: 1, max: 8 }),
			weekdays: fc.subarray([...WEEKDAYS]),
			until
		}),
		fc.record({ kind: fc.constant('weekday' as const), nth: fc.constantFrom(...NTHS), nthDay: day, until }),
		fc.record({
			kind: fc.constant('day' as const),
			monthDay: fc.oneof(fc.integer({ min: 1, max: 28 }), fc.constant(-1)),
			until
		})
	);
	fc.assert(
		fc.property(said, (fields) => {
			const recurrence = { ...ONCE, ...fields };
			const rule = ruleOf(recurrence);
			expect(recurrenceOf(rule)).toEqual(recurrence);
			expect(ruleFault(rule ?? '')).toBeNull();
		}),
		{ numRuns: 60 }
	);
});

const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

describe('across the change of the clocks', () => {
	// what the wall says, in UTC; a time the night skips begins by so much later, a time it repeats is its first
	it.each<[string, string, string, string, string[]]>([
		[
			'2027-03-28, 23 hours in Berlin',
			'Europe/Berlin',
			'2027-03-27T02:30',
			'FREQ=DAILY;COUNT=3',
			['2027-03-27T01:30', '2027-03-28T01:30', '2027-03-29T00:30']
		],
		[
			'2026-10-25, 25 hours in Berlin',
			'Europe/Berlin',
			'2026-10-24T02:30',
			'FREQ=DAILY;COUNT=3',
			['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30']
		],
		[
			'2027-03-14, 23 hours in New York',
			'America/New_York',
			'2027-03-13T02:30',
			'FREQ=DAILY;COUNT=3',
			['2027-03-13T07:30', '2027-03-14T07:30', '2027-03-15T06:30']
		],
		[
			'2026-11-01, 25 hours in New York',
			'America/New_York',
			'2026-10-31T01:30',
			'FREQ=DAILY;COUNT=3',
			['2026-10-31T05:30', '2026-11-01T05:30', '2026-11-02T06:30']
		],
		[
			'a weekly window keeps its hour over the winter',
			'Europe/Berlin',
			'2026-10-18T02:00',
			'FREQ=WEEKLY;BYDAY=SU;UNTIL=20261101T235959',
			['2026-10-18T00:00', '2026-10-25T00:00', '2026-11-01T01:00']
		],
		[
			'the last Sunday of March, which is the one',
			'Europe/Berlin',
			'2027-02-28T03:00',
			'FREQ=MONTHLY;BYDAY=-1SU;COUNT=3',
			['2027-02-28T02:00', '2027-03-28T01:00', '2027-04-25T01:00']
		]
	])('%s', (_, timeZone, startsLocal, repeat, starts) => {
		const window = { startsLocal, timeZone, repeat, durationMs: 3_600_000 };
		const found = nextOccurrences(window, Date.UTC(2026, 9, 1), 10);
		expect(found.map(({ from }) => iso(from))).toEqual(starts);
		expect(new Set(found.map(({ from, to }) => to - from))).toEqual(new Set([3_600_000]));
	});

	it('ten are found, however far apart they are', () => {
		const leap = { startsLocal: '2028-02-29T02:00', timeZone: 'UTC', durationMs: 60_000 };
		const found = nextOccurrences({ ...leap, repeat: 'FREQ=YEARLY' }, Date.UTC(2026, 0), 10);
		expect(found.map(({ from }) => new Date(from).getUTCFullYear())).toEqual([
			2028, 2032, 2036, 2040, 2044, 2048, 2052, 2056, 2060, 2064
		]);
	});
});
