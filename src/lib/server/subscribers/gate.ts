/** Counts what strangers ask for against the caps, by what the store remembers of a day: a restart forgives nothing. */
import {
	judgeSignUp,
	mailboxOf,
	SIGN_UPS_COUNT_FOR_MS,
	type SignUpVerdict,
	type SubscriberKind
} from '../../domain/subscriber.ts';
import { networkOf } from '../auth/throttle.ts';
import type { Db } from '../database.ts';
import type { Sealer } from '../secret.ts';
import * as signUps from '../stores/sign-ups.ts';

export interface Knock {
	kind: SubscriberKind;
	address: string;
	/** The client's address; empty where there is none. */
	client: string;
	now: number;
}

/**
 * Judges one wish in the transaction that would carry it out, and writes it down unless it has to wait.
 * @returns the verdict, and a number that never comes again
 */
export async function knock(
	tx: Db,
	sealer: Sealer,
	{ kind, address, client, now }: Knock
): Promise<{ verdict: SignUpVerdict; number: number }> {
	const digest = (text: string) => sealer.sign('sign-up', text);
	const whom = kind === 'email' ? mailboxOf(address) : new URL(address).host;
	const signUp = {
		address: digest(`to ${whom}`),
		network: digest(`from ${neighbourhoodOf(client)}`),
		at: now
	};
	const verdict = judgeSignUp(await signUps.since(tx, signUp, now - SIGN_UPS_COUNT_FOR_MS), now);
	return { verdict, number: verdict.kind === 'wait' ? 0 : await signUps.record(tx, signUp) };
}

/** Who shares a cap: 256 IPv4 addresses in a row, which one lender easily has, or the /64 of one IPv6 customer. */
function neighbourhoodOf(client: string): string {
	return networkOf(client).replace(/^(\d+\.\d+\.\d+)\.\d+$/, '$1');
}
