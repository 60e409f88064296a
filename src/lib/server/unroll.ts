/** Writes down ahead when a maintenance window takes place, so that each time has an identity and a page of its own. */
import type { MaintenanceWindow } from '../domain/maintenance.ts';
import type { Span } from '../domain/stretch.ts';
import { nextOccurrences, occurrencesOf } from './calendar.ts';
import type { Db } from './database.ts';
import * as occurrences from './stores/occurrences.ts';

const DAY_MS = 86_400_000;
/** How far ahead; the next time of a window is written down however far it is. */
const DAYS_AHEAD = 60;

/**
 * What a window gives from yesterday on, but nothing from before it said so: a rule does not excuse what went by.
 * @param isRunning whether an occurrence of it runs, beside which nothing begins late
 * @throws Error for a rule that cannot be read
 */
export function spansAhead(window: MaintenanceWindow, isRunning: boolean, now: number): Span[] {
	const { updatedAt } = window;
	const ahead = occurrencesOf(window, Math.max(now - DAY_MS, updatedAt), now + DAYS_AHEAD * DAY_MS);
	const found = ahead.some(({ from }) => from > now)
		? ahead
		: [
				...ahead,
				...nextOccurrences(window, now, 2)
					.filter(({ from }) => from > now)
					.slice(0, 1)
			];
	return found.filter(({ from }) => !isRunning || from > updatedAt);
}

/** Those that are not there yet are written down; what was moved or cancelled by hand stays. */
export async function writeAhead(
	tx: Db,
	window: MaintenanceWindow,
	spans: readonly Span[],
	newId: () => string,
	now: number
): Promise<void> {
	const found = spans.map(({ from, to }) => ({ id: newId(), ruleAt: from, startsAt: from, endsAt: to }));
	await occurrences.write(tx, window.id, found, now);
}
