/** Lets maintenance begin and end by itself: unrolls the rules ahead, moves each occurrence on at its boundaries. */
import type { MaintenanceWindow, OccurrenceStatus } from '../../domain/maintenance.ts';
import type { Span } from '../../domain/stretch.ts';
import { occurrencesOf } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { DAYS_AHEAD } from '../load-roster.ts';
import type { Roster } from '../roster.ts';
import * as windows from '../stores/windows.ts';

const DAY_MS = 86_400_000;

export interface MaintenanceKeeper {
	/** Writes down what the rules give from yesterday to two months ahead; what was moved by hand stays. */
	unroll(): Promise<void>;
	/** Starts and ends what is due. Returns whether anything changed. */
	attend(): Promise<boolean>;
}

export function createMaintenanceKeeper(options: {
	database: Pick<Database, 'transaction'>;
	roster: () => Roster;
	clock: Clock;
	newId: () => string;
	log: { error: (details: object, message: string) => void };
}): MaintenanceKeeper {
	const { database, roster, clock, newId, log } = options;

	/** A stored rule that cannot be read spoils its own window only. */
	function upcoming(window: MaintenanceWindow, now: number): Span[] {
		try {
			return occurrencesOf(window, now - DAY_MS, now + DAYS_AHEAD * DAY_MS);
		} catch (error) {
			log.error({ err: error, window: window.id }, 'The times of a maintenance window cannot be worked out.');
			return [];
		}
	}
	return {
		async unroll() {
			const now = clock.now();
			await database.transaction(async (tx) => {
				for (const window of roster().facts.windows) {
					const found = window.archivedAt === null ? upcoming(window, now) : [];
					await windows.saveOccurrences(
						tx,
						window.id,
						found.map(({ from, to }) => ({ id: newId(), ruleAt: from, startsAt: from, endsAt: to })),
						now
					);
				}
			});
		},
		async attend() {
			const now = clock.now();
			const due = roster().facts.occurrences.flatMap((occurrence) => {
				const status = statusAt(occurrence, now);
				return status === occurrence.status ? [] : [{ occurrence, status }];
			});
			if (due.length === 0) return false;
			await database.transaction(async (tx) => {
				for (const { occurrence, status } of due) {
					await windows.setOccurrenceStatus(tx, occurrence.id, status, now);
				}
			});
			return true;
		}
	};
}

function statusAt(
	{ startsAt, endsAt, status }: { startsAt: number; endsAt: number; status: OccurrenceStatus },
	now: number
): OccurrenceStatus {
	if (status === 'cancelled' || status === 'completed') return status;
	if (now >= endsAt) return 'completed';
	return now >= startsAt ? 'in_progress' : 'scheduled';
}
