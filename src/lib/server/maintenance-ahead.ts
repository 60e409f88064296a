/** When a window takes place from now on: what is written down, and what its rule gives after that. */
import type { MaintenanceWindow, Occurrence, OccurrenceStatus } from '../domain/maintenance.ts';
import { nextOccurrences } from './calendar.ts';

export interface PlannedTime {
	/** Null where it is not written down yet; `ruleAt` is its identity then. */
	id: string | null;
	ruleAt: number;
	startsAt: number;
	endsAt: number;
	status: OccurrenceStatus;
}

/**
 * The next times of a window by start, cancelled ones among them, what runs first.
 * @param written the occurrences of this window that are written down
 * @throws Error for a rule that cannot be read
 */
export function timesAhead(
	window: MaintenanceWindow,
	written: readonly Occurrence[],
	now: number,
	count: number
): PlannedTime[] {
	const known = new Set(written.map(({ ruleAt }) => ruleAt));
	const ruled =
		window.archivedAt === null
			? nextOccurrences(window, now, count + written.length).map(({ from, to }) => {
					return { id: null, ruleAt: from, startsAt: from, endsAt: to, status: 'scheduled' as const };
				})
			: [];
	return [
		...written
			.filter(({ endsAt, status }) => endsAt > now && status !== 'completed')
			.map(({ id, ruleAt, startsAt, endsAt, status }) => ({ id, ruleAt, startsAt, endsAt, status })),
		...ruled.filter(({ ruleAt, startsAt }) => !known.has(ruleAt) && (startsAt > now || written.length === 0))
	]
		.sort((a, b) => a.startsAt - b.startsAt)
		.slice(0, count);
}
