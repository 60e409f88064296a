/**
 * Posts to one subscriber's endpoint, signed by Standard Webhooks. The address is a stranger's unless a member gave it:
 * what it may reach is decided at the socket, and a redirect is never followed (promises 16 and 22).
 */
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { PublicNotice } from '../../domain/notice.ts';
import type { PageSnapshot } from '../../domain/snapshot.ts';
import { standingOf, type Subscriber } from '../../domain/subscriber.ts';
import { outcomeOf } from '../notifiers/answers.ts';
import { ask } from '../notifiers/request.ts';
import type { DeliveryMeans, SubscriberNotice } from '../outbox/delivery.ts';
import * as subscribers from '../stores/subscribers.ts';
import { webhookHeaders } from '../webhook-signature.ts';
import type { DeliveryHouse } from './deliver.ts';
import { challengeOf, handshakePayload, isAgreed } from './handshake.ts';
import { componentPayload, headOf, incidentPayload, maintenancePayload } from './payloads.ts';
import type { PublicViews } from './public-views.ts';

const SERVICE = 'The endpoint';

export interface Posting {
	notice: SubscriberNotice;
	subscriber: Subscriber;
	snapshot: PageSnapshot;
	means: DeliveryMeans;
}

/** @returns null for what is not public any more */
export async function postPayload(house: DeliveryHouse, posting: Posting): Promise<DeliveryOutcome | null> {
	const { notice, subscriber, snapshot, means } = posting;
	if (notice.document.kind === 'sign-up') return shakeHands(house, posting);
	const told = await payloadOf(notice.document, subscriber, snapshot, house.views);
	if (told === null) return null;
	const body = { ...headOf(snapshot, house.links.of(subscriber.id), means.now), ...told };
	const answer = await post(house, posting, body);
	return 'failed' in answer ? answer : outcomeOf(answer, SERVICE, means.now);
}

async function payloadOf(
	document: Exclude<PublicNotice, { kind: 'sign-up' }>,
	{ workspaceId }: Subscriber,
	snapshot: PageSnapshot,
	views: PublicViews
): Promise<object | null> {
	if (document.kind === 'component') return componentPayload(document, snapshot);
	if (document.kind === 'maintenance') {
		const maintenance = await views.maintenance(workspaceId, document.occurrenceId);
		return maintenance && maintenancePayload(maintenance, snapshot);
	}
	const incident = await views.incident(workspaceId, document.incidentId);
	return incident && incidentPayload(incident, snapshot);
}

/** One request, however it ends: nobody makes Gatehouse knock again and again. Who is confirmed already stays so. */
async function shakeHands(house: DeliveryHouse, posting: Posting): Promise<DeliveryOutcome> {
	const { notice, subscriber, snapshot, means } = posting;
	const links = house.links.of(subscriber.id);
	const challenge = challengeOf(house.sealer, notice.id);
	const secret = secretOf(house, subscriber);
	const head = headOf(snapshot, links, means.now);
	const answer = await post(house, posting, handshakePayload(head, { challenge, secret, links }));
	if ('failed' in answer) return { delivered: true, answer: `Not confirmed. ${answer.failed}` };
	if (!isAgreed(answer, challenge)) {
		return { delivered: true, answer: `Not confirmed: it answered ${answer.status} without the challenge.` };
	}
	if (standingOf(subscriber) === 'waiting') {
		await house.database.transaction((tx) => subscribers.confirm(tx, subscriber.id, means.now));
	}
	return { delivered: true, answer: 'Confirmed: it gave the challenge back.' };
}

function post(house: DeliveryHouse, { notice, subscriber, means }: Posting, payload: object) {
	const outward = subscriber.isByHand
		? house.outwardForMembers(subscriber.workspaceId)
		: house.outwardForStrangers;
	const body = JSON.stringify(payload);
	const headers = webhookHeaders(notice.id, means.now, body, [secretOf(house, subscriber)]);
	return ask(
		{
			service: SERVICE,
			url: subscriber.address,
			headers: { 'content-type': 'application/json', ...headers },
			body
		},
		{ ask: outward, signal: means.signal }
	);
}

function secretOf({ sealer }: DeliveryHouse, { secret }: Subscriber): string {
	return secret === null ? '' : String(sealer.open(secret));
}
