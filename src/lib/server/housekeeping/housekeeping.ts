/** What has to be done now and then, woken by node-cron; each task can be done twice or late without harm. */
import { schedule, type ScheduledTask } from 'node-cron';
import type { Retention } from '../../domain/config.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { Log } from '../log.ts';
import * as marks from '../stores/marks.ts';

/** Rows deleted at once: so few that checks keep their time. */
const CHUNK = 2_000;
const PAUSE_MS = 50;
/** How often the sign of life is written: the precision of a gap that a crash leaves. */
const ALIVE_EVERY_MS = 5_000;
export const ALIVE_MARK = 'alive';

export interface Housekeeping {
	stop(): void;
}

export interface HousekeepingOptions {
	database: Database;
	clock: Clock;
	retention: () => Retention;
	monitorIds: () => number[];
	/** Unrolls maintenance rules ahead. */
	unroll: () => Promise<void>;
	log: Log;
}

export function startHousekeeping(options: HousekeepingOptions): Housekeeping {
	const { database, clock, log } = options;
	let isStopped = false;
	let cancel: (() => void) | null = null;

	const guarded = (name: string, task: () => Promise<void>) => async () => {
		try {
			await task();
		} catch (error) {
			log.error({ err: error, task: name }, 'A housekeeping task failed; it is tried again at its next time.');
		}
	};

	const signOfLife = guarded('sign of life', async () => marks.set(database.client, ALIVE_MARK, clock.now()));

	async function beat(): Promise<void> {
		await signOfLife();
		if (!isStopped) cancel = clock.after(ALIVE_EVERY_MS, () => void beat());
	}

	const tasks: ScheduledTask[] = [
		schedule('17 * * * *', guarded('retention', () => prune(options, () => isStopped)), { noOverlap: true }),
		schedule('3 4 * * *', guarded('maintenance', options.unroll), { noOverlap: true })
	];
	void beat();

	return {
		stop() {
			isStopped = true;
			cancel?.();
			for (const task of tasks) void task.destroy();
		}
	};
}

/** Deletes checks and hours past their retention, a few at a time. Days are kept for ever. */
export async function prune(
	{ database, clock, retention, monitorIds }: Pick<HousekeepingOptions, 'database' | 'clock' | 'retention' | 'monitorIds'>,
	isStopped: () => boolean
): Promise<void> {
	const { checksMs, hoursMs } = retention();
	const pause = () => new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
	const inChunks = async (remove: () => Promise<number>) => {
		while (!isStopped() && (await remove()) === CHUNK) await pause();
	};
	for (const id of monitorIds()) {
		await inChunks(() => database.pruneChecks(database.client, id, clock.now() - checksMs, CHUNK));
	}
	await inChunks(() => database.pruneHours(database.client, clock.now() - hoursMs, CHUNK));
}
