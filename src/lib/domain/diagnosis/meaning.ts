/** What a page means: the side, the cause and the kind of failure, said in one short call inside the tables. */
import type { Cause, FailedSide, Kind } from './labels.ts';

export interface Meaning {
	kind: Kind;
	failedSide: FailedSide;
	cause: Cause;
}

const hard =
	(failedSide: FailedSide) =>
	(cause: Cause): Meaning => ({ kind: 'hard-error', failedSide, cause });

/** The server or the application behind the gateway failed. */
export const origin = hard('origin');
/** The gateway, the balancer or the CDN itself failed. */
export const gateway = hard('gateway');
/** The request was at fault: ours, or every visitor's alike. */
export const client = hard('client');

/** Somebody refused us on purpose, which says little about the service. */
export function blocked(
	cause: Extract<Cause, 'access-denied' | 'bot-challenge' | 'rate-limit' | 'waf-block'>
): Meaning {
	return { kind: 'blocked', failedSide: 'none', cause };
}

/** The provider holds the account back: unpaid, suspended, used up. */
export function account(cause: Extract<Cause, 'suspended' | 'quota-exceeded'>): Meaning {
	return { kind: 'account', failedSide: 'hosting', cause };
}

export const MAINTENANCE: Meaning = { kind: 'maintenance', failedSide: 'origin', cause: 'maintenance' };

/** The name leads to a placeholder of a domain dealer. */
export const PARKED: Meaning = { kind: 'soft-error', failedSide: 'domain', cause: 'parked-domain' };

/** The network that we look from answers in place of the service. */
export const CAPTIVE: Meaning = { kind: 'soft-error', failedSide: 'monitor', cause: 'captive-portal' };

/** The server's own first page: it runs, and nobody has told it about this site. */
export const DEFAULT_PAGE: Meaning = { kind: 'soft-error', failedSide: 'origin', cause: 'default-page' };
