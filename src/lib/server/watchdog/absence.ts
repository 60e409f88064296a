/** Decides whether nobody looked at a monitor when somebody should have: such time is unknown, never up (DESIGN rule 5). */
import { overdueAfterMs, type Monitor } from '../../domain/monitor.ts';
import type { HeartbeatTarget } from '../probes/heartbeat.ts';
import type { Watch } from './watch.ts';

/** A cron expression's minute is over before its monitor is looked for. */
const MINUTE_MS = 60_000;

/** Whether a cron expression has a time in (from, to]. */
export type DueBetween = (schedule: { cron: string; timeZone: string }, from: number, to: number) => boolean;

/** Whether a check of this monitor was due by `at` and never made; never for one that had none yet. */
export function hasMissedACheck(
	{ monitor, lastCheckAt }: Pick<Watch, 'monitor' | 'lastCheckAt'>,
	at: number,
	isDueBetween: DueBetween
): boolean {
	if (lastCheckAt === null) return false;
	if ('cron' in monitor.schedule)
		return isDueBetween(monitor.schedule, lastCheckAt, at - monitor.timeoutMs - MINUTE_MS);
	return at - lastCheckAt > (overdueAfterMs(monitor) ?? Infinity) + graceOf(monitor);
}

function graceOf({ kind, target }: Monitor): number {
	return kind === 'heartbeat' ? (target as HeartbeatTarget).grace : 0;
}
