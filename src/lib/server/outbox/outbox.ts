/**
 * Delivers what is owed: at least once, in order for each recipient, tried again while there is hope, and nothing dropped in
 * silence. A change and its notices are one transaction, so that whatever happens to this process, the next one finds them.
 */
import { wasDelivered } from '../../domain/delivery.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { Log } from '../log.ts';
import * as deliveries from '../stores/deliveries.ts';
import type { Courier } from './courier.ts';
import { createLedger } from './ledger.ts';
import { createRound } from './round.ts';

/** At the latest so often it is looked whether something is due: wall clocks are set, machines sleep. */
const LOOK_EVERY_MS = 30_000;
/** And at the most so often, while what is due is under way: each look reads everything that is owed. */
const LOOK_AT_MOST_EVERY_MS = 1_000;
/** How long it may take to note what was cut off. */
const NOTING_MS = 1_000;

export interface Outbox {
	/** Frees what an earlier process had taken, and begins. */
	start(): Promise<void>;
	/** Something is owed. */
	wake(): void;
	/** Resolves once nothing is due and nothing is under way. */
	idle(): Promise<void>;
	/** Deliveries under way, and attempts of this process that failed, by the name of the channel or sort of subscriber. */
	stats(): { underWay: number; failures: ReadonlyMap<string, number> };
	/** Lets what is under way end, for as long as the grace lasts; the rest is owed as before. */
	stop(graceMs: number): Promise<void>;
}

export interface OutboxOptions {
	database: Database;
	clock: Clock;
	couriers: readonly Courier[];
	/** Of a recipient, for figures. */
	nameOf: (recipient: string, courier: Courier) => string;
	random?: () => number;
	log: Pick<Log, 'error' | 'warn'>;
}

export function createOutbox(options: OutboxOptions): Outbox {
	const { database, clock, couriers, nameOf, log, random = Math.random } = options;
	const closing = new AbortController();
	const stopping = new AbortController();
	const ledger = createLedger({ database, clock, log });
	const failures = new Map<string, number>();
	let cancelLook: (() => void) | null = null;
	let isLooking = false;
	let isRunning = false;

	const rounds = couriers.map((courier) =>
		createRound(courier, {
			database,
			clock,
			ledger,
			random,
			closing: closing.signal,
			stopping: stopping.signal,
			onDry: lookSoon,
			onEnd(parcel, outcome) {
				if (wasDelivered(outcome)) return;
				const name = nameOf(parcel.recipient, courier);
				failures.set(name, (failures.get(name) ?? 0) + 1);
			},
			log
		})
	);

	function wake(): void {
		if (isRunning) rounds.forEach((round) => round.wake());
	}

	/** Thousands of deliveries end within a second, and each asks for this. */
	function lookSoon(): void {
		if (isLooking || !isRunning) return;
		isLooking = true;
		clock.after(LOOK_AT_MOST_EVERY_MS, () => void lookAgain());
	}

	/** Sets the timer to when the next attempt falls due. */
	async function lookAgain(): Promise<void> {
		const dueAt = await deliveries.nextDueAt(database.client).catch(() => null);
		isLooking = false;
		cancelLook?.();
		if (!isRunning) return;
		const wait = dueAt === null ? LOOK_EVERY_MS : dueAt - clock.now();
		cancelLook = clock.after(Math.min(Math.max(wait, LOOK_AT_MOST_EVERY_MS), LOOK_EVERY_MS), wake);
	}

	async function allIdle(): Promise<void> {
		await Promise.all(rounds.map((round) => round.idle()));
	}

	/** Waits for the work, but no longer than that. */
	async function within(ms: number, work: Promise<void>): Promise<void> {
		let cancel: () => void = () => undefined;
		await Promise.race([work, new Promise<void>((resolve) => (cancel = clock.after(ms, resolve)))]);
		cancel();
	}

	return {
		async start() {
			await deliveries.freeAll(database.client, clock.now());
			isRunning = true;
			wake();
		},
		wake,
		idle: allIdle,
		stats: () => ({ underWay: rounds.reduce((sum, round) => sum + round.underWay(), 0), failures }),
		async stop(graceMs) {
			isRunning = false;
			cancelLook?.();
			closing.abort();
			await within(graceMs, allIdle());
			stopping.abort();
			await within(NOTING_MS, allIdle());
			ledger.close();
		}
	};
}
