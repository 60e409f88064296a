/**
 * When: interval monitors on the monotonic clock, one flight per monitor, a bounded pool that hanging targets cannot
 * fill. Knows no rule. One heap and one timer serve any number of monitors.
 */
import type { Clock } from '../clock.ts';
import { startCron } from './cron.ts';
import { Heap } from './heap.ts';
import { Lateness } from './lateness.ts';
import { fraction, slots } from './spread.ts';

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
	/** One turn of a monitor. `nextInMs` asks for another one sooner than its slot. Must not throw. */
	run: (id: number, latenessMs: number) => Promise<{ nextInMs?: number }>;
	/** Nobody looked between these two instants: the machine slept, or somebody set the clock forward. */
	onGap: (gap: { from: number; to: number }) => void;
	limits?: Partial<Limits>;
}

export interface Limits {
	/** Flights younger than a second: what the machine can work on at once. */
	young: number;
	/** All flights, the hanging ones included: what its sockets allow. */
	all: number;
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
	/** Replaces what is scheduled; who stays keeps its slot, who is new comes soon. */
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
	flight: Promise<void> | null;
	/** The heap item that counts; older ones are ignored when they come up. */
	due: Item | null;
}

interface Item {
	at: number;
	entry: Entry;
}

const DEFAULTS: Limits = { young: 128, all: 2_000 };
const YOUNG_MS = 1_000;
/** New monitors begin at this pace, so that a start is no burst. */
const STARTS_PER_SECOND = 200;
const TICK_AT_LEAST_MS = 1_000;
/** Wall time that runs ahead of the monotonic clock by so much was a sleep or a set clock. */
const GAP_MS = 5_000;

export function createScheduler(options: SchedulerOptions): Scheduler {
	const { clock, run, onGap } = options;
	const limits = { ...DEFAULTS, ...options.limits };
	const lateness = new Lateness();
	const entries = new Map<number, Entry>();
	const heap = new Heap<Item>();
	let waiting: Item[] = [];
	let young = 0;
	let flights = 0;
	let isRunning = false;
	let tickedAt: number | null = null;
	let cancelTimer: (() => void) | null = null;
	let timerAt = Infinity;
	let clocks = { wall: clock.now(), monotonic: clock.monotonic() };
	const cron = startCron(clock, (id) => void begin(entries.get(id), 0));

	function plan(entry: Entry, at: number): void {
		entry.due = { at, entry };
		heap.push(entry.due);
		if (at < timerAt) arm();
	}

	/** The next slot after an instant: missed ones are skipped, never made up for. */
	function nextSlot({ monitor, phaseMs }: Entry, after: number): number {
		const every = monitor.everyMs as number;
		const offset = phaseMs % every;
		return offset + Math.ceil((after - offset + 1) / every) * every;
	}

	function arm(): void {
		cancelTimer?.();
		if (!isRunning) return;
		const wait = Math.min(TICK_AT_LEAST_MS, Math.max(0, (heap.peek()?.at ?? Infinity) - clock.monotonic()));
		timerAt = clock.monotonic() + wait;
		cancelTimer = clock.after(wait, tick);
	}

	function tick(): void {
		noticeGap();
		const now = clock.monotonic();
		tickedAt = now;
		for (let next = heap.peek(); next && next.at <= now; next = heap.peek()) {
			heap.pop();
			if (next.entry.due === next && entries.get(next.entry.monitor.id) === next.entry) waiting.push(next);
		}
		dispatch();
		arm();
	}

	function noticeGap(): void {
		const seen = { wall: clock.now(), monotonic: clock.monotonic() };
		const ahead = seen.wall - clocks.wall - (seen.monotonic - clocks.monotonic);
		const gap = { from: clocks.wall, to: seen.wall };
		clocks = seen;
		if (ahead < GAP_MS) return;
		onGap(gap);
		[...entries.values()]
			.filter(({ monitor }) => monitor.everyMs !== null)
			.forEach((entry, index) => plan(entry, seen.monotonic + (index * 1_000) / STARTS_PER_SECOND));
	}

	function dispatch(): void {
		let taken = 0;
		while (taken < waiting.length && young < limits.young && flights < limits.all) {
			const { entry, at } = waiting[taken] as Item;
			taken += 1;
			if (entries.get(entry.monitor.id) === entry) void begin(entry, clock.monotonic() - at);
		}
		if (taken > 0) waiting = waiting.slice(taken);
	}

	function begin(entry: Entry | undefined, latenessMs: number): Promise<void> {
		if (!entry || !isRunning) return Promise.resolve();
		entry.flight ??= fly(entry, latenessMs);
		return entry.flight;
	}

	async function fly(entry: Entry, latenessMs: number): Promise<void> {
		const startedAt = clock.monotonic();
		lateness.note(latenessMs);
		flights += 1;
		young += 1;
		let isYoung = true;
		const age = () => {
			if (!isYoung) return;
			isYoung = false;
			young -= 1;
			dispatch();
		};
		const cancelAging = clock.after(YOUNG_MS, age);
		const { nextInMs } = await run(entry.monitor.id, latenessMs);
		cancelAging();
		flights -= 1;
		entry.flight = null;
		age();
		if (entries.get(entry.monitor.id) !== entry) return;
		const now = clock.monotonic();
		const slot = entry.monitor.everyMs === null ? Infinity : nextSlot(entry, Math.max(startedAt, now));
		const next = Math.min(slot, nextInMs === undefined ? Infinity : now + nextInMs);
		if (next < Infinity) plan(entry, next);
	}

	return {
		set(monitors) {
			const phases = slots(monitors);
			const kept = new Set(monitors.map(({ id }) => id));
			for (const id of entries.keys()) if (!kept.has(id)) entries.delete(id);
			let fresh = 0;
			for (const monitor of monitors) {
				const phaseMs = (phases.get(monitor.id) ?? fraction(String(monitor.id))) * (monitor.everyMs ?? 0);
				const known = entries.get(monitor.id);
				const isSame = known?.monitor.everyMs === monitor.everyMs;
				const entry = Object.assign(known ?? { flight: null, due: null }, { monitor, phaseMs });
				entries.set(monitor.id, entry);
				if (!isSame && monitor.everyMs !== null) plan(entry, clock.monotonic() + (fresh++ * 1_000) / STARTS_PER_SECOND);
			}
			cron.set(monitors);
		},
		async runNow(id) {
			await begin(entries.get(id), 0);
		},
		start() {
			isRunning = true;
			clocks = { wall: clock.now(), monotonic: clock.monotonic() };
			cron.start();
			tick();
		},
		async stop(graceMs) {
			isRunning = false;
			cancelTimer?.();
			cron.stop();
			const inFlight = [...entries.values()].flatMap(({ flight }) => flight ?? []);
			let cancel: () => void = () => undefined;
			const patience = new Promise<void>((resolve) => (cancel = clock.after(graceMs, resolve)));
			await Promise.race([Promise.all(inFlight), patience]);
			cancel();
		},
		stats: () => ({
			monitors: entries.size,
			inFlight: flights,
			waiting: waiting.length,
			latenessP50Ms: lateness.percentile(50),
			latenessP99Ms: lateness.percentile(99),
			tickedAt
		})
	};
}
