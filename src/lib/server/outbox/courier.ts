/** Who delivers to one sort of recipient: finds who is due, and says what goes to them next and how. */
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { Db } from '../database.ts';
import type { DeliveryMeans } from './delivery.ts';
import type { Limits } from './slots.ts';

/** One message on its way to one recipient. */
export interface Parcel {
	/** `channel:{id}` or `subscriber:{id}`. */
	recipient: string;
	/** The notices that it settles. */
	ids: readonly string[];
	/** Earlier attempts that failed. */
	attempts: number;
	deliver: (means: DeliveryMeans) => Promise<DeliveryOutcome>;
	/** Stops a recipient who can never be reached, in the transaction that notes it. */
	stop: (tx: Db, reason: string, now: number) => Promise<void>;
	/** Already known to be in vain: the recipient is stopped or gone. Not attempted. */
	vain: string | null;
}

/** Nothing goes to this recipient before then. */
export interface Hold {
	recipient: string;
	heldUntil: number;
}

export interface Courier {
	/** For figures and the log, such as `channel` or `email`. */
	name: string;
	limits: Limits;
	/**
	 * What is due now.
	 * @param busy recipients to whom something is under way
	 */
	next: (now: number, limit: number, busy: ReadonlySet<string>) => Promise<(Parcel | Hold)[]>;
}

export function isHold(next: Parcel | Hold): next is Hold {
	return 'heldUntil' in next;
}
