/**
 * When: interval monitors on the monotonic clock, one flight per monitor, a bounded pool that hanging targets cannot
 * fill. Knows no rule. One heap and one timer serve any number of monitors.
 */
import type { Clock } from '../clock.ts';
import { createCronSweep } from './cron.ts';
import { watchForGaps } from './gap.ts';
import { Heap } from './heap.ts';
import { Lateness } from './lateness.ts';
import { Pool, type Limits } from './pool.ts';
import { slots } from './spread.ts';

export interface Scheduled {
	id: number;
	/** Null for a monitor with a cron expression. */
	everyMs: number | null;
	cron: { expression: string; timeZone: string } | null;
	/** Monitors of one host are spread apart. */
	host: string | null;
}

export interface SchedulerOptions {
	clock: Clock;
	/** One turn of a monitor. `nextInMs` asks for another one sooner than its slot. */
	run: (id: number, latenessMs: number) => Promise<{ nextInMs?: number }>;
	/** Nobody looked between these two instants: the machine slept, we were frozen, somebody set the clock forward. */
	onGap: (gap: { from: number; to: number }) => void;
	/** A turn threw, which is our bug; its monitor has its next turn all the same. */
	onFault: (id: number, error: unknown) => void;
	limits?: Partial<Limits>;
}

export interface SchedulerStats {
	monitors: number;
	inFlight: number;
	waiting: number;
	latenessP50Ms: number;
	latenessP99Ms: number;
	/** When it last looked at its list, on the monotonic clock; null before the start. */
	tickedAt: number | null;
}

export interface Scheduler {
	/** Replaces what is scheduled; who stays has its next turn when it was due, who is new comes soon. */
	set(monitors: readonly Scheduled[]): void;
	/** One turn now; joins the flight that is under way. */
	runNow(id: number): Promise<void>;
	start(): void;
	/** Begins nothing more and waits for the flights, so long. */
	stop(graceMs: number): Promise<void>;
	stats(): SchedulerStats;
}

interface Entry {
	monitor: Scheduled;
	/** Where its slots lie on the monotonic clock. */
	phaseMs: number;
	/** Its next turn; null while it flies. An item of the heap that is not this one is out of date. */
	due: Item | null;
}

interface Item {
	at: number;
	entry: Entry;
}

/** First turns and those that make up for a gap begin at this pace, so that they are no burst. */
const PACE_MS = 5;
const LOOK_EVERY_MS = 1_000;

export function createScheduler(options: SchedulerOptions): Scheduler {
	const { clock, run, onGap, onFault } = options;
	const pool = new Pool(clock, options.limits ?? {}, dispatch);
	const lateness = new Lateness();
	const entries = new Map<number, Entry>();
	/** By id, since a flight may outlive its entry: a monitor that is paused and resumed still flies once. */
	const flights = new Map<number, Promise<void>>();
	const heap = new Heap<Item>();
	let waiting: Item[] = [];
	let isRunning = false;
	let tickedAt: number | null = null;
	let cancelTimer: (() => void) | null = null;
	let timerAt = Infinity;
	let gapSinceLastLook = watchForGaps(clock, LOOK_EVERY_MS);
	const cron = createCronSweep(clock, (ids) => {
		ids
			.flatMap((id) => entries.get(id) ?? [])
			.forEach((entry, index) => plan(entry, clock.monotonic() + index * PACE_MS));
	});

	function plan(entry: Entry, at: number): void {
		entry.due = { at, entry };
		heap.push(entry.due);
		if (at < timerAt) arm();
	}

	/** One turn each at a gentle pace, or in its slot where that comes first. Neighbours of one host stand apart. */
	function planSoon(some: readonly Entry[]): void {
		const now = clock.monotonic();
		[...some]
			.sort((a, b) => a.phaseMs / everyOf(a) - b.phaseMs / everyOf(b))
			.forEach((entry, index) => plan(entry, Math.min(now + index * PACE_MS, nextSlot(entry, now))));
	}

	function arm(): void {
		cancelTimer?.();
		if (!isRunning) return;
		const wait = Math.min(LOOK_EVERY_MS, Math.max(0, (heap.peek()?.at ?? Infinity) - clock.monotonic()));
		timerAt = clock.monotonic() + wait;
		cancelTimer = clock.after(wait, tick);
	}

	function tick(): void {
		makeUpForGap();
		const now = clock.monotonic();
		tickedAt = now;
		for (let next = heap.peek(); next && next.at <= now; next = heap.peek()) {
			heap.pop();
			if (isCurrent(next)) waiting.push(next);
		}
		dispatch();
		arm();
	}

	/** Who missed a turn has one, not several; for the others it is as if the monotonic clock had gone on. */
	function makeUpForGap(): void {
		const gap = gapSinceLastLook();
		if (!gap) return;
		onGap({ from: gap.from, to: gap.to });
		const missed: Entry[] = [];
		for (const entry of entries.values()) {
			if (entry.due === null || entry.monitor.everyMs === null) continue;
			const at = entry.due.at - gap.stoodStillMs;
			if (at <= clock.monotonic()) missed.push(entry);
			else plan(entry, at);
		}
		planSoon(missed);
	}

	/** Begins those who wait, first come first served, as far as the pool has room. */
	function dispatch(): void {
		let taken = 0;
		while (taken < waiting.length && pool.hasRoom) {
			const item = waiting[taken] as Item;
			taken += 1;
			if (isCurrent(item)) void begin(item.entry, clock.monotonic() - item.at);
		}
		if (taken > 0) waiting = waiting.slice(taken);
	}

	function isCurrent(item: Item): boolean {
		return item.entry.due === item && entries.get(item.entry.monitor.id) === item.entry;
	}

	function begin(entry: Entry, latenessMs: number): Promise<void> {
		if (!isRunning) return Promise.resolve();
		const { id } = entry.monitor;
		entry.due = null;
		const flight = flights.get(id) ?? fly(entry, latenessMs);
		flights.set(id, flight);
		return flight;
	}

	function fly(entry: Entry, latenessMs: number): Promise<void> {
		lateness.note(latenessMs);
		const leave = pool.enter();
		return turn(entry.monitor.id, latenessMs).then((nextInMs) => {
			flights.delete(entry.monitor.id);
			planNext(entry, nextInMs);
			leave();
		});
	}

	/** @returns after how long another turn is asked for, Infinity for its slot */
	async function turn(id: number, latenessMs: number): Promise<number> {
		try {
			return (await run(id, latenessMs)).nextInMs ?? Infinity;
		} catch (error) {
			onFault(id, error);
			return Infinity;
		}
	}

	function planNext(flown: Entry, nextInMs: number): void {
		const now = clock.monotonic();
		const entry = entries.get(flown.monitor.id);
		if (entry === flown) {
			const at = Math.min(nextSlot(entry, now), now + nextInMs, entry.due?.at ?? Infinity);
			if (at < Infinity) plan(entry, at);
		} else if (entry?.due === null) {
			// Removed and added again meanwhile: the turn was the former monitor's, the new one has yet to have its own.
			plan(entry, now);
		}
	}

	return {
		set(monitors) {
			const shares = slots(monitors);
			const kept = new Set(monitors.map(({ id }) => id));
			for (const id of entries.keys()) if (!kept.has(id)) entries.delete(id);
			const fresh: Entry[] = [];
			for (const monitor of monitors) {
				const known = entries.get(monitor.id);
				const isSame = known?.monitor.everyMs === monitor.everyMs;
				const phaseMs = (shares.get(monitor.id) ?? 0) * (monitor.everyMs ?? 0);
				const entry = Object.assign(known ?? { due: null }, { monitor, phaseMs });
				entries.set(monitor.id, entry);
				if (isSame) continue;
				entry.due = null;
				if (monitor.everyMs !== null) fresh.push(entry);
			}
			if (isRunning) planSoon(fresh);
			cron.set(monitors);
		},
		async runNow(id) {
			const entry = entries.get(id);
			if (entry) await begin(entry, 0);
		},
		start() {
			isRunning = true;
			gapSinceLastLook = watchForGaps(clock, LOOK_EVERY_MS);
			planSoon([...entries.values()].filter(({ monitor }) => monitor.everyMs !== null));
			cron.start();
			tick();
		},
		async stop(graceMs) {
			isRunning = false;
			cancelTimer?.();
			cron.stop();
			let cancel: () => void = () => undefined;
			const patience = new Promise<void>((resolve) => (cancel = clock.after(graceMs, resolve)));
			await Promise.race([Promise.all(flights.values()), patience]);
			cancel();
		},
		stats: () => ({
			monitors: entries.size,
			inFlight: flights.size,
			waiting: waiting.length,
			latenessP50Ms: lateness.percentile(50),
			latenessP99Ms: lateness.percentile(99),
			tickedAt
		})
	};
}

function everyOf({ monitor }: Entry): number {
	return monitor.everyMs ?? Infinity;
}

/** The next slot after an instant, Infinity with a cron expression: missed ones are skipped, never made up for. */
function nextSlot({ monitor: { everyMs }, phaseMs }: Entry, after: number): number {
	if (everyMs === null) return Infinity;
	return phaseMs + Math.ceil((after - phaseMs + 1) / everyMs) * everyMs;
}
