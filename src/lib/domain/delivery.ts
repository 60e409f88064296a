/** What comes of one attempt to tell somebody: failing is a value, since the outbox decides what follows from it. */

export interface Delivered {
	delivered: true;
	/** What the receiver answered, in a few words for the team: `250 queued as 4F2A`, `204 No Content`. */
	answer: string;
}

export interface NotDelivered {
	/** Why, as a sentence for the team, without secrets. */
	failed: string;
	/** It will fail the same way for ever: the address or the channel stops, and says so. */
	permanent: boolean;
	/** How long the receiver asked us to wait (Retry-After), where it did. */
	retryAfterMs?: number;
}

export type DeliveryOutcome = Delivered | NotDelivered;

export function wasDelivered(outcome: DeliveryOutcome): outcome is Delivered {
	return 'delivered' in outcome;
}
