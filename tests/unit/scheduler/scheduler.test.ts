import { describe, expect, it } from 'vitest';
import type { FakeClock } from '../../support/clock.ts';
import { every, HOUR, house, many, SECOND, type Began } from './house.ts';

describe('the schedule', () => {
	it('asks each monitor soon, and from then on in its slot, once an interval', async () => {
		const { clock, scheduler, of } = house();
		scheduler.set([every(1, 10 * SECOND), every(2, 7 * SECOND)]);
		scheduler.start();
		await clock.advance(100 * SECOND);
		expect(of(1)[0]).toBeLessThan(SECOND);
		const slots = of(1).slice(1);
		slots.slice(1).forEach((at, index) => expect(at - (slots[index] as number)).toBeCloseTo(10 * SECOND, 0));
		expect(of(1).length).toBeGreaterThanOrEqual(10);
		expect(of(1).length).toBeLessThanOrEqual(12);
	});

	it('spreads equal intervals evenly: no second has more than its share and some', async () => {
		const { clock, scheduler, since } = house();
		scheduler.set(many(1_000, 60 * SECOND));
		scheduler.start();
		await clock.advance(180 * SECOND);
		const bySecond = new Map<number, number>();
		const settled = since(60 * SECOND).filter(({ at }) => at < 120 * SECOND);
		for (const { at } of settled) {
			const second = Math.floor(at / SECOND);
			bySecond.set(second, (bySecond.get(second) ?? 0) + 1);
		}
		expect(settled).toHaveLength(1_000);
		expect(bySecond.size).toBeGreaterThan(55);
		expect(Math.max(...bySecond.values())).toBeLessThan(40);
	});

	it('begins gently: first turns at a pace, not all at once', async () => {
		const { clock, scheduler, began } = house();
		scheduler.set(many(1_000, 60 * SECOND));
		scheduler.start();
		await clock.advance(SECOND);
		expect(began.length).toBeGreaterThan(100);
		expect(began.length).toBeLessThan(260);
		await clock.advance(5 * SECOND);
		expect(new Set(began.map(({ id }) => id)).size).toBe(1_000);
	});

	it('keeps monitors of one host apart, and where each stands does not depend on the order given', async () => {
		const monitors = many(6, 60 * SECOND, () => 'shop.example');
		const { clock, scheduler, since } = house();
		scheduler.set(monitors);
		scheduler.start();
		await clock.advance(180 * SECOND);
		const round = since(60 * SECOND).slice(0, 7);
		round
			.slice(1)
			.forEach(({ at }, index) => expect(at - (round[index] as Began).at).toBeCloseTo(10 * SECOND, 0));

		const other = house();
		other.scheduler.set([...monitors].reverse());
		other.scheduler.start();
		await other.clock.advance(180 * SECOND);
		for (const { id } of monitors)
			expect(other.of(id).at(-1)).toBe(since(0).findLast((one) => one.id === id)?.at);
	});

	it('comes back sooner where a turn asks for it, and never later than the slot', async () => {
		const soon = house({ nextInMs: 2 * SECOND });
		soon.scheduler.set([every(1, 60 * SECOND)]);
		soon.scheduler.start();
		await soon.clock.advance(21 * SECOND);
		expect(soon.of(1).length).toBeGreaterThanOrEqual(10);

		const late = house({ nextInMs: HOUR });
		late.scheduler.set([every(1, 10 * SECOND)]);
		late.scheduler.start();
		await late.clock.advance(61 * SECOND);
		expect(late.of(1).length).toBeGreaterThanOrEqual(6);
	});

	it('goes on after a turn that threw', async () => {
		const { clock, scheduler, faults } = house({ run: () => Promise.reject(new Error('a bug')) });
		scheduler.set([every(1, SECOND)]);
		scheduler.start();
		await clock.advance(5 * SECOND);
		expect(faults.length).toBeGreaterThanOrEqual(4);
	});
});

describe('flights', () => {
	it('never overlap: a turn longer than the interval skips the slots it flies over', async () => {
		const { clock, scheduler, of, mostAtOnce } = house({ lasts: () => 25 * SECOND });
		scheduler.set([every(1, 10 * SECOND)]);
		scheduler.start();
		await clock.advance(300 * SECOND);
		expect(mostAtOnce()).toBe(1);
		expect(of(1).length).toBeGreaterThan(8);
		expect(of(1).length).toBeLessThanOrEqual(11);
	});

	it('that hang until their deadline do not hold up the others', async () => {
		const isHanging = (id: number) => id % 3 === 0;
		const { clock, scheduler, began } = house({
			lasts: (id) => (isHanging(id) ? 9 * SECOND : 20),
			limits: { young: 16, all: 500 }
		});
		scheduler.set(many(300, 10 * SECOND));
		scheduler.start();
		await clock.advance(60 * SECOND);
		const healthy = began.filter(({ id, at }) => !isHanging(id) && at > 10 * SECOND);
		expect(healthy.length).toBeGreaterThan(950);
		expect(Math.max(...healthy.map(({ latenessMs }) => latenessMs))).toBeLessThan(250);
	});

	it('are bounded: no more at once than the pool has places, and the rest come first come first served', async () => {
		const { clock, scheduler, began } = house({ lasts: () => 2 * SECOND, limits: { young: 4, all: 10 } });
		scheduler.set(many(40, 60 * SECOND));
		scheduler.start();
		await clock.advance(SECOND);
		expect(scheduler.stats().inFlight).toBeLessThanOrEqual(10);
		expect(scheduler.stats().waiting).toBeGreaterThan(0);
		await clock.advance(20 * SECOND);
		expect(new Set(began.map(({ id }) => id)).size).toBe(40);
		expect(Math.max(...began.map(({ latenessMs }) => latenessMs))).toBeGreaterThan(SECOND);
		expect(scheduler.stats().latenessP99Ms).toBeGreaterThan(SECOND);
	});

	it('begin late after a busy moment, and say by how much', async () => {
		const { clock, scheduler, began } = house();
		scheduler.set([every(1, 10 * SECOND)]);
		scheduler.start();
		await clock.advance(30 * SECOND);
		const due = (began.at(-1) as Began).at + 10 * SECOND;
		clock.freeze(due - clock.monotonic() + 3 * SECOND);
		await clock.advance(1);
		expect(began.at(-1)?.latenessMs).toBeGreaterThanOrEqual(3 * SECOND - 1);
		expect(began.at(-1)?.latenessMs).toBeLessThanOrEqual(3 * SECOND + 1);
	});
});

describe('time that goes its own way', () => {
	async function running(count = 200) {
		const all = house();
		all.scheduler.set(many(count, 60 * SECOND));
		all.scheduler.start();
		await all.clock.advance(120 * SECOND);
		return all;
	}

	it.each<[string, (clock: FakeClock) => void]>([
		['the machine slept for an hour', (clock) => clock.suspend(HOUR)],
		['somebody set the clock an hour forward', (clock) => clock.setWall(clock.now() + HOUR)],
		['the process was frozen for an hour', (clock) => clock.freeze(HOUR)]
	])('%s: one gap, one catch-up each, at a pace', async (_, happen) => {
		const { clock, gaps, began } = await running();
		const before = { wall: clock.now(), count: began.length };
		happen(clock);
		const from = clock.monotonic();
		await clock.advance(SECOND);
		expect(gaps).toHaveLength(1);
		expect(gaps[0]?.from).toBeGreaterThanOrEqual(before.wall - SECOND);
		expect(gaps[0]?.from).toBeLessThanOrEqual(before.wall);
		expect(gaps[0]?.to).toBeGreaterThanOrEqual(before.wall + HOUR);
		await clock.advance(2 * SECOND);
		const caughtUp = began.slice(before.count);
		const perMonitor = new Map<number, number>();
		for (const { id } of caughtUp) perMonitor.set(id, (perMonitor.get(id) ?? 0) + 1);
		expect(perMonitor.size).toBe(200);
		expect(Math.max(...perMonitor.values())).toBeLessThanOrEqual(2);
		expect(caughtUp.filter(({ at }) => at < from + 250).length).toBeLessThan(70);
		await clock.advance(117 * SECOND);
		expect(began.slice(before.count).length).toBeLessThanOrEqual(200 * 3);
	});

	it('a short sleep moves nobody: who was not due yet keeps its slot on the wall clock', async () => {
		const { clock, began } = await running(20);
		const before = began.length;
		clock.suspend(30 * SECOND);
		await clock.advance(31 * SECOND);
		expect(new Set(began.slice(before).map(({ id }) => id)).size).toBe(20);
	});

	it('a clock set back is no gap, no burst and no silence', async () => {
		const { clock, gaps, began } = await running();
		const before = began.length;
		clock.setWall(clock.now() - 24 * HOUR);
		await clock.advance(60 * SECOND);
		expect(gaps).toEqual([]);
		expect(began.length - before).toBeGreaterThanOrEqual(199);
		expect(began.length - before).toBeLessThanOrEqual(201);
	});

	it('a clock that is slowly put right is no gap', async () => {
		const { clock, gaps } = await running(10);
		for (let step = 0; step < 60; step += 1) {
			clock.setWall(clock.now() + 50);
			await clock.advance(SECOND);
		}
		expect(gaps).toEqual([]);
	});

	it('a busy moment below five seconds is no gap', async () => {
		const { clock, gaps } = await running(10);
		clock.freeze(4 * SECOND);
		await clock.advance(60 * SECOND);
		expect(gaps).toEqual([]);
	});
});

describe('set', () => {
	it('keeps who stays, begins with who is new, and leaves out who is gone', async () => {
		const { clock, scheduler, of, began } = house();
		scheduler.set([every(1, 60 * SECOND), every(2, 60 * SECOND)]);
		scheduler.start();
		await clock.advance(90 * SECOND);
		const turns = of(1).length;
		scheduler.set([every(1, 60 * SECOND), every(3, 60 * SECOND)]);
		await clock.advance(SECOND);
		expect(of(3)).toHaveLength(1);
		expect(of(1).length - turns).toBeLessThanOrEqual(1);
		const before = began.length;
		await clock.advance(120 * SECOND);
		expect(began.slice(before).map(({ id }) => id)).not.toContain(2);
		expect(scheduler.stats().monitors).toBe(2);
	});

	it('called again and again with the same changes nothing', async () => {
		const once = house();
		const often = house();
		for (const { scheduler } of [once, often]) {
			scheduler.set(many(20, 10 * SECOND));
			scheduler.start();
		}
		await once.clock.advance(60 * SECOND);
		for (let step = 0; step < 120; step += 1) {
			await often.clock.advance(500);
			often.scheduler.set(many(20, 10 * SECOND));
		}
		expect(often.began).toEqual(once.began);
	});

	it('while a monitor flies: removed and added again it still flies once', async () => {
		const { clock, scheduler, of, mostAtOnce } = house({ lasts: () => 5 * SECOND });
		scheduler.set([every(1, 10 * SECOND)]);
		scheduler.start();
		await clock.advance(SECOND);
		expect(scheduler.stats().inFlight).toBe(1);
		scheduler.set([]);
		scheduler.set([every(1, 10 * SECOND)]);
		await clock.advance(60 * SECOND);
		expect(mostAtOnce()).toBe(1);
		expect(of(1).length).toBeGreaterThanOrEqual(5);
	});

	it('while a monitor flies: a new interval counts from its landing', async () => {
		const { clock, scheduler, of, mostAtOnce } = house({ lasts: () => 2 * SECOND });
		scheduler.set([every(1, HOUR)]);
		scheduler.start();
		await clock.advance(SECOND);
		scheduler.set([every(1, 5 * SECOND)]);
		await clock.advance(60 * SECOND);
		expect(mostAtOnce()).toBe(1);
		expect(of(1).length).toBeGreaterThanOrEqual(10);
	});
});

describe('runNow and stop', () => {
	it('runs at once, joins the flight that is under way, and ignores strangers', async () => {
		const { clock, scheduler, of } = house({ lasts: () => SECOND });
		scheduler.set([every(1, HOUR)]);
		scheduler.start();
		await clock.advance(10 * SECOND);
		const before = of(1).length;
		const both = Promise.all([scheduler.runNow(1), scheduler.runNow(1), scheduler.runNow(99)]);
		await clock.advance(2 * SECOND);
		await both;
		expect(of(1).length).toBe(before + 1);
	});

	it('stops: begins nothing more and waits for the flights', async () => {
		const { clock, scheduler, began } = house({ lasts: () => 2 * SECOND });
		scheduler.set(many(10, 10 * SECOND));
		scheduler.start();
		await clock.advance(SECOND);
		let isStopped = false;
		const stopping = scheduler.stop(5 * SECOND).then(() => (isStopped = true));
		const before = began.length;
		await clock.advance(SECOND / 2);
		expect(isStopped).toBe(false);
		await clock.advance(2 * SECOND);
		await stopping;
		await clock.advance(60 * SECOND);
		expect(began).toHaveLength(before);
		expect(scheduler.stats().inFlight).toBe(0);
	});

	it('does not wait for ever for a flight that never lands', async () => {
		const { clock, scheduler } = house({ lasts: () => null });
		scheduler.set([every(1, SECOND)]);
		scheduler.start();
		await clock.advance(SECOND);
		const stopping = scheduler.stop(5 * SECOND);
		await clock.advance(5 * SECOND);
		await expect(stopping).resolves.toBeUndefined();
	});
});
