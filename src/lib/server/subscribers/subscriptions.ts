/**
 * What the public does with subscriptions: asks for one, confirms it, changes what it follows, leaves. Asking never tells
 * whether an address is known, by what is answered, by its status or by how long it takes (promise 18).
 */
import type { PublicNotice } from '../../domain/notice.ts';
import { limitsOf } from '../../domain/limits.ts';
import {
	LEFT,
	standingOf,
	type Subscriber,
	type SubscriberKind,
	type SubscriberStanding
} from '../../domain/subscriber.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { Mail } from '../mail.ts';
import type { Roster } from '../roster.ts';
import type { Sealer } from '../secret.ts';
import * as notices from '../stores/notices.ts';
import * as subscribers from '../stores/subscribers.ts';
import { knock } from './gate.ts';
import type { Links } from './links.ts';
import { newWebhookSecret } from './webhook-secret.ts';

export interface Wish {
	pageId: string;
	kind: SubscriberKind;
	/** In the form that `addressOf` gives. */
	address: string;
	/** Keys of components of the page; empty for everything. */
	componentKeys: readonly string[];
}

/** `asked`: whoever reads the address is asked, unless that was done often enough lately. `full`: the page takes no more. */
export type SignUpAnswer =
	{ kind: 'asked' } | { kind: 'wait'; waitMs: number } | { kind: 'full' } | { kind: 'no-such-component' };

/** A subscription as its holder sees it. */
export interface Subscription {
	kind: SubscriberKind;
	address: string;
	/** `gone` was removed; the address hears nothing. */
	standing: SubscriberStanding | 'gone';
	page: { title: string };
	/** What the page shows, in its order. */
	components: { key: string; name: string; isFollowed: boolean }[];
}

export interface Subscriptions {
	/** What keeps mail from being sent, as a sentence; null when it can be. */
	mailMissing: string | null;
	/** @param address the client's */
	signUp(wish: Wish, address: string): Promise<SignUpAnswer>;
	/** What a link leads to; null for a link that we did not make. */
	read(token: string): Promise<Subscription | null>;
	/**
	 * Confirms, and takes over what is followed.
	 * @param componentKeys null leaves it; empty for everything
	 * @returns false where nothing waits under this link any more
	 */
	save(token: string, componentKeys: readonly string[] | null): Promise<boolean>;
	/** Ends it; a second time changes nothing. @returns false for a link that we did not make */
	leave(token: string): Promise<boolean>;
}

/** Every answer takes at least so long, so that what was found in the store cannot be told from the time it took. */
const ANSWER_AFTER_MS = 150;
const SIGN_UP: PublicNotice = { kind: 'sign-up' };

export function createSubscriptions(house: {
	database: Database;
	sealer: Sealer;
	clock: Clock;
	mail: Pick<Mail, 'missing'>;
	links: Links;
	roster: () => Roster;
}): Subscriptions {
	const { database, sealer, clock, links } = house;
	const pageOf = (pageId: string) => house.roster().facts.pages.find(({ id }) => id === pageId);

	/** Ids of the page's public components; null where a key is of none of them. */
	function idsOf(pageId: string, keys: readonly string[]): string[] | null {
		const shown = new Map(
			house
				.roster()
				.publicComponents(pageId)
				.map(({ key, id }) => [key, id])
		);
		const ids = [...new Set(keys)].map((key) => shown.get(key));
		return ids.every((id) => id !== undefined) ? ids : null;
	}

	async function signUp(wish: Wish, client: string): Promise<SignUpAnswer> {
		const { pageId, kind, address } = wish;
		const componentIds = idsOf(pageId, wish.componentKeys);
		if (componentIds === null) return { kind: 'no-such-component' };
		const page = pageOf(pageId);
		if (!page) throw new Error('There is no such page.');
		const { workspaceId, locale } = page;
		const atMost = limitsOf({
			isDefaultWorkspace: house.roster().isDefaultWorkspace(workspaceId)
		}).subscribers;
		return database.transaction(async (tx) => {
			const now = clock.now();
			if (atMost !== Infinity && (await subscribers.count(tx, workspaceId)) >= atMost)
				return { kind: 'full' };
			const { verdict, number } = await knock(tx, sealer, { kind, address, client, now });
			if (verdict.kind === 'wait') return verdict;
			if (verdict.kind === 'quiet') return { kind: 'asked' };
			const id = await subscribers.ask(tx, {
				id: links.idOf(pageId, kind, address),
				workspaceId,
				pageId,
				kind,
				address,
				locale,
				secret: kind === 'webhook' ? sealer.seal(newWebhookSecret()) : null,
				isByHand: false,
				componentIds,
				at: now
			});
			const event = `sign-up:${number}`;
			await notices.oweToSubscriber(tx, { workspaceId, subscriberId: id, event, document: SIGN_UP, at: now });
			return { kind: 'asked' };
		});
	}

	function viewOf(subscriber: Subscriber): Subscription {
		const { kind, address, pageId } = subscriber;
		const components = house
			.roster()
			.publicComponents(pageId)
			.map(({ id, key, name }) => ({ key, name, isFollowed: subscriber.componentIds.includes(id) }));
		const page = { title: pageOf(pageId)?.title ?? '' };
		return { kind, address, standing: standingOf(subscriber), page, components };
	}

	return {
		mailMissing: house.mail.missing,
		async signUp(wish, client) {
			const [answer] = await Promise.all([signUp(wish, client), atLeast(clock)]);
			return answer;
		},
		async read(token) {
			const id = links.subscriberOf(token);
			if (id === null) return null;
			const subscriber = await subscribers.find(database.client, id);
			if (subscriber) return viewOf(subscriber);
			return { kind: 'email', address: '', standing: 'gone', page: { title: '' }, components: [] };
		},
		async save(token, componentKeys) {
			const id = links.subscriberOf(token);
			if (id === null) return false;
			return database.transaction(async (tx) => {
				const subscriber = await subscribers.find(tx, id);
				if (!subscriber) return false;
				const componentIds = componentKeys && idsOf(subscriber.pageId, componentKeys);
				await subscribers.confirm(tx, id, clock.now());
				if (componentIds) await subscribers.follow(tx, id, componentIds);
				return true;
			});
		},
		async leave(token) {
			const id = links.subscriberOf(token);
			if (id === null) return false;
			await database.transaction(async (tx) => {
				await subscribers.stop(tx, id, LEFT, clock.now());
				await notices.withdraw(tx, id);
			});
			return true;
		}
	};
}

function atLeast(clock: Clock): Promise<void> {
	return new Promise((resolve) => clock.after(ANSWER_AFTER_MS, resolve));
}
