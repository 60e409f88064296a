/** The room of the subscribers on a real store, with one page of three components, one of them hidden. */
import type { Clock } from '../../src/lib/server/clock.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { loadRoster } from '../../src/lib/server/load-roster.ts';
import * as components from '../../src/lib/server/stores/components.ts';
import { createLinks, type Links } from '../../src/lib/server/subscribers/links.ts';
import { createSubscriptions, type Subscriptions } from '../../src/lib/server/subscribers/subscriptions.ts';
import { FakeClock } from './clock.ts';
import { furnish, NOON, sealer, temporaryDatabase } from './database.ts';

export const PLACE = { origin: 'https://status.acme.example', basePath: '' };

export interface SubscriberStage {
	database: Database;
	clock: FakeClock;
	/** The same clock, where what is waited for is there at once. */
	quick: Clock;
	links: Links;
	subscriptions: Subscriptions;
	/** The rooms built anew on the same store, as a restart does. */
	restart(): Promise<Subscriptions>;
	/** Asks as a form does, and lets the answer take its time. */
	ask(
		address: string,
		options?: { from?: string; keys?: string[]; kind?: 'email' | 'webhook' }
	): ReturnType<Subscriptions['signUp']>;
}

export async function subscriberStage(): Promise<SubscriberStage> {
	const database = await temporaryDatabase();
	const { ours, page } = await furnish(database);
	for (const [position, key] of ['shop', 'mail', 'secret'].entries()) {
		const shown = {
			key,
			name: `The ${key}`,
			pageId: page,
			groupId: null,
			position,
			isPublic: key !== 'secret'
		};
		await components.save(
			database.client,
			ours,
			{ ...shown, isManaged: false, monitorIds: [] },
			`c-${key}`,
			NOON
		);
	}
	const clock = new FakeClock();
	const links = createLinks(sealer, PLACE);
	async function build(): Promise<Subscriptions> {
		const roster = await loadRoster(database.client, sealer, clock.now());
		return createSubscriptions({
			database,
			sealer,
			clock: quick(clock),
			mail: { missing: null },
			links,
			roster: () => roster
		});
	}
	const stage: SubscriberStage = {
		database,
		clock,
		quick: quick(clock),
		links,
		subscriptions: await build(),
		restart: async () => (stage.subscriptions = await build()),
		ask: (address, { from = '192.0.2.1', keys = [], kind = 'email' } = {}) =>
			stage.subscriptions.signUp({ pageId: page, kind, address, componentKeys: keys }, from)
	};
	return stage;
}

/** Time stands still but for what is waited for. */
function quick(clock: FakeClock): Clock {
	return {
		now: clock.now,
		monotonic: clock.monotonic,
		after: (_, call) => {
			queueMicrotask(call);
			return () => undefined;
		}
	};
}
