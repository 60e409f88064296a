import { describe, expect, it } from 'vitest';
import { instantOf, localOf } from '../../../src/lib/server/web/local-time.ts';

describe('what a wall clock shows', () => {
	it.each([
		['2026-11-24T14:02', 'Europe/Berlin', '2026-11-24T13:02:00.000Z'],
		['2026-07-01T00:00', 'America/New_York', '2026-07-01T04:00:00.000Z'],
		// skipped in spring: moved on by the length of the gap
		['2027-03-28T02:30', 'Europe/Berlin', '2027-03-28T01:30:00.000Z'],
		// shown twice in autumn: the first time
		['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z']
	])('%s in %s is %s', (local, zone, instant) => {
		expect(instantOf(local, zone)).toBe(instant);
	});

	it('comes back as it was shown', () => {
		for (const at of [Date.UTC(2026, 9, 25, 3), Date.UTC(2027, 2, 28, 5, 17), Date.UTC(2026, 0, 1)]) {
			expect(Date.parse(instantOf(localOf(at, 'Europe/Berlin'), 'Europe/Berlin'))).toBe(at);
		}
	});

	it('what is no time is given back for the schema to refuse', () => {
		expect(instantOf('yesterday', 'UTC')).toBe('yesterday');
	});
});
