import { describe, expect, it } from 'vitest';
import { dayPaths, stateShape } from '../../../src/lib/components/day-shapes.ts';
import type { DayState, UptimeParts } from '../../../src/lib/domain/snapshot.ts';
import { NOTHING_MEASURED } from '../../../src/lib/domain/uptime.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

function day(state: DayState, parts: Partial<UptimeParts> = {}): { state: DayState } & UptimeParts {
	return { state, ...NOTHING_MEASURED, ...parts };
}
const calm = day('operational', { upMs: DAY_MS });

/** Top of the lowest block of a path: the higher the colour, the smaller. */
function topOf(path: string | undefined): number {
	return Math.min(...[...(path ?? '').matchAll(/M-?\d+ (\d+)/g)].map((match) => Number(match[1])));
}

describe('a row of days as paths', () => {
	it('draws calm days as one line of dashes, starting anew after each other day', () => {
		const lost = day('down', { downMs: DAY_MS });
		expect(dayPaths([calm, calm, lost, calm])).toEqual({
			calm: 'M0 16h14M24 16h6',
			down: 'M16 0h6v32h-6zM15 28h8v4h-8z'
		});
	});

	it('draws days without data as a thin line', () => {
		expect(dayPaths([day('unknown', { unknownMs: DAY_MS }), calm])).toEqual({
			unknown: 'M0 31h6',
			calm: 'M8 16h6'
		});
	});

	it.each<[DayState, keyof UptimeParts]>([
		['down', 'downMs'],
		['degraded', 'degradedMs'],
		['partial', 'degradedMs'],
		['maintenance', 'maintenanceMs']
	])('%s: the more of the day, the higher the colour', (state, part) => {
		const tops = [2, 60, 480, 1_440].map((minutes) => {
			const parts = { upMs: DAY_MS - minutes * MINUTE_MS, [part]: minutes * MINUTE_MS };
			return topOf(dayPaths([day(state, parts)])[state]);
		});
		expect(tops).toEqual([...tops].sort((a, b) => b - a));
		expect(new Set(tops).size).toBeGreaterThan(2);
		expect(tops[0]).toBeLessThanOrEqual(28);
	});

	it('leaves the rest of a bad day in the colour of a good one', () => {
		const paths = dayPaths([day('down', { upMs: DAY_MS - 2 * MINUTE_MS, downMs: 2 * MINUTE_MS })]);
		expect(paths.operational).toBe('M0 0h6v26h-6z');
	});

	it('gives each state an outline of its own', () => {
		const states: DayState[] = ['operational', 'degraded', 'partial', 'down', 'maintenance', 'unknown'];
		expect(new Set(states.map(stateShape)).size).toBe(states.length);
	});
});
