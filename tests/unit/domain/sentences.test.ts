/** The page in one indicator, incidents and windows in their states, durations in words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComponentStatus } from '../../../src/lib/domain/component.ts';
import { impactOf, isOpen, type IncidentStatus } from '../../../src/lib/domain/incident.ts';
import { isActive, type OccurrenceStatus } from '../../../src/lib/domain/maintenance.ts';
import { indicatorOf } from '../../../src/lib/domain/status-page.ts';
import { count, durationInWords, listInWords } from '../../../src/lib/domain/words.ts';

describe('the indicator', () => {
	it.each<[ComponentStatus[], string]>([
		[[], 'none'],
		[['operational', 'unknown'], 'none'],
		[['under_maintenance', 'operational'], 'maintenance'],
		[['under_maintenance', 'degraded_performance'], 'minor'],
		[['partial_outage'], 'major'],
		[['major_outage'], 'major'],
		[['major_outage', 'operational'], 'major'],
		[['major_outage', 'major_outage'], 'critical']
	])('of %j is %s', (list, indicator) => {
		expect(indicatorOf(list)).toBe(indicator);
	});
});

describe('incidents and windows', () => {
	it.each<[ComponentStatus[], number, string]>([
		[[], 5, 'none'],
		[['operational'], 5, 'none'],
		[['degraded_performance'], 5, 'minor'],
		[['degraded_performance', 'partial_outage'], 5, 'major'],
		[['major_outage'], 5, 'major'],
		[['major_outage'], 1, 'major'],
		[['major_outage', 'major_outage'], 2, 'critical']
	])('%j of a page of %i has the impact %s', (list, onPage, impact) => {
		expect(impactOf(list, onPage)).toBe(impact);
	});

	it.each<[IncidentStatus, boolean, boolean]>([
		['investigating', false, true],
		['monitoring', false, true],
		['investigating', true, false],
		['resolved', false, false],
		['postmortem', false, false]
	])('%s (draft: %s) is open: %s', (status, isDraft, expected) => {
		expect(isOpen({ status, isDraft })).toBe(expected);
	});

	it.each<[number, OccurrenceStatus, boolean]>([
		[99, 'scheduled', false],
		[100, 'scheduled', true],
		[199, 'in_progress', true],
		[200, 'in_progress', false],
		[150, 'cancelled', false]
	])('a window from 100 to 200 at %i, %s: active is %s', (now, status, expected) => {
		expect(isActive({ startsAt: 100, endsAt: 200, status }, now)).toBe(expected);
	});
});

describe('words', () => {
	it.each([
		[-5, 'less than a second'],
		[999, 'less than a second'],
		[1_000, '1 second'],
		[59_999, '59 seconds'],
		[60_000, '1 minute'],
		[125_000, '2 minutes'],
		[3_900_000, '1 hour 5 minutes'],
		[36_000_000 + 300_000, '10 hours'],
		[86_400_000 + 3_600_000, '1 day 1 hour'],
		[40 * 86_400_000, '40 days']
	])('%i ms is %s', (ms, words) => {
		expect(durationInWords(ms)).toBe(words);
	});

	it('lists and counts', () => {
		expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listInWords)).toEqual([
			'',
			'a',
			'a and b',
			'a, b and c'
		]);
		expect([count(0, 'check'), count(1, 'check'), count(2, 'check')]).toEqual([
			'0 checks',
			'1 check',
			'2 checks'
		]);
	});

	it('never rounds a duration up', () => {
		const UNIT: Record<string, number> = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };
		fc.assert(
			fc.property(fc.integer({ min: 1_000, max: 4_000_000_000 }), (ms) => {
				const said = [...durationInWords(ms).matchAll(/(\d+) (second|minute|hour|day)/g)].reduce(
					(sum, [, number, unit]) => sum + Number(number) * (UNIT[unit ?? ''] ?? 0),
					0
				);
				expect(said).toBeLessThanOrEqual(ms);
				expect(said).toBeGreaterThan(ms * 0.49);
			})
		);
	});
});
