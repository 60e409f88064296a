/**
 * Brings what the watchdog saw to disk: routine checks in batches, changes at once, everything in order.
 * While the store cannot be written, it keeps what it has and tries again, so that checking goes on from memory.
 */
import type { Check, CheckRow } from '../../domain/check.ts';
import * as latency from '../../domain/latency.ts';
import type { Clock } from '../clock.ts';
import type { Database, Db } from '../database.ts';
import { Rollups } from './rollups.ts';

export interface Recorder {
	/** Remembers one check; it is on disk within a second. */
	note(monitorId: number, check: Check): void;
	/** Writes a change together with everything noted so far. Resolves once it is on disk, or kept for later. */
	commit(write: Write): Promise<'written' | 'kept'>;
	/** Writes everything noted so far. */
	flush(): Promise<void>;
	/** Why the store cannot be written at the moment; null when it can. */
	trouble(): string | null;
}

export type Write = (tx: Db) => Promise<void>;

const FLUSH_AFTER_MS = 1_000;
const RETRY_AFTER_MS = 1_000;
/** Rows kept while the store cannot be written; the oldest go first. */
const ROWS_KEPT = 200_000;

export function createRecorder(options: {
	database: Pick<Database, 'transaction' | 'insertChecks' | 'saveRollups' | 'isStoreTrouble'>;
	clock: Clock;
	/** The calendar day of an instant, in the zone that day roll-ups are kept in. */
	dayOf: (at: number) => string;
	log: { error: (details: object, message: string) => void };
}): Recorder {
	const { database, clock, log } = options;
	const rollups = new Rollups(options.dayOf);
	let rows: CheckRow[] = [];
	let writes: { write: Write; settle: (result: 'written' | 'kept') => void }[] = [];
	let trouble: string | null = null;
	let draining: Promise<void> | null = null;
	let isTimerSet = false;

	async function drain(): Promise<void> {
		while (rows.length > 0 || writes.length > 0) {
			const batch = { rows, writes };
			rows = [];
			writes = [];
			try {
				await store(batch.rows, batch.writes);
				batch.writes.forEach(({ settle }) => settle('written'));
				if (trouble) log.error({}, 'The database can be written again.');
				trouble = null;
			} catch (error) {
				if (!database.isStoreTrouble(error)) {
					await salvage(batch, error);
					continue;
				}
				if (!trouble) log.error({ err: error }, 'The database cannot be written; checks go on from memory.');
				trouble = error instanceof Error ? error.message : String(error);
				rows = [...batch.rows, ...rows].slice(-ROWS_KEPT);
				writes = [...batch.writes, ...writes];
				writes.forEach(({ settle }) => settle('kept'));
				later(RETRY_AFTER_MS);
				return;
			}
		}
	}

	async function store(checks: CheckRow[], due: { write: Write }[]): Promise<void> {
		const touched = rollups.touched();
		await database.transaction(async (tx) => {
			await rollups.load(tx);
			if (checks.length > 0) await database.insertChecks(tx, checks);
			await database.saveRollups(tx, rollups.rows());
			for (const { write } of due) await write(tx);
		});
		rollups.settled(touched, clock.now());
	}

	/** One write that can never succeed must not hold up the others: each is tried alone, the bad one is dropped and named. */
	async function salvage(batch: { rows: CheckRow[]; writes: typeof writes }, reason: unknown): Promise<void> {
		if (batch.writes.length <= 1) {
			log.error({ err: reason }, 'A change could not be stored and was dropped.');
			batch.writes.forEach(({ settle }) => settle('kept'));
			if (batch.rows.length > 0 && batch.writes.length === 1) rows = [...batch.rows, ...rows];
			return;
		}
		rows = [...batch.rows, ...rows];
		for (const one of batch.writes) {
			try {
				await store([], [one]);
				one.settle('written');
			} catch (error) {
				log.error({ err: error }, 'A change could not be stored and was dropped.');
				one.settle('kept');
			}
		}
	}

	function now(): Promise<void> {
		draining ??= drain().finally(() => (draining = null));
		return draining;
	}

	function later(afterMs: number): void {
		if (isTimerSet) return;
		isTimerSet = true;
		clock.after(afterMs, () => {
			isTimerSet = false;
			void now();
		});
	}

	return {
		note(monitorId, check) {
			const { at, outcome, statusCode, durationMs, latenessMs, phases } = check;
			rows.push({ monitorId, at, outcome, statusCode, durationMs, latenessMs, phases });
			rollups.add(monitorId, at, (rollup) => latency.add(rollup, check));
			later(FLUSH_AFTER_MS);
		},
		commit(write) {
			return new Promise((settle) => {
				writes.push({ write, settle });
				if (trouble) settle('kept');
				else void now();
			});
		},
		async flush() {
			await now();
			await draining;
		},
		trouble: () => trouble
	};
}
