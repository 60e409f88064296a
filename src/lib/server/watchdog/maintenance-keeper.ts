/**
 * Lets maintenance begin and end by itself: unrolls the rules ahead, moves each occurrence on at its boundaries, and owes
 * subscribers the reminder, the beginning and the end.
 */
import {
	isReminderDue,
	statusAt,
	type MaintenanceWindow,
	type Occurrence,
	type OccurrenceStatus
} from '../../domain/maintenance.ts';
import type { Span } from '../../domain/stretch.ts';
import type { Clock } from '../clock.ts';
import type { Database, Db } from '../database.ts';
import { oweOfMaintenance } from '../maintenance-notices.ts';
import type { Roster } from '../roster.ts';
import * as occurrences from '../stores/occurrences.ts';
import { spansAhead, writeAhead } from '../unroll.ts';

export interface MaintenanceKeeper {
	/** Writes down what the rules give from yesterday to two months ahead; what was moved by hand stays. */
	unroll(): Promise<void>;
	/** Reminds of, starts and ends what is due. Returns whether anything changed. */
	attend(): Promise<boolean>;
}

interface Due {
	window: MaintenanceWindow;
	occurrence: Occurrence;
	/** What it becomes; null where only a reminder is due. */
	status: OccurrenceStatus | null;
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
	function upcoming(window: MaintenanceWindow, isRunning: boolean, now: number): Span[] {
		try {
			return spansAhead(window, isRunning, now);
		} catch (error) {
			log.error({ err: error, window: window.id }, 'The times of a maintenance window cannot be worked out.');
			return [];
		}
	}

	function due(now: number): Due[] {
		const { windows, occurrences: known } = roster().facts;
		const windowOf = new Map(windows.map((window) => [window.id, window]));
		return known.flatMap((occurrence) => {
			const window = windowOf.get(occurrence.windowId);
			if (!window) return [];
			const status = statusAt(occurrence, now);
			if (status !== occurrence.status) return { window, occurrence, status };
			const isDue = window.archivedAt === null && isReminderDue(occurrence, window.notifyBeforeMs, now);
			return isDue ? { window, occurrence, status: null } : [];
		});
	}

	/** What began and ended while nobody was at work is not told as if it happened now. */
	async function carryOut(tx: Db, { window, occurrence, status }: Due, now: number): Promise<void> {
		const { id: occurrenceId, status: before } = occurrence;
		const say = (moment: 'reminded' | 'started' | 'ended') =>
			oweOfMaintenance(tx, roster(), window, { occurrenceId, moment, at: now });
		if (status === null) {
			if (await occurrences.remind(tx, occurrence, now)) await say('reminded');
		} else if (await occurrences.moveOn(tx, occurrence, status, now)) {
			if (status === 'in_progress') await say('started');
			if (status === 'completed' && before === 'in_progress') await say('ended');
		}
	}

	return {
		async unroll() {
			const now = clock.now();
			const { windows, occurrences: known } = roster().facts;
			const running = new Set(
				known.filter(({ status }) => status === 'in_progress').map(({ windowId }) => windowId)
			);
			await database.transaction(async (tx) => {
				for (const window of windows) {
					if (window.archivedAt !== null) continue;
					await writeAhead(tx, window, upcoming(window, running.has(window.id), now), newId, now);
				}
			});
		},
		async attend() {
			const now = clock.now();
			const found = due(now);
			if (found.length === 0) return false;
			await database.transaction(async (tx) => {
				for (const one of found) await carryOut(tx, one, now);
			});
			return true;
		}
	};
}
