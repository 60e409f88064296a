import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAfter, dayOf, daySpans, startOfDay } from '../../../src/lib/domain/days.ts';

const HOUR_MS = 3_600_000;
const ZONES = [
	'UTC',
	'Europe/Berlin',
	'America/New_York',
	'America/Sao_Paulo',
	'America/Havana',
	'Africa/Cairo',
	'Asia/Kathmandu',
	'Australia/Lord_Howe',
	'Pacific/Apia',
	'Pacific/Kiritimati',
	'Pacific/Niue'
];

describe('a calendar day', () => {
	it.each([
		['Europe/Berlin', '2026-11-24', '2026-11-23T23:00:00Z', 24, 'an ordinary one'],
		['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00Z', 25, 'summer time ends'],
		['Europe/Berlin', '2027-03-28', '2027-03-27T23:00:00Z', 23, 'summer time begins'],
		['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', 25, 'summer time ends'],
		['America/New_York', '2027-03-14', '2027-03-14T05:00:00Z', 23, 'summer time begins'],
		['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00Z', 23.5, 'half an hour is left out'],
		['Australia/Lord_Howe', '2027-04-04', '2027-04-03T13:00:00Z', 24.5, 'half an hour is repeated'],
		['Asia/Kathmandu', '2026-11-24', '2026-11-23T18:15:00Z', 24, 'five hours and three quarters east'],
		['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z', 23, 'midnight is left out'],
		['America/Sao_Paulo', '2018-02-17', '2018-02-17T02:00:00Z', 25, 'midnight comes twice'],
		['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00Z', 24, 'the last one east of the date line'],
		['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z', 0, 'left out of the calendar'],
		['Pacific/Kiritimati', '2026-11-24', '2026-11-23T10:00:00Z', 24, 'as far east as it goes'],
		['Etc/GMT+12', '2026-11-24', '2026-11-24T12:00:00Z', 24, 'as far west as it goes']
	])('%s %s begins at %s and lasts %d h: %s', (timeZone, day, start, hours) => {
		expect(new Date(startOfDay(day, timeZone)).toISOString()).toBe(new Date(start).toISOString());
		expect((startOfDay(dayAfter(day), timeZone) - startOfDay(day, timeZone)) / HOUR_MS).toBe(hours);
	});

	it('is named after the zone it is in', () => {
		const at = Date.parse('2026-11-24T23:30:00Z');
		expect(ZONES.slice(0, 3).map((zone) => dayOf(at, zone))).toEqual([
			'2026-11-24',
			'2026-11-25',
			'2026-11-24'
		]);
	});

	it('follows another over the ends of months and leap years', () => {
		expect(dayAfter('2026-12-31')).toBe('2027-01-01');
		expect(dayAfter('2028-02-28')).toBe('2028-02-29');
		expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28');
	});
});

describe('a row of days', () => {
	it('leaves out what the calendar left out', () => {
		const row = daySpans(4, Date.parse('2012-01-01T00:00:00Z'), 'Pacific/Apia');
		expect(row.map(({ day }) => day)).toEqual(['2011-12-29', '2011-12-31', '2012-01-01']);
	});

	it('follows one another without a gap, ends with today, and names each instant as dayOf does', () => {
		const instant = fc.integer({ min: Date.UTC(2011, 0), max: Date.UTC(2028, 0) });
		fc.assert(
			fc.property(
				instant,
				fc.constantFrom(...ZONES),
				fc.integer({ min: 1, max: 40 }),
				(until, zone, count) => {
					const row = daySpans(count, until, zone);
					row.forEach(({ day, from, to }, index) => {
						expect(to).toBeGreaterThan(from);
						expect(row[index + 1]?.from ?? to).toBe(to);
						expect([dayOf(from, zone), dayOf(to - 1, zone)]).toEqual([day, day]);
						expect(dayOf(from - 1, zone) < day).toBe(true);
					});
					expect(row.at(-1)?.day).toBe(dayOf(until, zone));
					expect(row.length).toBeGreaterThanOrEqual(count - 1);
				}
			),
			{ numRuns: 60 }
		);
	});
});
