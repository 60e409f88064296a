/** The scheduler, and what it needs to know of a monitor. */
import type { Monitor } from '../../domain/monitor.ts';
import { probeFor } from '../probes/index.ts';
import type { Scheduled } from './scheduler.ts';

export { isDueBetween } from './cron.ts';
export { createScheduler, type Scheduler, type SchedulerStats } from './scheduler.ts';

/** How often the silence of a heartbeat is looked at, at most and at least. */
const LISTEN_MS = { least: 1_000, most: 30_000 };

/** What the scheduler needs to know of a monitor; a paused one is not scheduled. */
export function scheduledOf(monitor: Monitor): Scheduled[] {
	if (monitor.pausedAt !== null) return [];
	const { id, schedule, kind, target } = monitor;
	const host = probeFor(kind).host(target);
	if ('cron' in schedule) {
		return [{ id, everyMs: null, cron: { expression: schedule.cron, timeZone: schedule.timeZone }, host }];
	}
	const isListening = probeFor(kind).probe === null;
	const everyMs = isListening
		? Math.min(LISTEN_MS.most, Math.max(LISTEN_MS.least, schedule.everyMs / 10))
		: schedule.everyMs;
	return [{ id, everyMs, cron: null, host }];
}
