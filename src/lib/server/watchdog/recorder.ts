/**
 * Brings what the watchdog saw to disk: routine checks in batches, changes at once, everything in order.
 * While the store cannot be written, it keeps what it has and tries again, so that checking goes on from memory.
 */
import type { Check, CheckRow } from '../../domain/check.ts';
import * as latency from '../../domain/latency.ts';
import type { Clock } from '../clock.ts';
import type { Database, Db } from '../database.ts';
import * as states from '../stores/states.ts';
import * as stretches from '../stores/stretches.ts';
import { Rollups } from './rollups.ts';

export interface Recorder {
	/** Remembers one check; it is on disk within a second. */
	note(monitorId: number, check: Check): void;
	/** Writes a change together with everything noted so far. Resolves once it is on disk, or kept for later. */
	commit(write: Write, standing?: Standing): Promise<'written' | 'kept'>;
	/** Writes everything noted so far. */
	flush(): Promise<void>;
	/** Why the store cannot be written at the moment; null when it can. */
	trouble(): string | null;
}

export type Write = (tx: Db) => Promise<void>;

/** Where a monitor stands and the stretch that begins, if one does. Those of many monitors are written at once. */
export interface Standing {
	monitorId: number;
	state: states.MonitorState;
	stretch: stretches.Beginning | null;
}

const FLUSH_AFTER_MS = 1_000;
const RETRY_AFTER_MS = 1_000;
/** Rows kept while the store cannot be written; the oldest go first. */
const ROWS_KEPT = 200_000;

/** Stored at once: after a long trouble, everything in one piece would hold up the checks. */
const ROWS_AT_ONCE = 2_000;

interface Queued {
	write: Write;
	standing: Standing | null;
	settle: (result: 'written' | 'kept') => void;
}

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
	let writes: Queued[] = [];
	let trouble: string | null = null;
	let draining: Promise<void> | null = null;
	let isTimerSet = false;

	/** Takes the oldest off the queues and puts them back in front where the store cannot take them for now. */
	async function drain(): Promise<void> {
		try {
			while (rows.length > 0 || writes.length > 0) {
				const batch = { rows: rows.slice(0, ROWS_AT_ONCE), writes };
				rows = rows.slice(ROWS_AT_ONCE);
				writes = [];
				const unsaved = await save(batch.rows, batch.writes);
				if (!unsaved) continue;
				rows = bounded([...unsaved.rows, ...rows]);
				writes = [...unsaved.writes, ...writes];
				writes.forEach(({ settle }) => settle('kept'));
				later(RETRY_AFTER_MS);
				return;
			}
		} finally {
			draining = null;
		}
	}

	/** @returns what has to be tried again because the store cannot be written for now; null when nothing has */
	async function save(
		checks: CheckRow[],
		due: Queued[]
	): Promise<{ rows: CheckRow[]; writes: Queued[] } | null> {
		try {
			await store(checks, due);
			return null;
		} catch (error) {
			if (noticeTrouble(error)) return { rows: checks, writes: due };
		}
		// Something in there can never be stored. It must not hold up the others, so each is tried alone.
		for (const [index, one] of due.entries()) {
			const end = await alone(() => inTransaction((tx) => writeAll(tx, [one])), 'A change');
			if (end === 'later') return { rows: checks, writes: due.slice(index) };
			one.settle(end === 'stored' ? 'written' : 'kept');
		}
		const monitorIds = [...new Set([...checks, ...rollups.rows()].map(({ monitorId }) => monitorId))];
		for (const [index, id] of monitorIds.entries()) {
			const own = checks.filter(({ monitorId }) => monitorId === id);
			const end = await alone(() => store(own, [], id), 'What was seen of a monitor');
			if (end === 'dropped') rollups.forget(id);
			const left = new Set(monitorIds.slice(index));
			if (end === 'later') return { rows: checks.filter(({ monitorId }) => left.has(monitorId)), writes: [] };
		}
		return null;
	}

	/** What can never be stored is dropped, and named. */
	async function alone(work: () => Promise<void>, what: string): Promise<'stored' | 'dropped' | 'later'> {
		try {
			await work();
			return 'stored';
		} catch (error) {
			if (noticeTrouble(error)) return 'later';
			log.error({ err: error }, `${what} can never be stored and was dropped.`);
			return 'dropped';
		}
	}

	/** Whether an error means that the store cannot be written for now; said once. */
	function noticeTrouble(error: unknown): boolean {
		if (!database.isStoreTrouble(error)) return false;
		if (!trouble) log.error({ err: error }, 'The database cannot be written; checks go on from memory.');
		trouble = error instanceof Error ? error.message : String(error);
		return true;
	}

	async function inTransaction(work: Write): Promise<void> {
		await database.transaction(work);
		if (trouble) log.error({}, 'The database can be written again.');
		trouble = null;
	}

	/** @param monitorId stores the roll-ups of this monitor only */
	async function store(checks: CheckRow[], due: Queued[], monitorId?: number): Promise<void> {
		const touched = rollups.touched(monitorId);
		await inTransaction(async (tx) => {
			await rollups.load(tx, monitorId);
			if (checks.length > 0) await database.insertChecks(tx, checks);
			await database.saveRollups(tx, rollups.rows(monitorId));
			await writeAll(tx, due);
		});
		rollups.settled(touched, clock.now());
		due.forEach(({ settle }) => settle('written'));
	}

	/** Where monitors stand comes first, since what follows may build on it. */
	async function writeAll(tx: Db, due: readonly Queued[]): Promise<void> {
		const standings = due.flatMap(({ standing }) => standing ?? []);
		await states.saveAll(tx, standings);
		await stretches.appendAll(
			tx,
			standings.flatMap(({ monitorId, stretch }) => (stretch ? { monitorId, ...stretch } : []))
		);
		for (const { write } of due) await write(tx);
	}

	function bounded(all: CheckRow[]): CheckRow[] {
		const tooMany = all.length - ROWS_KEPT;
		if (tooMany <= 0) return all;
		log.error(
			{ checks: tooMany },
			'The oldest checks were dropped: memory keeps no more while nothing can be written.'
		);
		return all.slice(tooMany);
	}

	function now(): Promise<void> {
		if (rows.length === 0 && writes.length === 0) return draining ?? Promise.resolve();
		return (draining ??= drain());
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
		commit(write, standing) {
			return new Promise((settle) => {
				writes.push({ write, standing: standing ?? null, settle });
				if (trouble) settle('kept');
				else void now();
			});
		},
		flush: now,
		trouble: () => trouble
	};
}
