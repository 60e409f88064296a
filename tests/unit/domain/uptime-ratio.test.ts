import { describe, expect, it } from 'vitest';
import type { UptimeParts } from '../../../src/lib/domain/snapshot.ts';
import { formatRatio, NOTHING_MEASURED, ratio } from '../../../src/lib/domain/uptime.ts';

const part = (parts: Partial<UptimeParts>): UptimeParts => ({ ...NOTHING_MEASURED, ...parts });

describe('the share of time', () => {
	it.each([
		[null, 'no data'],
		[0, '0.00 %'],
		[0.57, '57.00 %'],
		[0.9999, '99.99 %'],
		[0.99999, '99.99 %'],
		[1 - Number.EPSILON, '99.99 %'],
		[1, '100 %']
	])('%d reads %s', (value, text) => expect(formatRatio(value)).toBe(text));

	it('takes as many digits as it is asked for', () => {
		expect([0, 1, 3].map((digits) => formatRatio(0.99987, digits))).toEqual(['99 %', '99.9 %', '99.987 %']);
	});

	it('never shows one second of downtime as 100 %, not in a hundred years', () => {
		const second = part({ upMs: 100 * 365 * 86_400_000, downMs: 1_000 });
		expect(formatRatio(ratio(second))).toBe('99.99 %');
	});

	it('is exact at each step and never rounds up', () => {
		for (let step = 0; step < 10_000; step += 1) {
			expect(formatRatio(step / 10_000)).toBe(`${(step / 100).toFixed(2)} %`);
			expect(formatRatio((step + 0.999) / 10_000)).toBe(`${(step / 100).toFixed(2)} %`);
		}
	});

	it('counts degraded as up, and neither maintenance nor what is unknown', () => {
		expect(ratio(part({ upMs: 50, degradedMs: 40, downMs: 10, unknownMs: 999, maintenanceMs: 999 }))).toBe(
			0.9
		);
		expect(ratio(part({ unknownMs: 5, maintenanceMs: 5 }))).toBeNull();
	});
});
