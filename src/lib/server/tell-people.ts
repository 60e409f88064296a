/** Wires the outbox to the house: channels through the notifiers, subscribers through what words their notices. */
import { rulesFrom } from '../domain/channel-rules.ts';
import { messageOf, type Setting } from '../format/team-message.ts';
import { acknowledgeToken } from './acknowledge-link.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { Log } from './log.ts';
import type { Mail } from './mail.ts';
import type { DeskHouse } from './desk/desk-house.ts';
import { NOTIFIERS, notifierFor } from './notifiers/index.ts';
import { attempt } from './outbox/attempt.ts';
import { channelCourier } from './outbox/channel-courier.ts';
import { createOutbox, type Outbox } from './outbox/outbox.ts';
import { createReminders } from './outbox/reminders.ts';
import { subscriberCourier } from './outbox/subscriber-courier.ts';
import { createOutward } from './outward.ts';
import { channelStoppedNotices, ownLineNotices, testNotice } from './own-notices.ts';
import { probeFor } from './probes/index.ts';
import { pushKeys } from './push-keys.ts';
import type { Roster } from './roster.ts';
import type { Sealer } from './secret.ts';
import type { Settings } from './settings.ts';
import type { ChannelRow } from './stores/deliveries.ts';
import * as notices from './stores/notices.ts';
import { openSubscriberRoom, type ShownPages } from './subscribers/room.ts';
import type { Subscriptions } from './subscribers/subscriptions.ts';
import type { Recorder } from './watchdog/recorder.ts';
import type { Watch } from './watchdog/watch.ts';

export interface Telling {
	outbox: Outbox;
	subscriptions: Subscriptions;
	/** Owes the team that our own network is gone, or back. */
	ownLineTurned(isDown: boolean, at: number): Promise<void>;
	/** One look at what is owed because time went by or something changed by itself. Cheap while nothing has. */
	attend(): Promise<void>;
	/** Sends a test message over a channel at once. */
	tryChannel: DeskHouse['tryChannel'];
	/** Begins to deliver, unless this process only serves pages. */
	start(): Promise<void>;
	stop(): Promise<void>;
}

const STOP_GRACE_MS = 5_000;

export function tellPeople(house: {
	database: Database;
	clock: Clock;
	newId: () => string;
	sealer: Sealer;
	mail: Mail;
	settings: Settings;
	roster: () => Roster;
	privateTargets: (workspaceId: string) => Settings['privateTargets'];
	recorder: Pick<Recorder, 'commit'>;
	watches: () => ReadonlyMap<number, Watch>;
	pages: ShownPages;
	/** A channel was stopped: what is set up is read again. */
	onStopped: (channel: ChannelRow, reason: string) => void;
	log: Log;
}): Telling {
	const { database, clock, newId, sealer, mail, settings, roster, log } = house;
	const push = pushKeys(sealer, settings);
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
				mail,
				push
			}),
		async oweStopped(tx, channel, reason, at) {
			const others = { at, channels: roster().channels(channel.workspaceId, null), newId };
			for (const notice of channelStoppedNotices(channel, reason, others)) await notices.owe(tx, notice);
		},
		onStopped: house.onStopped
	});
	const reminders = createReminders({
		...{ database, clock, newId, roster },
		watches: () => house.watches().values(),
		describe: (monitor) => probeFor(monitor.kind).describe(monitor.target)
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
	const stopping = new AbortController();
	const unhear = database.onOwed(() => outbox.wake());
	return {
		outbox,
		subscriptions: room.subscriptions,
		async ownLineTurned(isDown, at) {
			log.warn({ isDown }, isDown ? 'Our own network is down.' : 'Our own network is back.');
			const channels = roster().channels(roster().facts.pages[0]?.workspaceId ?? '', null);
			const owed = ownLineNotices(isDown, { at, channels, newId });
			await house.recorder.commit(async (tx) => {
				for (const notice of owed) await notices.owe(tx, notice);
			});
		},
		async tryChannel(channel) {
			const id = newId();
			const stories = [{ notice: testNotice(clock.now()), before: [], isFromTheBeginning: false }];
			const place = settingOf(channel, roster(), settings, sealer);
			const { template } = rulesFrom(channel.rules);
			return attempt(
				(means) =>
					notifierFor(channel.kind).deliver(
						messageOf({ messageId: id, stories }, { ...place, now: means.now, template }),
						channel.settings,
						{
							...means,
							ask: outward[house.privateTargets(channel.workspaceId)],
							mail,
							push,
							progress: new Set()
						}
					),
				{
					clock,
					stopping: stopping.signal,
					onFault: (error) => log.error({ err: error }, 'A notifier threw; that is a fault of Gatehouse.')
				}
			);
		},
		async attend() {
			await room.componentKeeper.attend();
			await reminders.attend();
		},
		async start() {
			if (settings.role !== 'web') await outbox.start();
		},
		async stop() {
			unhear();
			stopping.abort();
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
