/**
 * The rounds of one courier: take what is due by comparing and setting, deliver it, note how it ended. One recipient has
 * one message under way at a time, and what hangs gives up its place.
 */
import { wasDelivered, type DeliveryOutcome } from '../../domain/delivery.ts';
import { pauseAfter } from '../../domain/redelivery.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { Log } from '../log.ts';
import * as deliveries from '../stores/deliveries.ts';
import { attempt, ATTEMPT_MS } from './attempt.ts';
import { isHold, type Courier, type Hold, type Parcel } from './courier.ts';
import type { Entry, Ledger } from './ledger.ts';
import { Slots } from './slots.ts';

/** How long a taken notice is ours. Nothing is begun that could outlast it. */
export const LEASE_MS = 5 * 60_000;
const MARGIN_MS = 30_000;
/** Taken at once: enough to keep the places filled, few enough to hold in memory. */
const PORTION = 200;
const RETRY_AFTER_MS = 2_000;

export interface Round {
	/** Something may be due. */
	wake(): void;
	/** Resolves once nothing is due and nothing is under way. */
	idle(): Promise<void>;
	underWay(): number;
}

export interface RoundHouse {
	database: Pick<Database, 'client' | 'client' | 'transaction'>;
	clock: Clock;
	ledger: Ledger;
	random: () => number;
	/** Aborted when nothing more may begin. */
	closing: AbortSignal;
	/** Aborted when what is under way has to end. */
	stopping: AbortSignal;
	/** A delivery ended, delivered or not. */
	onEnd: (parcel: Parcel, outcome: DeliveryOutcome) => void;
	/** What is due is under way: when is the next attempt due? */
	onDry: () => void;
	log: Pick<Log, 'error' | 'warn'>;
}

interface Taken {
	parcel: Parcel;
	lease: number;
}

export function createRound(courier: Courier, house: RoundHouse): Round {
	const { database, clock, ledger, log, closing, stopping } = house;
	const slots = new Slots(courier.limits, clock, () => void pump());
	const busy = new Set<string>();
	const queue: Taken[] = [];
	let pumping: Promise<void> | null = null;
	let isAskedAgain = false;
	let hasTrouble = false;
	let waiters: (() => void)[] = [];

	function pump(): Promise<void> {
		isAskedAgain = true;
		return (pumping ??= turn().finally(() => {
			pumping = null;
			if (busy.size > 0 || (isAskedAgain && !closing.aborted)) return;
			waiters.forEach((resolve) => resolve());
			waiters = [];
		}));
	}

	async function turn(): Promise<void> {
		while (isAskedAgain && !closing.aborted) {
			isAskedAgain = false;
			try {
				while (!closing.aborted && slots.free > 0 && (queue.length > 0 || (await fill()))) {
					const taken = queue.shift();
					if (taken) void fly(taken);
				}
				hasTrouble = false;
			} catch (error) {
				if (!hasTrouble) log.error({ err: error }, 'What is owed could not be read; trying again.');
				hasTrouble = true;
				clock.after(RETRY_AFTER_MS, () => void pump());
			}
		}
		if (closing.aborted) giveBack();
		else house.onDry();
	}

	/** Takes the next portion; false when nothing is due. */
	async function fill(): Promise<boolean> {
		const now = clock.now();
		const found = await courier.next(now, PORTION, busy);
		const holds = found.filter((next) => isHold(next));
		const parcels = found.filter((next): next is Parcel => !isHold(next) && !busy.has(next.recipient));
		await putOff(holds);
		if (parcels.length === 0) return false;
		const lease = now + LEASE_MS;
		const ids = parcels.flatMap((parcel) => parcel.ids);
		const claimed = await database.transaction((tx) => deliveries.claim(tx, ids, lease, now));
		for (const parcel of parcels) {
			if (!parcel.ids.every((id) => claimed.has(id))) {
				// Somebody else took a part of it; what we hold of it goes back.
				const ours = parcel.ids.filter((id) => claimed.has(id));
				if (ours.length > 0) await enter({ ...parcel, ids: ours }, lease, { is: 'returned' });
				continue;
			}
			busy.add(parcel.recipient);
			queue.push({ parcel, lease });
		}
		return queue.length > 0;
	}

	async function putOff(holds: readonly Hold[]): Promise<void> {
		if (holds.length === 0) return;
		await database.transaction(async (tx) => {
			for (const { recipient, heldUntil } of holds) await deliveries.putOff(tx, recipient, heldUntil);
		});
	}

	async function fly({ parcel, lease }: Taken): Promise<void> {
		const leave = slots.take();
		let hasLeft = false;
		/** Its place is the next one's as soon as it is over; the recipient is busy until that is written down. */
		const release = () => {
			if (!hasLeft) leave();
			hasLeft = true;
		};
		try {
			if (parcel.vain !== null) {
				await enter(parcel, lease, { is: 'stopped', failure: parcel.vain });
			} else if (clock.now() > lease - ATTEMPT_MS - MARGIN_MS) {
				// It waited too long, or we were frozen: by now it may be somebody else's.
				await enter(parcel, lease, { is: 'returned' });
			} else {
				const outcome = await attempt(parcel.deliver, { clock, stopping, onFault });
				release();
				void pump();
				house.onEnd(parcel, outcome);
				await conclude(parcel, lease, outcome);
			}
		} finally {
			release();
			busy.delete(parcel.recipient);
			void pump();
		}
	}

	async function conclude(parcel: Parcel, lease: number, outcome: DeliveryOutcome): Promise<void> {
		if (wasDelivered(outcome)) return enter(parcel, lease, { is: 'sent' });
		if (stopping.aborted) return enter(parcel, lease, { is: 'returned' });
		const { failed: failure, permanent, retryAfterMs } = outcome;
		if (permanent) {
			log.warn({ recipient: parcel.recipient, failure }, 'A recipient can never be reached and is stopped.');
			return enter(parcel, lease, { is: 'stopped', failure }, (tx) => parcel.stop(tx, failure, clock.now()));
		}
		const pause = pauseAfter(parcel.attempts + 1, house.random(), retryAfterMs);
		if (pause === null) return enter(parcel, lease, { is: 'failed', failure });
		return enter(parcel, lease, { is: 'put-off', until: clock.now() + pause, failure });
	}

	function enter(
		{ ids, recipient }: Pick<Parcel, 'ids' | 'recipient'>,
		lease: number,
		end: deliveries.Attempt['end'],
		also?: Entry['also']
	): Promise<void> {
		return ledger.enter({ attempt: { ids, recipient, lease, end }, ...(also ? { also } : {}) });
	}

	function onFault(error: unknown): void {
		log.error({ err: error }, 'A delivery threw; that is a fault of Gatehouse.');
	}

	/** What was taken and not begun is owed as before. */
	function giveBack(): void {
		for (const { parcel, lease } of queue.splice(0)) {
			void enter(parcel, lease, { is: 'returned' }).then(() => {
				busy.delete(parcel.recipient);
				return pump();
			});
		}
	}

	closing.addEventListener('abort', giveBack, { once: true });

	return {
		wake: () => void pump(),
		underWay: () => slots.taken,
		idle() {
			return new Promise((resolve) => {
				waiters.push(resolve);
				void pump();
			});
		}
	};
}
