/** Sends one letter to one subscriber: with the headers by which mail programs leave a list, and threads keep together. */
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { PageSnapshot } from '../../domain/snapshot.ts';
import { standingOf, type Subscriber } from '../../domain/subscriber.ts';
import type { Database } from '../database.ts';
import { mailFailure } from '../mail-failure.ts';
import type { Mail } from '../mail.ts';
import type { DeliveryMeans, SubscriberNotice } from '../outbox/delivery.ts';
import * as notices from '../stores/notices.ts';
import type { Links } from './links.ts';
import type { PageLetter } from './words/page-letter.ts';
import { writeLetter } from './words/render.ts';
import { signUpLetter } from './words/sign-up.ts';

export interface Sending {
	/** Null for the question whether they want any. */
	letter: PageLetter | null;
	notice: SubscriberNotice;
	subscriber: Subscriber;
	snapshot: PageSnapshot;
	means: DeliveryMeans;
}

export async function sendLetter(
	{ database, mail, links }: { database: Database; mail: Mail; links: Links },
	{ letter, notice, subscriber, snapshot, means }: Sending
): Promise<DeliveryOutcome> {
	if (mail.missing !== null) return { failed: mail.missing, permanent: false };
	const { page } = snapshot;
	const { manage: manageUrl, leave: leaveUrl } = links.of(subscriber.id);
	const standing = standingOf(subscriber);
	const { isByHand } = subscriber;
	const asking = () =>
		signUpLetter(standing, page, followedBy(subscriber, snapshot), { manageUrl, isByHand });
	const reason = letter
		? 'You get this because this address subscribed to updates.'
		: 'This address was given on the page; nothing else has been sent to it because of that.';
	const written = writeLetter(letter ?? asking(), {
		pageTitle: page.title,
		language: subscriber.locale,
		reason,
		manageUrl,
		leaveUrl
	});
	try {
		const answer = await mail.send({
			...written,
			...(await threadOf(database, notice, subscriber)),
			to: subscriber.address,
			signal: means.signal,
			headers: {
				'Auto-Submitted': 'auto-generated',
				'X-Auto-Response-Suppress': 'All',
				'List-Id': `<${page.id}.${new URL(leaveUrl).hostname}>`,
				'List-Unsubscribe': `<${leaveUrl}>`,
				'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click'
			}
		});
		return { delivered: true, answer };
	} catch (error) {
		return mailFailure(error);
	}
}

/**
 * All mails to one subscriber about one incident or window stand together: the first is what the later ones answer to, so
 * that its Message-ID is the name of the thread.
 */
async function threadOf(
	{ client }: Database,
	{ id, event }: SubscriberNotice,
	subscriber: Subscriber
): Promise<{ id: string; thread?: string }> {
	const [noun, about] = event.split(':');
	if (noun !== 'incident' && noun !== 'maintenance') return { id };
	const thread = `${noun}:${about}:${subscriber.id}`;
	const isFirst = await notices.isFirstOf(
		client,
		{ id, recipient: `subscriber:${subscriber.id}` },
		`${noun}:${about}:`
	);
	return isFirst ? { id: `thread ${thread}` } : { id, thread };
}

/** Names of the public components that it follows. */
function followedBy({ componentIds }: Subscriber, { groups }: PageSnapshot): string[] {
	return groups
		.flatMap(({ components }) => components)
		.filter(({ id }) => componentIds.includes(id))
		.map(({ name }) => name);
}
