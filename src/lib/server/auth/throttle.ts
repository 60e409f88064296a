/**
 * Slows guessing without locking anybody out. Budgets refill with time: one per network, one per account, and a small
 * one per account and network for when strangers have used the account's up. A device that signed in to the account
 * before has a budget of its own, which no stranger can touch (promise 23).
 */
import ipaddr from 'ipaddr.js';
import type { Clock } from '../clock.ts';

interface Budget {
	/** Tries in a row. */
	size: number;
	/** Milliseconds until one more is allowed. */
	everyMs: number;
}

const BUDGETS = {
	device: { size: 10, everyMs: 15_000 },
	network: { size: 20, everyMs: 15_000 },
	account: { size: 10, everyMs: 60_000 },
	stranger: { size: 3, everyMs: 10 * 60_000 },
	mailsTo: { size: 3, everyMs: 20 * 60_000 },
	mailsFrom: { size: 6, everyMs: 10 * 60_000 },
	mails: { size: 60, everyMs: 60_000 }
} as const satisfies Record<string, Budget>;
type BudgetKind = keyof typeof BUDGETS;

/** Budgets that are remembered; the ones that were used longest ago are forgotten first. */
const REMEMBERED = 20_000;

export interface Try {
	/** Whose door it is: any stable text. */
	account: string;
	address: string;
	/** A device that was signed in to this account before. */
	isKnownDevice: boolean;
	/** Which device, when it is known. */
	device?: string;
	/** Sends a mail to the account's address: few to one address, from one network, and in all. */
	isMail?: boolean;
}

/** A try that may go ahead, or how long to wait. What turned out to be no guess is given back. */
export type Turn = { isAllowed: true; giveBack(): void } | { isAllowed: false; waitMs: number };

export interface Throttle {
	/** Pays for one try before it is made, so that many at the same time cannot all be the first. */
	take(attempt: Try): Turn;
}

export function createThrottle(clock: Clock): Throttle {
	/** What is left, and when it was counted; by the time of the last use. */
	const left = new Map<string, { tries: number; at: number }>();

	function remaining(kind: BudgetKind, key: string): number {
		const known = left.get(`${kind} ${key}`);
		const { size, everyMs } = BUDGETS[kind];
		return known ? Math.min(size, known.tries + (clock.monotonic() - known.at) / everyMs) : size;
	}

	function put(kind: BudgetKind, key: string, tries: number): void {
		const name = `${kind} ${key}`;
		left.delete(name);
		left.set(name, { tries: Math.min(BUDGETS[kind].size, tries), at: clock.monotonic() });
		for (const oldest of left.keys()) {
			if (left.size <= REMEMBERED) break;
			left.delete(oldest);
		}
	}

	/** The budgets a try is paid from, in the order they are looked at. */
	function purses({ account, address, isKnownDevice, device, isMail }: Try): [BudgetKind, string][] {
		if (isKnownDevice) return [['device', `${account} ${device ?? ''}`]];
		const network = networkOf(address);
		if (isMail) {
			return [
				['mailsTo', account],
				['mailsFrom', network],
				['mails', '']
			];
		}
		const own: [BudgetKind, string] =
			remaining('account', account) >= 1 ? ['account', account] : ['stranger', `${account} ${network}`];
		return [['network', network], own];
	}

	return {
		take(attempt) {
			const due = purses(attempt);
			const waits = due.map(([kind, key]) => (1 - remaining(kind, key)) * BUDGETS[kind].everyMs);
			const waitMs = Math.ceil(Math.max(...waits));
			if (waitMs > 0) return { isAllowed: false, waitMs };
			const change = (by: number) => {
				for (const [kind, key] of due) put(kind, key, remaining(kind, key) + by);
			};
			change(-1);
			return { isAllowed: true, giveBack: () => change(1) };
		}
	};
}

/** Who shares a budget: one IPv4 address, or the /64 that one IPv6 customer has. */
export function networkOf(address: string): string {
	if (!ipaddr.isValid(address)) return address;
	const parsed = ipaddr.process(address);
	if (parsed.kind() === 'ipv4') return parsed.toString();
	return parsed.toByteArray().slice(0, 8).join('.');
}
