/**
 * The signed links in mails and webhooks: they name a subscriber, work for as long as the secret stays, and prove that
 * their holder reads what is sent to the address. A subscriber's id is made from the address itself, so that a link from
 * years ago also means whoever left, was removed, and came again.
 */
import type { Sealer } from '../secret.ts';
import type { Settings } from '../settings.ts';

/** Enough of an HMAC that no two addresses meet. */
const ID_CHARACTERS = 24;
const PURPOSE = 'subscriber link';
const TOKEN = /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{43})$/;

export interface SubscriberLinks {
	/** Where it is confirmed, changed and left. */
	manage: string;
	/** Where it is left; mail programs post here (RFC 8058). */
	leave: string;
}

export interface Links {
	/** The id of an address on a page. */
	idOf(pageId: string, kind: string, address: string): string;
	tokenOf(subscriberId: string): string;
	/** Whom a token names; null for one that we did not sign. */
	subscriberOf(token: string): string | null;
	of(subscriberId: string): SubscriberLinks;
}

export function createLinks(
	sealer: Sealer,
	{ origin, basePath }: Pick<Settings, 'origin' | 'basePath'>
): Links {
	const tokenOf = (id: string) => `${id}.${sealer.sign(PURPOSE, id)}`;
	return {
		idOf: (pageId, kind, address) =>
			sealer.sign('subscriber', JSON.stringify([pageId, kind, address])).slice(0, ID_CHARACTERS),
		tokenOf,
		subscriberOf(token) {
			const [, id = '', signature = ''] = TOKEN.exec(token) ?? [];
			return id !== '' && sealer.verify(PURPOSE, id, signature) ? id : null;
		},
		of(id) {
			const manage = `${origin}${basePath}/subscribe/${tokenOf(id)}`;
			return { manage, leave: `${manage}/leave` };
		}
	};
}
