/** Planning maintenance by hand: what is written, who is told, what is refused, and that each change is in the log. */
import { describe, expect, it } from 'vitest';
import type { MaintenanceInput } from '../../../src/lib/server/desk/maintenance-input.ts';
import { maintenanceInput } from '../../../src/lib/server/desk/maintenance-input.ts';
import { NOON } from '../../support/database.ts';
import { planning, type Planning } from '../../support/planning.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const input = (fields: Partial<Record<keyof MaintenanceInput, unknown>> = {}): MaintenanceInput =>
	maintenanceInput.parse({
		title: 'Patching',
		starts: '2026-11-24T14:00',
		duration: '1h',
		components: ['shop'],
		...fields
	});
const weekly = { starts: '2026-11-25T02:00', repeat: 'FREQ=WEEKLY;BYDAY=WE' };
const only = async (house: Planning, id: string) => (await house.times(id))[0]?.id ?? '';

describe('planning', () => {
	it('writes the window, its times and the log, and announces the first time once', async () => {
		const house = await planning();
		const window = await house.desk.plan(house.trace(), input({ ...weekly, notify_before: '12h' }));
		expect(window).toMatchObject({ title: 'Patching', repeat: 'FREQ=WEEKLY;BYDAY=WE', isManaged: false });
		const times = await house.times(window.id);
		expect(times).toHaveLength(9);
		expect(times[0]).toMatchObject({ startsAt: Date.UTC(2026, 10, 25, 2), status: 'scheduled' });
		expect(await house.told()).toEqual(['announced → ann', 'announced → bob']);
		expect(await house.actions()).toEqual(['maintenance.plan']);
		expect(house.roster().facts.windows.map(({ id }) => id)).toEqual([window.id]);
	});

	it('reminds once, and tells of beginning and end once each', async () => {
		const house = await planning();
		await house.desk.plan(house.trace(), input({ starts: '2026-11-26T14:00', notify_before: '24h' }));
		await house.pass(DAY);
		expect((await house.told()).slice(2)).toEqual([]);
		await house.pass(2 * HOUR);
		await house.pass(MINUTE);
		expect((await house.told()).slice(2)).toEqual(['reminded → ann', 'reminded → bob']);
		await house.pass(DAY);
		await house.pass(MINUTE);
		expect((await house.told()).slice(4)).toEqual(['started → ann', 'started → bob']);
		await house.pass(2 * HOUR);
		await house.pass(MINUTE);
		expect((await house.told()).slice(6)).toEqual(['ended → ann', 'ended → bob']);
	});

	it('does not remind of what it has only just announced', async () => {
		const house = await planning();
		await house.desk.plan(house.trace(), input({ notify_before: '24h' }));
		await house.pass(MINUTE);
		expect(await house.told()).toEqual(['announced → ann', 'announced → bob']);
	});

	it('tells nobody where its author does not want it, nor of hidden components', async () => {
		const house = await planning([{ key: 'shop' }, { key: 'cellar' }]);
		await house.database.client.component.updateMany({ where: { key: 'cellar' }, data: { isPublic: false } });
		await house.reload();
		await house.desk.plan(house.trace(), input({ notify: false, starts: '2026-12-24T14:00' }));
		await house.desk.plan(house.trace(), input({ components: ['cellar'] }));
		await house.pass(2 * HOUR);
		await house.pass(2 * HOUR);
		expect(await house.told()).toEqual([]);
	});

	it('far ahead has its page from the start', async () => {
		const house = await planning();
		const window = await house.desk.plan(house.trace(), input({ starts: '2027-11-25T02:00' }));
		expect(await house.times(window.id)).toHaveLength(1);
		expect(await house.told()).toHaveLength(2);
	});

	it('in a zone, across the change of its clocks, is what the clock on the wall says', async () => {
		const house = await planning();
		const ahead = house.desk.preview(
			'ours',
			input({
				starts: '2027-03-27T02:30',
				ends: '2027-03-27T04:00',
				duration: undefined,
				timezone: 'Europe/Berlin',
				repeat: 'FREQ=DAILY;COUNT=3'
			}),
			NOON,
			10
		);
		expect(ahead.map(({ from, to }) => [new Date(from).toISOString(), (to - from) / MINUTE])).toEqual([
			['2027-03-27T01:30:00.000Z', 90],
			// 02:30 does not exist on that day
			['2027-03-28T01:30:00.000Z', 90],
			['2027-03-29T00:30:00.000Z', 90]
		]);
	});

	it.each([
		['is over', { starts: '2026-11-23T14:00' }, 'starts'],
		['gives no more', { starts: '2026-11-01T14:00', repeat: 'FREQ=DAILY;COUNT=3' }, 'repeat'],
		['has no end', { duration: undefined }, 'ends'],
		['has two ends', { ends: '2026-11-24T15:00' }, 'ends'],
		['ends before it begins', { duration: undefined, ends: '2026-11-24T13:00' }, 'ends'],
		['names a stranger', { components: ['nobody'] }, 'components'],
		['names a page there is not', { page: 'nowhere' }, 'page']
	])('refuses what %s', async (_, fields, field) => {
		const house = await planning();
		const refusal = house.desk.plan(house.trace(), input(fields));
		await expect(refusal).rejects.toMatchObject({ kind: 'invalid', errors: { [field]: expect.any(String) } });
		expect(await house.actions()).toEqual([]);
		expect(await house.told()).toEqual([]);
	});
});

describe('changing', () => {
	it('moves the only occurrence along, under its own address, and says so', async () => {
		const house = await planning();
		const { id } = await house.desk.plan(house.trace(), input());
		const before = await only(house, id);
		await house.clock.advance(MINUTE);
		const changed = await house.desk.change(house.trace(), id, { starts: '2026-11-24T16:00' }, 1);
		expect(changed.version).toBe(2);
		const [after, ...rest] = await house.times(id);
		expect(rest).toEqual([]);
		expect(after).toMatchObject({ id: before, startsAt: Date.UTC(2026, 10, 24, 16) });
		expect((await house.told()).slice(2)).toEqual(['moved → ann', 'moved → bob']);
	});

	it('keeps what was moved by hand where the rule still gives it, and drops the rest', async () => {
		const house = await planning();
		const { id } = await house.desk.plan(house.trace(), input(weekly));
		const [, second] = await house.times(id);
		await house.desk.move(house.trace(), { id: second?.id ?? '' }, { starts: '2026-12-02T05:00' });
		await house.clock.advance(MINUTE);
		const starts = async () =>
			(await house.times(id)).map(({ startsAt }) => new Date(startsAt).toISOString().slice(0, 16));
		await house.desk.change(
			house.trace(),
			id,
			{ repeat: 'FREQ=WEEKLY;BYDAY=WE;COUNT=3', duration: '2h' },
			null
		);
		expect(await starts()).toEqual(['2026-11-25T02:00', '2026-12-02T05:00', '2026-12-09T02:00']);
		const lengths = (await house.times(id)).map(({ startsAt, endsAt }) => (endsAt - startsAt) / HOUR);
		expect(lengths).toEqual([2, 1, 2]);
		await house.desk.change(house.trace(), id, { repeat: 'FREQ=WEEKLY;INTERVAL=2;COUNT=2' }, null);
		expect(await starts()).toEqual(['2026-11-25T02:00', '2026-12-09T02:00']);
	});

	it('of words alone leaves the times and the subscribers alone', async () => {
		const house = await planning();
		const { id } = await house.desk.plan(house.trace(), input({ notify: false }));
		const before = await house.times(id);
		await house.desk.change(house.trace(), id, { title: 'Cabling', message: 'New cables.' }, null);
		expect(await house.times(id)).toEqual(before);
		expect(await house.told()).toEqual([]);
	});

	it('is refused to who saw an older version, to strangers, and where the file rules', async () => {
		const house = await planning();
		const { id } = await house.desk.plan(house.trace(), input());
		const stranger = { ...house.trace(), workspaceId: 'theirs' };
		await expect(house.desk.change(house.trace(), id, {}, 7)).rejects.toMatchObject({ kind: 'conflict' });
		await expect(house.desk.change(stranger, id, {}, null)).rejects.toMatchObject({ kind: 'missing' });
		await expect(house.desk.cancel(stranger, id, {})).rejects.toMatchObject({ kind: 'missing' });
		const occurrence = { id: await only(house, id) };
		await expect(house.desk.skip(stranger, occurrence, {})).rejects.toMatchObject({ kind: 'missing' });
		await house.maintain(HOUR, HOUR);
		const managed = house.roster().facts.windows.find(({ isManaged }) => isManaged)?.id ?? '';
		await expect(house.desk.change(house.trace(), managed, {}, null)).rejects.toMatchObject({
			kind: 'managed'
		});
		await expect(house.desk.cancel(house.trace(), managed, {})).rejects.toMatchObject({ kind: 'managed' });
	});
});

describe('cancelling', () => {
	it('takes back what was announced and says so once', async () => {
		const house = await planning();
		const { id } = await house.desk.plan(house.trace(), input(weekly));
		await house.clock.advance(MINUTE);
		await house.desk.cancel(house.trace(), id, {});
		expect(new Set((await house.times(id)).map(({ status }) => status))).toEqual(new Set(['cancelled']));
		expect((await house.told()).slice(2)).toEqual(['cancelled → ann', 'cancelled → bob']);
		await house.pass(DAY);
		expect(house.roster().isInMaintenance(house.componentId('shop'), NOON + 14 * HOUR + MINUTE)).toBe(false);
		await expect(house.desk.cancel(house.trace(), id, {})).rejects.toMatchObject({ kind: 'conflict' });
	});

	it('of what runs ends it', async () => {
		const house = await planning();
		const { id } = await house.desk.plan(house.trace(), input());
		await house.pass(150 * MINUTE);
		await house.desk.cancel(house.trace(), id, {});
		expect((await house.times(id))[0]).toMatchObject({ status: 'completed', endsAt: NOON + 150 * MINUTE });
		expect((await house.told()).at(-1)).toBe('ended → bob');
	});
});

describe('one occurrence', () => {
	it('is skipped and takes place after all', async () => {
		const house = await planning();
		const { id } = await house.desk.plan(house.trace(), input(weekly));
		const which = { id: await only(house, id) };
		await house.clock.advance(MINUTE);
		expect(await house.desk.skip(house.trace(), which, { message: 'Not this week.' })).toMatchObject({
			status: 'cancelled',
			updates: [{ status: 'cancelled', message: 'Not this week.' }]
		});
		expect((await house.told()).slice(2)).toEqual(['cancelled → ann', 'cancelled → bob']);
		await house.clock.advance(MINUTE);
		expect(await house.desk.restore(house.trace(), which, {})).toMatchObject({ status: 'scheduled' });
		expect((await house.told()).slice(4)).toEqual(['announced → ann', 'announced → bob']);
		expect(await house.actions()).toEqual(['maintenance.plan', 'maintenance.skip', 'maintenance.restore']);
	});

	it('is moved, also one that is not written down yet; nobody is told of what they do not expect yet', async () => {
		const house = await planning();
		const { id } = await house.desk.plan(house.trace(), input(weekly));
		const ruleAt = Date.UTC(2027, 10, 24, 2);
		const moved = await house.desk.move(
			house.trace(),
			{ windowId: id, ruleAt },
			{ starts: '2027-11-24T05:00', duration: '30m' }
		);
		expect(moved).toMatchObject({ ruleAt, startsAt: ruleAt + 3 * HOUR, endsAt: ruleAt + 210 * MINUTE });
		expect(await house.told()).toHaveLength(2);
		const nowhere = house.desk.skip(house.trace(), { windowId: id, ruleAt: ruleAt + 1 }, {});
		await expect(nowhere).rejects.toMatchObject({ kind: 'missing' });
	});

	it('begins early, is extended, is overrun, and ends by hand', async () => {
		const house = await planning();
		const { id } = await house.desk.plan(house.trace(), input());
		const which = { id: await only(house, id) };
		await expect(house.desk.extend(house.trace(), which, { by: '1h' })).rejects.toMatchObject({
			kind: 'conflict'
		});
		const started = await house.desk.start(house.trace(), which, {});
		expect(started).toMatchObject({ status: 'in_progress', startsAt: NOON, endsAt: NOON + HOUR });
		await house.clock.advance(MINUTE);
		await house.desk.extend(house.trace(), which, { by: '1h', notify: true });
		await house.pass(90 * MINUTE);
		expect((await house.times(id))[0]).toMatchObject({
			status: 'in_progress',
			endsAt: NOON + 2 * HOUR,
			plannedEndsAt: NOON + HOUR
		});
		await house.desk.say(house.trace(), which, { message: 'Nearly there.' });
		const ended = await house.desk.end(house.trace(), which, { message: 'Done.' });
		expect(ended).toMatchObject({ status: 'completed', endsAt: NOON + 91 * MINUTE });
		expect(ended.updates.map(({ message }) => message)).toEqual([
			'Done.',
			'Nearly there.',
			'This takes longer than planned.'
		]);
		await house.pass(HOUR);
		const moments = (await house.told()).filter((line) => line.endsWith('ann'));
		expect(moments).toEqual(['announced → ann', 'started → ann', 'updated → ann', 'ended → ann']);
		await expect(house.desk.end(house.trace(), which, {})).rejects.toMatchObject({ kind: 'conflict' });
	});

	it('is ours also where the file manages its window', async () => {
		const house = await planning();
		await house.maintain(HOUR, HOUR, ['shop'], 'FREQ=DAILY');
		const which = { id: house.roster().facts.occurrences[0]?.id ?? '' };
		expect(await house.desk.skip(house.trace(), which, {})).toMatchObject({ status: 'cancelled' });
	});
});
