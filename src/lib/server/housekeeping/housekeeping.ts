/**
 * What has to be done now and then. node-cron wakes each task at its time; a look at its "last done" mark every minute
 * makes up for the times that a sleeping machine or a set clock let go by. Each can be done twice without harm.
 */
import { schedule } from 'node-cron';
import type { Retention } from '../../domain/config.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { Log } from '../log.ts';
import * as marks from '../stores/marks.ts';
import { prune } from './prune.ts';

/** How often the sign of life is written: the precision of a gap that a crash leaves. */
const ALIVE_EVERY_MS = 5_000;
export const ALIVE_MARK = 'alive';
const LOOK_EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;

export interface Housekeeping {
	stop(): void;
}

export interface HousekeepingOptions {
	database: Database;
	clock: Clock;
	retention: () => Retention;
	/** Unrolls maintenance rules ahead. */
	unroll: () => Promise<void>;
	log: Pick<Log, 'error'>;
}

interface Task {
	name: string;
	cron: string;
	/** Not done for so long, its time has gone by unnoticed. */
	overdueAfterMs: number;
	work: () => Promise<void>;
}

export function startHousekeeping(options: HousekeepingOptions): Housekeeping {
	const { database, clock, log } = options;
	let isStopped = false;
	const failing = new Set<string>();
	const underWay = new Set<string>();

	/** Says once that a task fails, not each time it is tried again. */
	async function guarded(name: string, work: () => Promise<void>): Promise<void> {
		if (isStopped || underWay.has(name)) return;
		underWay.add(name);
		try {
			await work();
			failing.delete(name);
		} catch (error) {
			if (!failing.has(name) && !isStopped) {
				log.error(
					{ err: error, task: name },
					'A housekeeping task failed; it is tried again until it succeeds.'
				);
			}
			failing.add(name);
		} finally {
			underWay.delete(name);
		}
	}

	const tasks: Task[] = [
		{
			name: 'retention',
			cron: '17 * * * *',
			overdueAfterMs: 2 * HOUR_MS,
			work: () => prune(options, () => isStopped)
		},
		{ name: 'maintenance', cron: '3 4 * * *', overdueAfterMs: 25 * HOUR_MS, work: options.unroll }
	];
	const markOf = ({ name }: Task) => `done:${name}`;

	const carryOut = (task: Task) =>
		guarded(task.name, async () => {
			await task.work();
			if (!isStopped) await marks.set(database.client, markOf(task), clock.now());
		});

	/** A mark in the future was set before somebody set the clock back, and says nothing. */
	async function isOverdue(task: Task): Promise<boolean> {
		const doneAt = await marks.get(database.client, markOf(task));
		const ageMs = clock.now() - (doneAt ?? -Infinity);
		return ageMs > task.overdueAfterMs || ageMs < 0;
	}

	const makeUp = () =>
		guarded('overdue tasks', async () => {
			for (const task of tasks) if (await isOverdue(task)) await carryOut(task);
		});

	const signOfLife = () => guarded('sign of life', () => marks.set(database.client, ALIVE_MARK, clock.now()));

	/** Again and again, a pause after each time; the returned function ends it. */
	function repeat(everyMs: number, work: () => Promise<void>): () => void {
		let cancel = clock.after(everyMs, again);
		function again(): void {
			void work().finally(() => {
				if (!isStopped) cancel = clock.after(everyMs, again);
			});
		}
		return () => cancel();
	}

	const woken = tasks.map((task) =>
		schedule(task.cron, () => carryOut(task), { suppressMissedWarning: true })
	);
	const repeated = [repeat(ALIVE_EVERY_MS, signOfLife), repeat(LOOK_EVERY_MS, makeUp)];
	void signOfLife();

	return {
		stop() {
			isStopped = true;
			for (const cancel of repeated) cancel();
			for (const task of woken) void task.destroy();
		}
	};
}
