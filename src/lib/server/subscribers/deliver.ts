/** Tells one subscriber one thing, in the words and the form of its kind. What is not public any more is told to nobody. */
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { PublicNotice } from '../../domain/notice.ts';
import type { PageSnapshot } from '../../domain/snapshot.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { keepFor } from '../keep.ts';
import type { Mail } from '../mail.ts';
import type { Outward } from '../outward.ts';
import type { DeliverToSubscriber, SubscriberAddress } from '../outbox/delivery.ts';
import type { Sealer } from '../secret.ts';
import * as subscribers from '../stores/subscribers.ts';
import type { Links } from './links.ts';
import { sendLetter } from './mailing.ts';
import type { PublicViews } from './public-views.ts';
import { postPayload } from './webhook.ts';
import { incidentLetter, postmortemLetter } from './words/incident.ts';
import { maintenanceLetter } from './words/maintenance.ts';
import type { PageLetter } from './words/page-letter.ts';

export interface DeliveryHouse {
	database: Database;
	sealer: Sealer;
	clock: Clock;
	mail: Mail;
	links: Links;
	views: PublicViews;
	/** How an address is reached that a stranger gave: the public internet alone. */
	outwardForStrangers: Outward;
	/** How one is reached that a member of a workspace gave. */
	outwardForMembers: (workspaceId: string) => Outward;
}

/** Thousands are told the same within seconds: it is read and worded once. */
const WORDED_FOR_MS = 5_000;
const NOT_PUBLIC: DeliveryOutcome = { delivered: true, answer: 'Not sent: it is not public any more.' };

export function createSubscriberDelivery(house: DeliveryHouse): DeliverToSubscriber {
	const { database, views } = house;
	const worded = keepFor<PageLetter | null>(WORDED_FOR_MS, house.clock);

	async function wordsOf(
		document: Exclude<PublicNotice, { kind: 'sign-up' | 'component' }>,
		{ workspaceId }: SubscriberAddress,
		page: PageSnapshot['page']
	): Promise<PageLetter | null> {
		if (document.kind === 'maintenance') {
			const { occurrenceId, moment, updateId } = document;
			const maintenance = await views.maintenance(workspaceId, occurrenceId);
			return maintenance && maintenanceLetter(maintenance, moment, updateId, page);
		}
		const incident = await views.incident(workspaceId, document.incidentId);
		if (!incident || document.kind === 'postmortem') return incident && postmortemLetter(incident, page);
		const update = incident.updates.find(({ id }) => id === document.updateId);
		return update ? incidentLetter(incident, update, page) : null;
	}

	return async (notice, address, means) => {
		const snapshot = views.page(address.pageId);
		const subscriber = await subscribers.find(database.client, address.id);
		if (!snapshot || !subscriber) return NOT_PUBLIC;
		if (address.kind === 'webhook') {
			return (await postPayload(house, { notice, subscriber, snapshot, means })) ?? NOT_PUBLIC;
		}
		const { document } = notice;
		if (document.kind === 'component') return { delivered: true, answer: 'Not sent: this is for programs.' };
		const letter =
			document.kind === 'sign-up'
				? null
				: await worded(`${address.pageId} ${notice.event}`, () => wordsOf(document, address, snapshot.page));
		if (letter === null && document.kind !== 'sign-up') return NOT_PUBLIC;
		return sendLetter(house, { letter, notice, subscriber, snapshot, means });
	};
}
