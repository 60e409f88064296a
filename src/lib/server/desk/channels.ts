/** Channels by hand: made, changed, tried, stopped and enabled again. What they told is kept, so none is ever deleted. */
import { difference, type Facts, type Trace } from '../../domain/audit.ts';
import { rulesFrom } from '../../domain/channel-rules.ts';
import type { ChannelConfig } from '../../domain/config.ts';
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import { limitsOf } from '../../domain/limits.ts';
import type { Entry } from '../config/write-monitor.ts';
import type { Db } from '../database.ts';
import * as audit from '../stores/audit.ts';
import * as channels from '../stores/channels.ts';
import * as deliveries from '../stores/deliveries.ts';
import { channelDraftOf, describeChannel, invalidChannel, shownEntry } from './channel-draft.ts';
import type { DeskHouse } from './desk-house.ts';
import { found, Refusal, unchanged, unmanaged } from './refusal.ts';

/** A channel as the team sees it, without secrets. */
export interface ShownChannel {
	id: string;
	key: string;
	name: string;
	kind: string;
	/** Where it goes, in words. */
	goesTo: string;
	isManaged: boolean;
	disabledAt: number | null;
	disabledReason: string | null;
	archivedAt: number | null;
	/** When it was written last: what a form had before it. */
	updatedAt: number;
	/** As the config file has it, each secret as `(kept)`. */
	entry: Entry;
}

export interface ChannelDesk {
	list(workspaceId: string, which?: { isArchived?: boolean }): Promise<ShownChannel[]>;
	/** Null for what is not there or is a stranger's. */
	get(workspaceId: string, key: string): Promise<ShownChannel | null>;
	/** @param entry as the config file has it */
	create(trace: Trace, entry: unknown): Promise<ShownChannel>;
	/** @param entry the whole of it; a secret that reads `(kept)` stays */
	change(trace: Trace, key: string, entry: unknown, seen?: { updatedAt?: number }): Promise<ShownChannel>;
	/** Stops telling it, or tells it again from now on. */
	setEnabled(trace: Trace, key: string, isEnabled: boolean): Promise<void>;
	/** Takes it away, and what is still owed to it; or brings it back. */
	setArchived(trace: Trace, key: string, isArchived: boolean): Promise<void>;
	/** Sends a real message over it and says what was answered. */
	tryOut(trace: Trace, key: string): Promise<DeliveryOutcome>;
}

export function channelDesk(house: DeskHouse): ChannelDesk {
	const { database, sealer, newId } = house;

	async function known(db: Db, workspaceId: string, key: string): Promise<channels.WholeChannel> {
		return found(await channels.get(db, sealer, workspaceId, key), 'channel');
	}

	async function save(tx: Db, trace: Trace, draft: ChannelConfig): Promise<ShownChannel> {
		const { workspaceId, at } = trace;
		await channels.save(tx, workspaceId, { ...draft, isManaged: false }, sealer, newId(), at);
		return shown(await known(tx, workspaceId, draft.key));
	}

	return {
		async list(workspaceId, which) {
			return (await channels.whole(database.client, sealer, workspaceId, which)).map(shown);
		},
		async get(workspaceId, key) {
			const channel = await channels.get(database.client, sealer, workspaceId, key);
			return channel && shown(channel);
		},
		async create(trace, entry) {
			const { workspaceId } = trace;
			const draft = channelDraftOf(entry, null);
			const made = await database.transaction(async (tx) => {
				if (await channels.get(tx, sealer, workspaceId, draft.key)) {
					throw invalidChannel({ key: `The key "${draft.key}" is taken already.` });
				}
				const isDefaultWorkspace = house.roster().isDefaultWorkspace(workspaceId);
				const most = limitsOf({ isDefaultWorkspace }).channels;
				if ((await channels.count(tx, workspaceId)) >= most) {
					throw new Refusal('full', `This workspace has ${most} channels, as many as it may have.`);
				}
				const after = factsOf(draft);
				await audit.record(tx, trace, { action: 'channel.create', subject: draft.key, after });
				return save(tx, trace, draft);
			});
			await house.afterSetup();
			return made;
		},
		async change(trace, key, entry, { updatedAt } = {}) {
			const after = await database.transaction(async (tx) => {
				const before = unmanaged(await known(tx, trace.workspaceId, key));
				unchanged(before.updatedAt, updatedAt ?? null);
				const draft = channelDraftOf(entry, before);
				if (draft.key !== key) throw invalidChannel({ key: 'A key stays: it is the identity.' });
				await audit.record(tx, trace, {
					action: 'channel.change',
					subject: key,
					...difference(factsOf(before), factsOf(draft))
				});
				return save(tx, trace, draft);
			});
			await house.afterSetup();
			return after;
		},
		async setEnabled(trace, key, isEnabled) {
			const { workspaceId, at, actor } = trace;
			await database.transaction(async (tx) => {
				// What the machine stopped can be enabled again, whoever wrote it.
				const { id, disabledAt } = await known(tx, workspaceId, key);
				if (isEnabled === (disabledAt === null)) return;
				const reason = `Switched off by ${actor}.`;
				if (isEnabled) await channels.enable(tx, workspaceId, id);
				else {
					await channels.disable(tx, workspaceId, id, reason, at);
					await deliveries.failAll(tx, `channel:${id}`, reason);
				}
				await audit.record(tx, trace, {
					action: isEnabled ? 'channel.enable' : 'channel.disable',
					subject: key
				});
			});
			await house.afterSetup();
		},
		async setArchived(trace, key, isArchived) {
			const { workspaceId, at } = trace;
			await database.transaction(async (tx) => {
				const { id, archivedAt } = unmanaged(await known(tx, workspaceId, key));
				if (isArchived === (archivedAt !== null)) return;
				await channels.setArchived(tx, workspaceId, id, isArchived ? at : null);
				if (isArchived) await deliveries.failAll(tx, `channel:${id}`, 'The channel was archived.');
				await audit.record(tx, trace, {
					action: isArchived ? 'channel.archive' : 'channel.restore',
					subject: key
				});
			});
			await house.afterSetup();
		},
		async tryOut(trace, key) {
			const channel = await known(database.client, trace.workspaceId, key);
			const outcome = await house.tryChannel(channel);
			await database.transaction((tx) =>
				audit.record(tx, trace, {
					action: 'channel.test',
					subject: key,
					after: { answer: 'delivered' in outcome ? outcome.answer : outcome.failed }
				})
			);
			return outcome;
		}
	};
}

function shown(channel: channels.WholeChannel): ShownChannel {
	const { id, key, name, kind, isManaged, disabledAt, disabledReason, archivedAt, updatedAt } = channel;
	const state = { isManaged, disabledAt, disabledReason, archivedAt, updatedAt };
	return { id, key, name, kind, goesTo: describeChannel(channel), ...state, entry: shownEntry(channel) };
}

/** What the audit log may keep: never a secret, and no address that may be one. */
function factsOf({ name, kind, settings, rules }: Omit<ChannelConfig, 'key'>): Facts {
	const { monitors, groups, tags, states, digestEveryMs, remindEveryMs, escalateAfterMs } = rulesFrom(rules);
	return {
		name,
		kind,
		goesTo: describeChannel({ kind, settings }),
		hears: [...states, ...monitors, ...groups, ...tags],
		remindEveryMs,
		escalateAfterMs,
		digestEveryMs
	};
}
