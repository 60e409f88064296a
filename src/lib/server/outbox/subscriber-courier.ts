/** Takes notices to subscribers, each in the order in which it came to be owed; the wording and the sending are handed in. */
import type { Database } from '../database.ts';
import * as deliveries from '../stores/deliveries.ts';
import type { Courier, Parcel } from './courier.ts';
import type { DeliverToSubscriber } from './delivery.ts';

/** Mail goes through one server, over as many connections as mail.ts keeps; webhooks are as many servers as subscribers. */
const LIMITS = {
	email: { atOnce: 16, patienceMs: 2_000, slowAtMost: 16 },
	webhook: { atOnce: 16, patienceMs: 2_000, slowAtMost: 256 }
} as const;

export function subscriberCourier(
	kind: 'email' | 'webhook',
	database: Pick<Database, 'client'>,
	deliver: DeliverToSubscriber
): Courier {
	return {
		name: kind,
		limits: LIMITS[kind],
		async next(now, limit) {
			const due = await deliveries.dueToSubscribers(database.client, kind, now, limit);
			const owed = await deliveries.toSubscribers(
				database.client,
				due.map(({ id }) => id)
			);
			return owed.map(parcelOf);
		}
	};

	function parcelOf(owed: deliveries.OwedToSubscriber): Parcel {
		const { id, event, document, createdAt, attempts, subscriber, stopped } = owed;
		return {
			recipient: `subscriber:${subscriber.id}`,
			ids: [id],
			attempts,
			vain: stopped,
			deliver: (means) => deliver({ id, event, document, createdAt }, subscriber, means),
			stop: (tx, reason, at) => deliveries.stopSubscriber(tx, subscriber.id, reason, at)
		};
	}
}
