import { describe, expect, it } from 'vitest';
import { dayInWords, daysInWords } from '../../../src/lib/components/day-words.ts';
import type { DayView } from '../../../src/lib/domain/snapshot.ts';
import { NOTHING_MEASURED, ratio } from '../../../src/lib/domain/uptime.ts';

const MINUTE_MS = 60_000;

function day(state: DayView['state'], parts: Partial<DayView>): DayView {
	const all = { ...NOTHING_MEASURED, ...parts };
	return { day: '2026-11-24', state, incidentIds: [], ...all, ratio: ratio(all) };
}

describe('a day in words', () => {
	it.each<[DayView, string]>([
		[day('operational', { upMs: 1_440 * MINUTE_MS }), 'Operational, 100 % uptime'],
		[
			day('down', {
				upMs: 1_400 * MINUTE_MS,
				downMs: 12 * MINUTE_MS,
				degradedMs: 28 * MINUTE_MS,
				incidentIds: ['a']
			}),
			'Down, 99.16 % uptime, down for 12 minutes and degraded for 28 minutes, 1 incident'
		],
		[
			day('partial', { upMs: 1_430 * MINUTE_MS, degradedMs: 10 * MINUTE_MS }),
			'Partly down, 100 % uptime, partly down or degraded for 10 minutes'
		],
		[
			day('maintenance', { maintenanceMs: 120 * MINUTE_MS }),
			'Under maintenance, under maintenance for 2 hours'
		],
		[day('unknown', {}), 'No data']
	])('%#', (view, text) => {
		expect(dayInWords(view)).toBe(text);
	});
});

describe('a row of days in words', () => {
	it('counts the days with trouble', () => {
		const days = [
			day('operational', { upMs: 1_440 * MINUTE_MS }),
			day('down', { upMs: 1_439 * MINUTE_MS, downMs: MINUTE_MS })
		];
		expect(daysInWords(days)).toBe('2 days, 99.96 % uptime, 1 day with trouble');
	});

	it('says when nothing was measured', () => {
		expect(daysInWords([day('unknown', {})])).toBe('1 day, no data, no day with trouble');
	});
});
