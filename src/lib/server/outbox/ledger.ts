/**
 * Writes down how attempts ended. Those that end within a moment are written together, so that five thousand mails do not
 * cost five thousand commits; while the store cannot be written it keeps them and tries again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Database, Db } from '../database.ts';
import type { Log } from '../log.ts';
import * as deliveries from '../stores/deliveries.ts';
import type { Attempt } from '../stores/deliveries.ts';

export interface Entry {
	attempt: Attempt;
	/** What else belongs into the same transaction, such as stopping the recipient. */
	also?: (tx: Db) => Promise<void>;
}

export interface Ledger {
	/** Resolves once it is on disk, or the ledger was closed before that was possible. */
	enter(entry: Entry): Promise<void>;
	close(): void;
}

const RETRY_AFTER_MS = 1_000;
const AT_ONCE = 200;
/** Each commit waits for the disk, and everybody waits with it. What a crash in between forgets is sent again, with the same id. */
const GATHER_MS = 100;

export function createLedger(options: {
	database: Pick<Database, 'transaction' | 'isStoreTrouble'>;
	clock: Clock;
	log: Pick<Log, 'error'>;
}): Ledger {
	const { database, clock, log } = options;
	let waiting: { entry: Entry; written: () => void }[] = [];
	let isWriting = false;
	let isClosed = false;
	let hasTrouble = false;

	async function write(entries: readonly Entry[]): Promise<void> {
		await database.transaction(async (tx) => {
			for (const { attempt, also } of gathered(entries)) {
				const isHeld = await deliveries.settle(tx, attempt, clock.now());
				if (isHeld) await also?.(tx);
			}
		});
	}

	/**
	 * One that can never be written must not hold up the others: it is named and left, and its lease runs out.
	 * @throws what keeps the store from being written for now
	 */
	async function writeEach(entries: readonly Entry[]): Promise<void> {
		try {
			await write(entries);
		} catch (error) {
			if (database.isStoreTrouble(error)) throw error;
			if (entries.length === 1) log.error({ err: error }, 'How a delivery ended can never be noted.');
			else for (const entry of entries) await writeEach([entry]);
		}
	}

	async function drain(): Promise<void> {
		if (isWriting) return;
		isWriting = true;
		while (waiting.length > 0 && !isClosed) {
			await pause(GATHER_MS);
			const batch = waiting.slice(0, AT_ONCE);
			try {
				await writeEach(batch.map(({ entry }) => entry));
				waiting = waiting.slice(batch.length);
				hasTrouble = false;
				batch.forEach(({ written }) => written());
			} catch (error) {
				if (!hasTrouble) log.error({ err: error }, 'What was delivered could not be noted; trying again.');
				hasTrouble = true;
				await new Promise<void>((resolve) => clock.after(RETRY_AFTER_MS, resolve));
			}
		}
		isWriting = false;
	}

	return {
		enter(entry) {
			if (isClosed) return Promise.resolve();
			return new Promise((written) => {
				waiting.push({ entry, written });
				void drain();
			});
		},
		close() {
			isClosed = true;
			waiting.forEach(({ written }) => written());
			waiting = [];
		}
	};
}

/** Most attempts end well, and those of one lease are noted by one statement; whom they went to makes no difference to it. */
function gathered(entries: readonly Entry[]): Entry[] {
	const isPlain = ({ attempt, also }: Entry) => attempt.end.is === 'sent' && !also;
	const sent = Map.groupBy(entries.filter(isPlain), ({ attempt }) => attempt.lease);
	const together = [...sent.values()].flatMap((ones): Entry[] => {
		const [first] = ones;
		return first
			? [{ attempt: { ...first.attempt, ids: ones.flatMap(({ attempt }) => [...attempt.ids]) } }]
			: [];
	});
	return [...together, ...entries.filter((entry) => !isPlain(entry))];
}
