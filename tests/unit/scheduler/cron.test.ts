import { describe, expect, it } from 'vitest';
import { createCronSweep, isDueBetween } from '../../../src/lib/server/scheduler/cron.ts';
import { createScheduler } from '../../../src/lib/server/scheduler/scheduler.ts';
import { FakeClock } from '../../support/clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Sweeps from an instant; what ran is written as the time of the zone that the sweep came at. */
function sweeping(start: string, expression: string, timeZone = 'Europe/Berlin') {
	const clock = new FakeClock(Date.parse(start));
	const ran: string[] = [];
	const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
	const sweep = createCronSweep(clock, (ids) =>
		ids.forEach(() => ran.push(format.format(clock.now()).slice(5)))
	);
	sweep.set([{ id: 1, everyMs: null, host: null, cron: { expression, timeZone } }]);
	sweep.start();
	return { clock, ran, sweep };
}

describe('the cron sweep', () => {
	it.each([
		['*/15 9 * * *', 24, ['11-24 09:00', '11-24 09:15', '11-24 09:30', '11-24 09:45']],
		['30 2 * * *', 48, ['11-24 02:30', '11-25 02:30']],
		['0 12 * * 3', 48, ['11-25 12:00']],
		['0 12 24 12 *', 48, []]
	])('%s over %i hours: %j', async (expression, hours, expected) => {
		const { clock, ran } = sweeping('2026-11-23T23:00:30Z', expression);
		await clock.advance(hours * HOUR);
		expect(ran).toEqual(expected);
	});

	it('runs what falls into the hour that summer time leaves out, once, right after it', async () => {
		const { clock, ran } = sweeping('2027-03-27T22:00:30Z', '30 2 * * *');
		await clock.advance(26 * HOUR);
		expect(ran).toEqual(['03-28 03:00']);
	});

	it('runs what falls into the hour that comes twice, once', async () => {
		const { clock, ran } = sweeping('2026-10-24T22:00:30Z', '30 2 * * *');
		await clock.advance(25 * HOUR);
		expect(ran).toEqual(['10-25 02:30']);
	});

	it('watches on through both of them where it runs many times an hour', async () => {
		const { clock, ran } = sweeping('2026-10-24T23:59:30Z', '*/30 * * * *');
		await clock.advance(3 * HOUR);
		expect(ran).toEqual([
			'10-25 02:00',
			'10-25 02:30',
			'10-25 02:00',
			'10-25 02:30',
			'10-25 03:00',
			'10-25 03:30'
		]);
	});

	it.each<[string, (clock: FakeClock) => void]>([
		['slept', (clock) => clock.suspend(5 * HOUR)],
		['was frozen', (clock) => clock.freeze(5 * HOUR)],
		['was put forward', (clock) => clock.setWall(clock.now() + 5 * HOUR)]
	])('makes up once for all the times that went by while it %s', async (_, happen) => {
		const { clock, ran } = sweeping('2026-11-24T08:00:30Z', '*/10 * * * *', 'UTC');
		happen(clock);
		await clock.advance(MINUTE);
		expect(ran).toHaveLength(1);
		await clock.advance(9 * MINUTE);
		expect(ran).toHaveLength(2);
	});

	it('goes on after the clock was set back, with the times that it shows then', async () => {
		const { clock, ran } = sweeping('2026-11-24T08:00:30Z', '0 * * * *', 'UTC');
		await clock.advance(2 * HOUR);
		clock.setWall(Date.parse('2026-11-24T05:30:10Z'));
		await clock.advance(2 * HOUR);
		expect(ran).toEqual(['11-24 09:00', '11-24 10:00', '11-24 06:00', '11-24 07:00']);
	});

	it('keeps its place when the list is set again, and forgets who is gone', async () => {
		const { clock, ran, sweep } = sweeping('2026-11-24T08:00:30Z', '*/5 * * * *', 'UTC');
		const same = { id: 1, everyMs: null, host: null, cron: { expression: '*/5 * * * *', timeZone: 'UTC' } };
		for (let minute = 0; minute < 10; minute += 1) {
			await clock.advance(MINUTE);
			sweep.set([same]);
		}
		expect(ran).toEqual(['11-24 08:05', '11-24 08:10']);
		sweep.set([]);
		await clock.advance(HOUR);
		expect(ran).toHaveLength(2);
	});

	it('ends', async () => {
		const { clock, ran, sweep } = sweeping('2026-11-24T08:00:30Z', '* * * * *');
		sweep.stop();
		await clock.advance(HOUR);
		expect(ran).toEqual([]);
	});
});

describe('a cron monitor in the scheduler', () => {
	it('flies when it is due, once, beside interval monitors', async () => {
		const clock = new FakeClock(Date.parse('2026-11-24T08:00:30Z'));
		const began: number[] = [];
		const scheduler = createScheduler({
			clock,
			async run(id) {
				began.push(id);
				await Promise.resolve();
				return {};
			},
			onGap: () => undefined,
			onFault: () => undefined
		});
		scheduler.set([
			{ id: 1, everyMs: null, host: null, cron: { expression: '5,10 * * * *', timeZone: 'UTC' } },
			{ id: 2, everyMs: MINUTE, host: null, cron: null }
		]);
		scheduler.start();
		await clock.advance(10 * MINUTE);
		expect(began.filter((id) => id === 1)).toHaveLength(2);
		expect(began.filter((id) => id === 2).length).toBeGreaterThanOrEqual(9);
	});
});

describe('isDueBetween', () => {
	it.each([
		['*/5 * * * *', '2026-11-24T08:00:00Z', '2026-11-24T08:04:59Z', false],
		['*/5 * * * *', '2026-11-24T08:00:00Z', '2026-11-24T08:05:00Z', true],
		['*/5 8-20 * * 1-5', '2026-11-27T20:00:00Z', '2026-11-30T06:59:00Z', false],
		['*/5 8-20 * * 1-5', '2026-11-27T20:00:00Z', '2026-11-30T07:00:00Z', true],
		['0 4 1 * *', '2026-11-02T00:00:00Z', '2026-11-30T00:00:00Z', false],
		['0 4 1 * *', '2026-11-02T00:00:00Z', '2026-12-01T03:00:00Z', true],
		['0 4 1 1 *', '2020-01-02T00:00:00Z', '2026-01-02T00:00:00Z', true]
	])('%s between %s and %s in Berlin: %s', (cron, from, to, expected) => {
		expect(isDueBetween({ cron, timeZone: 'Europe/Berlin' }, Date.parse(from), Date.parse(to))).toBe(
			expected
		);
	});
});
