/**
 * When monitors with a cron expression are due: node-cron says which minutes match, a sweep off the monotonic clock
 * looks at every minute since the last one, so that a busy loop, a set clock or a summer time change loses none.
 */
import { createTask, parse, type ScheduledTask } from 'node-cron';
import type { Clock } from '../clock.ts';
import type { Scheduled } from './scheduler.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const YEAR_MS = 366 * 24 * HOUR_MS;
/** A longer absence than this is one catch-up anyway; looking at each of its minutes would tell no more. */
const LOOK_BACK_MS = 24 * HOUR_MS;
/** The most that a summer time change leaves out. */
const SKIPPED_AT_MOST_MS = 2 * HOUR_MS;

interface CronMonitor {
	id: number;
	expression: string;
	timeZone: string;
	/** Whether a wall-clock minute, read as if it were UTC, matches. */
	matches: (wall: number) => boolean;
	/** Runs every hour or several times in one: it watches on through the hour that summer time repeats. */
	isFrequent: boolean;
	forget: () => void;
}

interface WallMinute {
	/** Read as if it were UTC. */
	wall: number;
	/** Summer time ended and shows this minute for the second time. */
	isRepeated: boolean;
}

export interface CronSweep {
	set(monitors: readonly Scheduled[]): void;
	start(): void;
	stop(): void;
}

/** @param run is told who is due, each of them once however many of its minutes went by */
export function createCronSweep(clock: Clock, run: (ids: number[]) => void): CronSweep {
	let monitors: CronMonitor[] = [];
	/** The newest wall-clock minute that each zone has shown. */
	let newestWall = new Map<string, number>();
	let lastSweep = clock.now();
	let cancel: (() => void) | null = null;
	let isRunning = false;

	function arm(): void {
		cancel?.();
		cancel = null;
		if (isRunning && monitors.length > 0) cancel = clock.after(MINUTE_MS - (clock.now() % MINUTE_MS), sweep);
	}

	function sweep(): void {
		const now = clock.now();
		// Somebody set the clock back: what it shows from here on counts again, else a day would go by without a check.
		if (now < lastSweep) newestWall = newestOf(newestWall.keys(), now);
		else run(due(Math.max(lastSweep, now - LOOK_BACK_MS), now));
		lastSweep = now;
		arm();
	}

	function due(from: number, to: number): number[] {
		const minutes = new Map([...newestWall.keys()].map((zone) => [zone, wallMinutes(zone, from, to)]));
		return monitors
			.filter(({ timeZone, isFrequent, matches }) =>
				minutes.get(timeZone)?.some(({ wall, isRepeated }) => (isFrequent || !isRepeated) && matches(wall))
			)
			.map(({ id }) => id);
	}

	/** The minutes a zone's wall clock showed in (from, to], with those that summer time left out. */
	function wallMinutes(timeZone: string, from: number, to: number): WallMinute[] {
		let newest = newestWall.get(timeZone) ?? wallOf(from, timeZone);
		const found: WallMinute[] = [];
		for (let at = from - (from % MINUTE_MS) + MINUTE_MS; at <= to; at += MINUTE_MS) {
			const wall = wallOf(at, timeZone);
			if (wall <= newest) found.push({ wall, isRepeated: true });
			const skippedFrom = Math.max(newest + MINUTE_MS, wall - SKIPPED_AT_MOST_MS);
			for (let minute = skippedFrom; minute <= wall; minute += MINUTE_MS)
				found.push({ wall: minute, isRepeated: false });
			newest = Math.max(newest, wall);
		}
		newestWall.set(timeZone, newest);
		return found;
	}

	return {
		set(scheduled) {
			const before = monitors;
			monitors = scheduled.flatMap(({ id, cron }) => {
				if (cron === null) return [];
				const { expression, timeZone } = cron;
				const known = before.find((one) => one.id === id && one.expression === expression);
				return { ...(known ?? { id, expression, ...matcher(expression) }), timeZone };
			});
			const kept = new Set(monitors.map(({ forget }) => forget));
			for (const { forget } of before) if (!kept.has(forget)) forget();
			const zones = new Set(monitors.map(({ timeZone }) => timeZone));
			newestWall = new Map([
				...newestOf(zones, clock.now()),
				...[...newestWall].filter(([zone]) => zones.has(zone))
			]);
			arm();
		},
		start() {
			isRunning = true;
			lastSweep = clock.now();
			newestWall = newestOf(newestWall.keys(), lastSweep);
			arm();
		},
		stop() {
			isRunning = false;
			cancel?.();
		}
	};
}

/**
 * Whether an expression has a time in (from, to], read at the wall clock of its zone. Farther apart than a year, it counts
 * as having one.
 */
export function isDueBetween(
	{ cron, timeZone }: { cron: string; timeZone: string },
	from: number,
	to: number
): boolean {
	if (to - from > YEAR_MS) return true;
	const { matches, forget } = matcher(cron);
	let isFound = false;
	let aheadMs = 0;
	for (let at = from - (from % MINUTE_MS) + MINUTE_MS, first = true; at <= to && !isFound; at += MINUTE_MS) {
		// zones change their distance from UTC at quarters of an hour only
		if (first || at % QUARTER_MS === 0) aheadMs = wallOf(at, timeZone) - at;
		first = false;
		isFound = matches(at + aheadMs);
	}
	forget();
	return isFound;
}

function newestOf(zones: Iterable<string>, now: number): Map<string, number> {
	return new Map([...zones].map((zone) => [zone, wallOf(now, zone)]));
}

/** Asks node-cron, and only about minutes whose hour and minute fit, since it takes its time. */
function matcher(expression: string): Pick<CronMonitor, 'matches' | 'isFrequent' | 'forget'> {
	const { minute, hour } = parse(expression);
	const [minutes, hours] = [new Set(minute), new Set(hour)];
	const task: ScheduledTask = createTask(expression, () => undefined, { timezone: 'UTC' });
	return {
		matches: (wall) =>
			minutes.has(Math.floor(wall / MINUTE_MS) % 60) &&
			hours.has(Math.floor(wall / HOUR_MS) % 24) &&
			task.match(new Date(wall)),
		isFrequent: hours.size === 24 || minutes.size > 1,
		forget: () => void task.destroy()
	};
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone at an instant, read as if it were UTC, to the minute. */
function wallOf(at: number, timeZone: string): number {
	let formatter = formatters.get(timeZone);
	if (!formatter) {
		formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
		formatters.set(timeZone, formatter);
	}
	return Date.parse(`${formatter.format(at).replace(' ', 'T')}:00Z`);
}
