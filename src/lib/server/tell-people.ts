/** Wires the outbox to the house: channels through the notifiers, subscribers through what words their notices. */
import type { Setting } from '../format/team-message.ts';
import { acknowledgeToken } from './acknowledge-link.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { Log } from './log.ts';
import type { Mail } from './mail.ts';
import { NOTIFIERS, notifierFor } from './notifiers/index.ts';
import { channelCourier } from './outbox/channel-courier.ts';
import { createOutbox, type Outbox } from './outbox/outbox.ts';
import { subscriberCourier } from './outbox/subscriber-courier.ts';
import { createOutward } from './outward.ts';
import type { Roster } from './roster.ts';
import type { Sealer } from './secret.ts';
import type { Settings } from './settings.ts';
import type { ChannelRow } from './stores/deliveries.ts';
import { openSubscriberRoom, type ShownPages } from './subscribers/room.ts';
import type { Subscriptions } from './subscribers/subscriptions.ts';
import type { Watch } from './watchdog/watch.ts';

export interface Telling {
	outbox: Outbox;
	subscriptions: Subscriptions;
	/** One look at what changed by itself and is owed to subscribers. Cheap while nothing has. */
	attend(): Promise<void>;
	/** Begins to deliver, unless this process only serves pages. */
	start(): Promise<void>;
	stop(): Promise<void>;
}

const STOP_GRACE_MS = 5_000;

export function tellPeople(house: {
	database: Database;
	clock: Clock;
	sealer: Sealer;
	mail: Mail;
	settings: Settings;
	roster: () => Roster;
	privateTargets: (workspaceId: string) => Settings['privateTargets'];
	watches: () => ReadonlyMap<number, Watch>;
	pages: ShownPages;
	/** A channel was stopped: what is set up is read again. */
	onStopped: (channel: ChannelRow, reason: string) => void;
	log: Log;
}): Telling {
	const { database, clock, sealer, mail, settings, roster, log } = house;
	const outward = { allow: createOutward('allow'), deny: createOutward('deny') };
	const room = openSubscriberRoom({ ...house, outward });

	const channels = channelCourier({
		database,
		sealer,
		keepsAlerts: (kind) => NOTIFIERS[kind]?.keepsAlerts ?? false,
		setting: (channel) => settingOf(channel, roster(), settings, sealer),
		tell: (message, channel, stored, means) =>
			notifierFor(channel.kind).deliver(message, stored, {
				...means,
				ask: outward[house.privateTargets(channel.workspaceId)],
				mail
			}),
		onStopped: house.onStopped
	});
	const subscribers = (['email', 'webhook'] as const).map((kind) =>
		subscriberCourier(kind, database, room.deliver)
	);
	const outbox = createOutbox({
		database,
		clock,
		couriers: [channels, ...subscribers],
		nameOf: (recipient, courier) =>
			roster().facts.channels.find(({ id }) => recipient === `channel:${id}`)?.key ??
			`subscribers:${courier.name}`,
		log
	});
	const unhear = database.onOwed(() => outbox.wake());
	return {
		outbox,
		subscriptions: room.subscriptions,
		attend: room.componentKeeper.attend,
		async start() {
			if (settings.role !== 'web') await outbox.start();
		},
		async stop() {
			unhear();
			await outbox.stop(STOP_GRACE_MS);
			await Promise.all([outward.allow.close(), outward.deny.close()]);
		}
	};
}

/** The addresses in a message, and the zone that its times are told in. */
export function settingOf(
	{ id: channelId, workspaceId }: Pick<ChannelRow, 'id' | 'workspaceId'>,
	roster: Roster,
	settings: Pick<Settings, 'origin' | 'basePath'>,
	sealer: Pick<Sealer, 'sign'>
): Omit<Setting, 'now' | 'template'> {
	const base = settings.origin + settings.basePath;
	const pages = roster.facts.pages.filter((page) => page.workspaceId === workspaceId);
	const page = pages.find(({ isDefault }) => isDefault) ?? pages[0];
	return {
		timeZone: page?.timeZone ?? 'UTC',
		locale: page?.locale ?? 'en',
		pageUrl: page && !page.isDefault ? `${base}/s/${page.slug}` : `${base}/`,
		outageUrl: (outageId) => `${base}/admin/outages/${outageId}`,
		acknowledgeUrl: (outageId) => `${base}/ack/${acknowledgeToken({ outageId, channelId }, sealer)}`
	};
}
