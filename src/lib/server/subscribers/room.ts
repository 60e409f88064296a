/** Wires the room of the subscribers to the house: what the public asks for, what it is told, and what is owed to programs. */
import type { ComponentStatus } from '../../domain/component.ts';
import type { PageSnapshot } from '../../domain/snapshot.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import type { Mail } from '../mail.ts';
import type { DeliverToSubscriber } from '../outbox/delivery.ts';
import type { Outward } from '../outward.ts';
import type { Roster } from '../roster.ts';
import type { Sealer } from '../secret.ts';
import type { Settings } from '../settings.ts';
import type { Watch } from '../watchdog/watch.ts';
import { createComponentKeeper, type ComponentKeeper } from './component-keeper.ts';
import { createSubscriberDelivery } from './deliver.ts';
import { createLinks } from './links.ts';
import { createPublicViews } from './public-views.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';

export interface ShownPages {
	/** Grows with every change of what the public sees. */
	readonly changes: number;
	ofId(id: string): PageSnapshot | null;
	statuses(id: string): { id: string; status: ComponentStatus }[];
}

export interface SubscriberRoom {
	subscriptions: Subscriptions;
	deliver: DeliverToSubscriber;
	componentKeeper: ComponentKeeper;
}

export function openSubscriberRoom(house: {
	database: Database;
	sealer: Sealer;
	clock: Clock;
	mail: Mail;
	settings: Settings;
	roster: () => Roster;
	watches: () => ReadonlyMap<number, Watch>;
	pages: ShownPages;
	outward: Record<Settings['privateTargets'], Outward>;
	privateTargets: (workspaceId: string) => Settings['privateTargets'];
}): SubscriberRoom {
	const { pages, roster, privateTargets, outward } = house;
	const links = createLinks(house.sealer, house.settings);
	const views = createPublicViews({ ...house, page: (id) => pages.ofId(id) });
	return {
		subscriptions: createSubscriptions({ ...house, links }),
		deliver: createSubscriberDelivery({
			...house,
			links,
			views,
			outwardForStrangers: outward.deny,
			outwardForMembers: (workspaceId) => outward[privateTargets(workspaceId)]
		}),
		componentKeeper: createComponentKeeper({
			...house,
			changes: () => pages.changes,
			pages: () =>
				roster().facts.pages.map(({ id, workspaceId }) => ({
					workspaceId,
					pageId: id,
					components: pages.statuses(id)
				}))
		})
	};
}
