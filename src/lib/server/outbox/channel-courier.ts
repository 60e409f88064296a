/** Takes notices to the team's channels: gathers what belongs together, keeps quiet hours and digests, and words the message. */
import { nextBundle, type Bundle } from '../../domain/bundle.ts';
import { gathersEverything, heldUntil, rulesFrom } from '../../domain/channel-rules.ts';
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { Message } from '../../domain/message.ts';
import { messageOf, type Setting } from '../../format/team-message.ts';
import type { Database, Db } from '../database.ts';
import type { Sealer } from '../secret.ts';
import * as channels from '../stores/channels.ts';
import * as deliveries from '../stores/deliveries.ts';
import type { ChannelRow, OwedToChannel } from '../stores/deliveries.ts';
import type { Courier, Hold, Parcel } from './courier.ts';
import type { DeliveryMeans } from './delivery.ts';

/** A channel answers for itself, so that all of them may be under way. */
const LIMITS = { atOnce: 32, patienceMs: 1_000, slowAtMost: 500 };

export interface ChannelHouse {
	database: Pick<Database, 'client'>;
	sealer: Pick<Sealer, 'open'>;
	/** Whether this kind keeps alerts that are opened and closed, each by itself. */
	keepsAlerts: (kind: string) => boolean;
	/** Where and for whom messages to a channel are worded. */
	setting: (channel: ChannelRow) => Omit<Setting, 'now' | 'template'>;
	/** Hands a message to the notifier of the channel's kind. */
	tell: (
		message: Message,
		channel: ChannelRow,
		settings: unknown,
		means: DeliveryMeans & { progress: Set<string> }
	) => Promise<DeliveryOutcome>;
	/** A channel is stopped for good: what the others are owed about that, in the same transaction. */
	oweStopped: (tx: Db, channel: ChannelRow, reason: string, now: number) => Promise<void>;
	/** It was written down. */
	onStopped: (channel: ChannelRow, reason: string) => void;
}

export function channelCourier(house: ChannelHouse): Courier {
	const { database, sealer } = house;
	/** Parts of the message to a channel that an earlier attempt brought home. */
	const progress = new Map<string, { messageId: string; parts: Set<string> }>();

	function progressOf(channelId: string, messageId: string): Set<string> {
		const known = progress.get(channelId);
		if (known?.messageId === messageId) return known.parts;
		const parts = new Set<string>();
		progress.set(channelId, { messageId, parts });
		return parts;
	}

	function nextTo(
		{ channel, owed }: { channel: ChannelRow; owed: OwedToChannel[] },
		now: number
	): Parcel | Hold | null {
		const [head] = owed;
		if (!head) return null;
		const recipient = `channel:${channel.id}`;
		if (channel.stopped !== null) {
			return parcelOf(channel, owed, { ids: owed.map(({ id }) => id), messageId: head.id, stories: [] });
		}
		// What an earlier process took and did not finish goes out again as it was, under the same name.
		const unfinished = owed.filter(({ isClaimed }) => isClaimed);
		if (unfinished.length > 0) {
			const bundle = nextBundle(unfinished, { together: true, everything: true });
			return bundle && parcelOf(channel, unfinished, bundle);
		}
		if (head.attempts > 0 && head.nextAttemptAt > now) return { recipient, heldUntil: head.nextAttemptAt };
		const rules = rulesFrom(channel.rules);
		const until = head.attempts > 0 ? null : heldUntil(rules, owed, now);
		if (until !== null) return { recipient, heldUntil: until };
		const together = !house.keepsAlerts(channel.kind);
		const bundle = nextBundle(owed, { together, everything: gathersEverything(rules, head.createdAt) });
		return bundle && parcelOf(channel, owed, bundle);
	}

	function parcelOf(channel: ChannelRow, owed: readonly OwedToChannel[], bundle: Bundle): Parcel {
		const among = new Set(bundle.ids);
		return {
			recipient: `channel:${channel.id}`,
			ids: bundle.ids,
			// A recovery that joined what has failed for hours has its own day, and quick attempts first.
			attempts: Math.min(...owed.filter(({ id }) => among.has(id)).map(({ attempts }) => attempts)),
			vain: channel.stopped,
			deliver: (means) => deliver(channel, bundle, means),
			async stop(tx, reason, now) {
				await channels.disable(tx, channel.workspaceId, channel.id, reason, now);
				await house.oweStopped(tx, channel, reason, now);
				house.onStopped(channel, reason);
			}
		};
	}

	async function deliver(
		channel: ChannelRow,
		bundle: Bundle,
		means: DeliveryMeans
	): Promise<DeliveryOutcome> {
		const { template } = rulesFrom(channel.rules);
		const message = messageOf(bundle, { ...house.setting(channel), now: means.now, template });
		const settings = channel.sealedSettings === null ? {} : sealer.open(channel.sealedSettings);
		const parts = progressOf(channel.id, bundle.messageId);
		return house.tell(message, channel, settings, { ...means, progress: parts });
	}

	return {
		name: 'channel',
		limits: LIMITS,
		async next(now, _limit, busy) {
			const due = await deliveries.dueChannels(database.client, now);
			const found: (Parcel | Hold)[] = [];
			for (const id of due) {
				if (busy.has(`channel:${id}`)) continue;
				const owed = await deliveries.toChannel(database.client, id);
				const next = owed && nextTo(owed, now);
				if (next) found.push(next);
			}
			return found;
		}
	};
}
