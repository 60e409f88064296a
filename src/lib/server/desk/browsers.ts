/** Messages in one's own browser: a member subscribes it and takes it away, whatever their role. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Trace } from '../../domain/audit.ts';
import { limitsOf } from '../../domain/limits.ts';
import { isKnownPushService, pushSubscription } from '../push-subscription.ts';
import * as audit from '../stores/audit.ts';
import * as store from '../stores/browsers.ts';
import type { Browser } from '../stores/browsers.ts';
import type { DeskHouse } from './desk-house.ts';
import { found, Refusal } from './refusal.ts';

export const browserInput = pushSubscription.extend({
	/** What the browser calls itself: `Firefox on Linux`. */
	name: z.string().trim().min(1).max(60)
});
export type SubscribeBrowser = z.output<typeof browserInput>;

/** Whose browser it is, and what else they may do. */
export interface BrowserOwner {
	userId: string;
	email: string;
	/** Who sets up channels may name any address; others only the push services of the makers of browsers. */
	maySetUpChannels: boolean;
}

export interface BrowserDesk {
	list(workspaceId: string, userId: string): Promise<Browser[]>;
	subscribe(trace: Trace, owner: BrowserOwner, input: SubscribeBrowser): Promise<void>;
	unsubscribe(trace: Trace, owner: Pick<BrowserOwner, 'userId'>, id: string): Promise<void>;
}

export function browserDesk({ database, sealer, newId, roster, afterSetup }: DeskHouse): BrowserDesk {
	return {
		list: (workspaceId, userId) => store.ofPerson(database.client, workspaceId, userId),
		async subscribe(trace, owner, { name, ...settings }) {
			const { workspaceId, at } = trace;
			if (!owner.maySetUpChannels && !isKnownPushService(settings.endpoint)) {
				throw new Refusal(
					'forbidden',
					'Your browser uses a push service that we do not know. Somebody who may set up channels can add it.'
				);
			}
			const key = keyOf(settings.endpoint);
			await database.transaction(async (tx) => {
				const most = limitsOf({ isDefaultWorkspace: roster().isDefaultWorkspace(workspaceId) }).channels;
				const isNew = !(await store.isKept(tx, workspaceId, key));
				if (isNew && (await store.countChannels(tx, workspaceId)) >= most) {
					throw new Refusal('full', `This workspace has ${most} channels, as many as it may have.`);
				}
				const named = { key, name: `${name}, ${owner.email}`, personId: owner.userId, settings };
				await store.keep(tx, workspaceId, named, sealer, newId(), at);
				await audit.record(tx, trace, { action: 'browser.subscribe', subject: name });
			});
			await afterSetup();
		},
		async unsubscribe(trace, { userId }, id) {
			const { workspaceId, at } = trace;
			await database.transaction(async (tx) => {
				const own = await store.ofPerson(tx, workspaceId, userId);
				const browser = found(
					own.find((one) => one.id === id),
					'browser'
				);
				await store.archive(tx, workspaceId, userId, at, id);
				await audit.record(tx, trace, { action: 'browser.unsubscribe', subject: browser.name });
			});
			await afterSetup();
		}
	};
}

/** One for each browser, whoever sits before it: two people at one of them are not told twice. */
function keyOf(endpoint: string): string {
	return `browser-${createHash('sha256').update(endpoint).digest('hex').slice(0, 16)}`;
}
