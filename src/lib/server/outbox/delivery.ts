/** How the outbox hands over what is due: one function per sort of recipient, so that it knows no format and no protocol. */
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { PublicNotice } from '../../domain/notice.ts';

/** What every delivery is given. */
export interface DeliveryMeans {
	/** Aborted when its time is up or the house closes; whoever waits for anything gives up then. */
	signal: AbortSignal;
	/** Epoch milliseconds. */
	now: number;
}

/** One message owed to a subscriber. */
export interface SubscriberNotice {
	/** The same over all attempts: Message-ID and webhook-id are made of it. */
	id: string;
	event: string;
	document: PublicNotice;
	createdAt: number;
}

/** The subscriber it is owed to, confirmed and not stopped. */
export interface SubscriberAddress {
	id: string;
	workspaceId: string;
	pageId: string;
	kind: 'email' | 'webhook';
	address: string;
	locale: string;
	/** As it is stored. */
	secret: string | null;
}

/** Tells one subscriber. What is no longer public or no longer there counts as delivered, with that as its answer. */
export type DeliverToSubscriber = (
	notice: SubscriberNotice,
	subscriber: SubscriberAddress,
	means: DeliveryMeans
) => Promise<DeliveryOutcome>;
