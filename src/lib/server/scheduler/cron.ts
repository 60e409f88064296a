/**
 * Runs monitors with a cron expression: node-cron says which minutes match, a sweep off the monotonic clock looks at
 * every minute since the last one, so that a busy loop, a set clock or a summer time change loses none and doubles none.
 */
import { createTask, parse, type ScheduledTask } from 'node-cron';
import type { Clock } from '../clock.ts';
import type { Scheduled } from './scheduler.ts';

const MINUTE_MS = 60_000;
/** A longer absence than this is one catch-up anyway; looking at each of its minutes would tell no more. */
const LOOK_BACK_MS = 24 * 60 * MINUTE_MS;

interface CronMonitor {
	id: number;
	timeZone: string;
	task: ScheduledTask;
	/** Runs every hour: then the hour that summer time repeats is not skipped. */
	isHourly: boolean;
	/** The newest local minute looked at, as if it were UTC. */
	seenLocal: number;
}

export interface CronSweep {
	set(monitors: readonly Scheduled[]): void;
	start(): void;
	stop(): void;
}

export function startCron(clock: Clock, run: (id: number) => void): CronSweep {
	let monitors: CronMonitor[] = [];
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
		if (now > lastSweep) {
			const from = Math.max(lastSweep, now - LOOK_BACK_MS);
			for (const monitor of monitors) if (isDue(monitor, from, now)) run(monitor.id);
		}
		lastSweep = now;
		arm();
	}

	return {
		set(scheduled) {
			const before = new Map(monitors.map((monitor) => [monitor.id, monitor.seenLocal]));
			monitors = scheduled.flatMap(({ id, cron }) =>
				cron === null
					? []
					: {
							id,
							timeZone: cron.timeZone,
							task: createTask(cron.expression, () => undefined, { timezone: 'UTC' }),
							isHourly: parse(cron.expression).hour.length === 24,
							seenLocal: before.get(id) ?? localAsUtc(clock.now(), cron.timeZone)
						}
			);
			arm();
		},
		start() {
			isRunning = true;
			lastSweep = clock.now();
			arm();
		},
		stop() {
			isRunning = false;
			cancel?.();
		}
	};
}

/** Whether any local minute between two instants matches; the minutes that summer time leaves out count, repeated ones do not. */
function isDue(monitor: CronMonitor, from: number, to: number): boolean {
	let isMatched = false;
	for (let minute = from - (from % MINUTE_MS) + MINUTE_MS; minute <= to; minute += MINUTE_MS) {
		const local = localAsUtc(minute, monitor.timeZone);
		const isRepeated = local <= monitor.seenLocal;
		const first = isRepeated ? local : Math.max(monitor.seenLocal + MINUTE_MS, local - 2 * 60 * MINUTE_MS);
		for (let wall = first; wall <= local; wall += MINUTE_MS) {
			if ((!isRepeated || monitor.isHourly) && monitor.task.match(new Date(wall))) isMatched = true;
		}
		monitor.seenLocal = Math.max(monitor.seenLocal, local);
	}
	return isMatched;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone at an instant, read as if it were UTC, to the minute. */
function localAsUtc(at: number, timeZone: string): number {
	let formatter = formatters.get(timeZone);
	if (!formatter) {
		formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
		formatters.set(timeZone, formatter);
	}
	return Date.parse(`${formatter.format(at).replace(' ', 'T')}:00Z`);
}
