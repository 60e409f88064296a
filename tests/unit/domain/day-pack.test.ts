import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packDays, unpackDays } from '../../../src/lib/domain/day-pack.ts';
import { dayAfter } from '../../../src/lib/domain/days.ts';
import type { DayState, DayView } from '../../../src/lib/domain/snapshot.ts';
import { NOTHING_MEASURED, ratio } from '../../../src/lib/domain/uptime.ts';

const HOUR_MS = 3_600_000;

function day(name: string, state: DayState, parts: Partial<DayView> = {}): DayView {
	const all = { ...NOTHING_MEASURED, ...parts };
	return { day: name, state, incidentIds: [], ...all, ratio: ratio(all) };
}

const ms = fc.oneof(fc.constant(0), fc.constant(24 * HOUR_MS), fc.integer({ min: 0, max: 25 * HOUR_MS }));
const anyDay = fc.record({
	skips: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 3 })),
	state: fc.constantFrom<DayState>('operational', 'degraded', 'partial', 'down', 'maintenance', 'unknown'),
	parts: fc.record({ upMs: ms, degradedMs: ms, downMs: ms, unknownMs: ms, maintenanceMs: ms }),
	incidentIds: fc.array(fc.string({ minLength: 1 }), { maxLength: 3 })
});
const anyDays = fc
	.array(
		fc.oneof(
			anyDay,
			anyDay.map((one) => ({ ...one, parts: { ...NOTHING_MEASURED, upMs: 24 * HOUR_MS } }))
		),
		{
			maxLength: 100
		}
	)
	.map((list) => {
		let name = '2026-08-27';
		return list.map(({ skips, state, parts, incidentIds }): DayView => {
			name = dayAfter(name, skips);
			return { day: name, state, ...parts, ratio: ratio(parts), incidentIds };
		});
	});

describe('days in a line of text', () => {
	it('a quiet quarter is a few characters', () => {
		const days = Array.from({ length: 90 }, (_, index) =>
			day(dayAfter('2026-08-27', index), 'operational', { upMs: 24 * HOUR_MS })
		);
		expect(packDays(days)).toBe('>2026-08-27 90o');
	});

	it('a bad day tells its parts and its incidents', () => {
		const bad = day('2026-11-24', 'down', { upMs: 36, downMs: 35, incidentIds: ['a', 'b,c'] });
		expect(packDays([bad])).toBe('>2026-11-24 dU10Dz@a,b%2Cc');
	});

	it('a day that has only begun is not a whole one', () => {
		const begun = day('2026-11-24', 'unknown');
		expect(unpackDays(packDays([begun]))).toEqual([begun]);
	});

	it('no days are no text', () => {
		expect(packDays([])).toBe('');
		expect(unpackDays('')).toEqual([]);
	});

	it('loses nothing, whatever the days were', () => {
		fc.assert(
			fc.property(anyDays, (days) => {
				expect(unpackDays(packDays(days))).toEqual(days);
			})
		);
	});
});
