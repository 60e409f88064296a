/** When maintenance counts, is overrun, is reminded of, and is expected: as tables. */
import { describe, expect, it, test } from 'vitest';
import {
	isActive,
	isExpected,
	isReminderDue,
	overrunMs,
	statusAt,
	type OccurrenceStatus
} from '../../../src/lib/domain/maintenance.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (status: OccurrenceStatus) => ({ startsAt: 2 * HOUR, endsAt: 4 * HOUR, status });

describe('by the clock', () => {
	it.each<[OccurrenceStatus, number, OccurrenceStatus]>([
		['scheduled', 2 * HOUR - 1, 'scheduled'],
		['scheduled', 2 * HOUR, 'in_progress'],
		['scheduled', 4 * HOUR, 'completed'],
		['in_progress', 4 * HOUR - 1, 'in_progress'],
		['in_progress', 4 * HOUR, 'completed'],
		['completed', 3 * HOUR, 'completed'],
		['cancelled', 3 * HOUR, 'cancelled']
	])('what was %s is at %d %s', (before, now, after) => {
		expect(statusAt(at(before), now)).toBe(after);
	});

	it('it silences from its start to just before its end, unless it was cancelled', () => {
		const instants = [2 * HOUR - 1, 2 * HOUR, 4 * HOUR - 1, 4 * HOUR];
		expect(instants.map((now) => isActive(at('in_progress'), now))).toEqual([false, true, true, false]);
		expect(isActive(at('cancelled'), 3 * HOUR)).toBe(false);
	});
});

it.each<[string, OccurrenceStatus, number | null, number, number]>([
	['stands as planned', 'in_progress', null, 3, 0],
	['was not ended at its end yet', 'in_progress', null, 5, 1],
	['was extended and is still in time', 'in_progress', 3, 2.5, 0],
	['was extended and is late', 'in_progress', 3, 3.5, 0.5],
	['was extended and is over', 'completed', 3, 9, 1],
	['ended early', 'completed', 5, 9, 0],
	['comes', 'scheduled', null, 9, 0],
	['was cancelled', 'cancelled', 3, 9, 0]
])('one that %s', (_, status, planned, now, overrun) => {
	const plannedEndsAt = planned === null ? null : planned * HOUR;
	expect(overrunMs({ ...at(status), plannedEndsAt }, now * HOUR)).toBe(overrun * HOUR);
});

test('a reminder is due once, from its lead to the beginning', () => {
	const due = (now: number, lead: number | null, fields = {}) =>
		isReminderDue({ ...at('scheduled'), remindedAt: null, ...fields }, lead, now);
	expect([HOUR - 1, HOUR, 2 * HOUR - 1, 2 * HOUR].map((now) => due(now, HOUR))).toEqual([
		false,
		true,
		true,
		false
	]);
	expect(due(HOUR, null)).toBe(false);
	expect(due(HOUR, HOUR, { remindedAt: 5 })).toBe(false);
	expect(due(HOUR, HOUR, { status: 'cancelled' })).toBe(false);
});

test('what repeats is expected a week before, or once it was reminded of; what does not, always', () => {
	const expected = (repeat: string | null, inMs: number, lead: number | null, remindedAt: number | null) =>
		isExpected({ repeat, notifyBeforeMs: lead }, { startsAt: inMs, remindedAt }, 0);
	expect(expected(null, 300 * DAY, null, null)).toBe(true);
	expect(expected('FREQ=DAILY', 7 * DAY, null, null)).toBe(true);
	expect(expected('FREQ=DAILY', 7 * DAY + 1, null, null)).toBe(false);
	expect(expected('FREQ=DAILY', 10 * DAY, 14 * DAY, null)).toBe(true);
	expect(expected('FREQ=DAILY', 10 * DAY, null, 3)).toBe(true);
});
