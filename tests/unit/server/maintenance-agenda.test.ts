/** What a workspace has planned: running, coming, past, and a month of it day by day. */
import { describe, expect, it, test } from 'vitest';
import { timesAhead } from '../../../src/lib/server/maintenance-ahead.ts';
import { agendaOf, monthOf } from '../../../src/lib/server/maintenance-agenda.ts';
import { component, DAY_MS, HOUR_MS, maintenance, NOON, rosterOf } from '../../support/house.ts';

const shop = component('shop');

function house() {
	const now = maintenance('now', [shop.id]);
	const gone = maintenance('gone', [shop.id], {
		startsAt: NOON - 2 * DAY_MS,
		endsAt: NOON - 2 * DAY_MS + 3 * HOUR_MS,
		plannedEndsAt: NOON - 2 * DAY_MS + 2 * HOUR_MS,
		status: 'completed'
	});
	const weekly = maintenance('weekly', [shop.id], {
		ruleAt: Date.UTC(2026, 11, 2, 2),
		startsAt: Date.UTC(2026, 11, 2, 5),
		status: 'scheduled'
	});
	const skipped = maintenance('skipped', [], {
		ruleAt: Date.UTC(2026, 11, 9, 2),
		startsAt: Date.UTC(2026, 11, 9, 2),
		status: 'cancelled'
	});
	const rule = {
		...weekly.window,
		repeat: 'FREQ=WEEKLY;BYDAY=WE',
		startsLocal: '2026-12-02T02:00',
		isManaged: false
	};
	const theirs = maintenance('theirs', []);
	return {
		rule,
		written: [weekly.occurrence, { ...skipped.occurrence, windowId: rule.id }],
		roster: rosterOf({
			components: [shop],
			windows: [now.window, gone.window, rule, { ...theirs.window, workspaceId: 'theirs' }],
			occurrences: [
				gone.occurrence,
				now.occurrence,
				weekly.occurrence,
				{ ...skipped.occurrence, windowId: rule.id },
				theirs.occurrence
			]
		})
	};
}

test('the next times are what is written down and what the rule gives after that, moved ones once', () => {
	const { rule, written } = house();
	const found = timesAhead(rule, written, NOON, 4);
	expect(found.map(({ id, startsAt, status }) => [id, new Date(startsAt).toISOString(), status])).toEqual([
		['weekly', '2026-12-02T05:00:00.000Z', 'scheduled'],
		['skipped', '2026-12-09T02:00:00.000Z', 'cancelled'],
		[null, '2026-12-16T02:00:00.000Z', 'scheduled'],
		[null, '2026-12-23T02:00:00.000Z', 'scheduled']
	]);
	expect(timesAhead({ ...rule, archivedAt: NOON }, [], NOON, 4)).toEqual([]);
});

describe('the agenda', () => {
	it('has what runs, what comes and what was, and nothing of a stranger’s', () => {
		const { running, coming, past } = agendaOf(house().roster, 'ours', NOON);
		expect(running.map(({ title, components }) => [title, components])).toEqual([
			['Maintenance now', ['The shop']]
		]);
		expect(coming.map(({ startsAt }) => new Date(startsAt).getUTCDate())).toEqual([2, 16, 23]);
		expect(past.map(({ title, overrunMs }) => [title, overrunMs])).toEqual([['Maintenance gone', HOUR_MS]]);
	});

	it('survives a rule that cannot be read', () => {
		const { roster, rule } = house();
		const broken = rosterOf({ ...roster.facts, windows: [{ ...rule, repeat: 'FREQ=NONSENSE' }] });
		expect(agendaOf(broken, 'ours', NOON).coming).toEqual([]);
		expect(monthOf(broken, 'ours', '2027-01', 'UTC', NOON)).toHaveLength(5);
	});
});

describe('a month', () => {
	it('is whole weeks from Monday, each day with what touches it in the zone', () => {
		const weeks = monthOf(house().roster, 'ours', '2026-12', 'UTC', NOON);
		expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7]);
		expect([weeks[0]?.[0]?.day, weeks[4]?.[6]?.day]).toEqual(['2026-11-30', '2027-01-03']);
		const busy = weeks.flat().filter(({ items }) => items.length > 0);
		expect(busy.map(({ day, items }) => [day, items[0]?.status])).toEqual([
			['2026-12-02', 'scheduled'],
			['2026-12-09', 'cancelled'],
			['2026-12-16', 'scheduled'],
			['2026-12-23', 'scheduled'],
			['2026-12-30', 'scheduled']
		]);
	});

	it('lays a time over midnight on both of its days, and knows today', () => {
		const late = maintenance('late', [], { startsAt: NOON + 11 * HOUR_MS, status: 'scheduled' });
		const roster = rosterOf({ windows: [late.window], occurrences: [late.occurrence] });
		const weeks = monthOf(roster, 'ours', '2026-11', 'UTC', NOON).flat();
		expect(weeks.filter(({ items }) => items.length > 0).map(({ day }) => day)).toEqual([
			'2026-11-24',
			'2026-11-25'
		]);
		expect(weeks.find(({ isToday }) => isToday)?.day).toBe('2026-11-24');
	});
});
