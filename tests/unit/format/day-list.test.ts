import { describe, expect, it } from 'vitest';
import { daysOfMonth, monthsOfHistory, recentDays } from '../../../src/lib/format/day-list.ts';
import { sampleSnapshot } from '../../support/snapshot.ts';

const snapshot = sampleSnapshot({ story: 'outage' });

describe('the past as days', () => {
	it('covers each of the last days once, newest first, quiet ones together', () => {
		const days = recentDays(snapshot, 14).map(({ first, last, incidents }) => [
			first,
			last,
			incidents.length
		]);
		expect(days).toEqual([
			['2026-11-24', '2026-11-24', 1],
			['2026-11-22', '2026-11-23', 0],
			['2026-11-21', '2026-11-21', 1],
			['2026-11-16', '2026-11-20', 0],
			['2026-11-15', '2026-11-15', 1],
			['2026-11-11', '2026-11-14', 0]
		]);
	});

	it('carries the last word of an incident only', () => {
		const [today] = recentDays(snapshot, 1);
		expect(today?.incidents[0]?.updates.map(({ status }) => status)).toEqual(['identified']);
	});

	it('knows the months on which something was, and never what is only planned', () => {
		expect(monthsOfHistory(snapshot)).toEqual(['2026-11', '2026-10']);
		expect(
			daysOfMonth(snapshot, '2026-10').map(({ first, maintenances }) => [first, maintenances.length])
		).toEqual([
			['2026-10-27', 1],
			['2026-10-15', 0]
		]);
		expect(daysOfMonth(snapshot, '2026-12')).toEqual([]);
	});

	it('puts an incident on its day of the page’s zone', () => {
		const late = sampleSnapshot();
		const [incident] = late.incidents;
		if (incident) incident.startedAt = Date.parse('2026-11-20T23:30:00Z');
		expect(recentDays(late, 14).find(({ incidents }) => incidents.length > 0)?.first).toBe('2026-11-21');
	});
});
