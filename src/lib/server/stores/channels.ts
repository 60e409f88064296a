/** Channels: configured ways to tell the team. What is secret in them is sealed. */
import type { StoredRules } from '../../domain/channel-rules.ts';
import type { Db } from '../database.ts';
import { archiveManagedExcept as archive } from '../database/archive.ts';
import type { ChannelModel } from '../generated/prisma/models.ts';
import type { Sealer } from '../secret.ts';

export interface Channel {
	id: string;
	workspaceId: string;
	key: string;
	kind: string;
	name: string;
	disabledAt: number | null;
	rules: StoredRules;
}

export async function list(db: Db, workspaceId: string): Promise<Channel[]> {
	const rows = await db.channel.findMany({
		where: { workspaceId, archivedAt: null },
		orderBy: { key: 'asc' }
	});
	return rows.map(toChannel);
}

/** A channel with everything that is stored of it, secrets included. */
export interface WholeChannel extends Channel {
	settings: unknown;
	/** Why nothing goes to it any more. */
	disabledReason: string | null;
	isManaged: boolean;
	createdAt: number;
	updatedAt: number;
	archivedAt: number | null;
}

/** Those of a workspace that are in use or stopped, by name; or those that were archived. */
export async function whole(
	db: Db,
	sealer: Sealer,
	workspaceId: string,
	{ isArchived = false } = {}
): Promise<WholeChannel[]> {
	const rows = await db.channel.findMany({
		where: { workspaceId, archivedAt: isArchived ? { not: null } : null },
		orderBy: [{ name: 'asc' }, { key: 'asc' }]
	});
	return rows.map((row) => toWhole(row, sealer));
}

/** One by its key, an archived one as well; null for what is not there or is a stranger's. */
export async function get(
	db: Db,
	sealer: Sealer,
	workspaceId: string,
	key: string
): Promise<WholeChannel | null> {
	const row = await db.channel.findUnique({ where: { workspaceId_key: { workspaceId, key } } });
	return row && toWhole(row, sealer);
}

export async function count(db: Db, workspaceId: string): Promise<number> {
	return db.channel.count({ where: { workspaceId, archivedAt: null } });
}

/** Takes a channel out of use and keeps what it told, or takes it back. */
export async function setArchived(db: Db, workspaceId: string, id: string, at: number | null): Promise<void> {
	const archivedAt = at === null ? null : new Date(at);
	await db.channel.updateMany({ where: { id, workspaceId }, data: { archivedAt } });
}

/** Is told again from now on. */
export async function enable(db: Db, workspaceId: string, id: string): Promise<void> {
	await db.channel.updateMany({
		where: { id, workspaceId },
		data: { disabledAt: null, disabledReason: null }
	});
}

/** The team's channels with all that is set of them, secrets included, by key; a member's own browser is none of them. */
export async function configured(db: Db, workspaceId: string, sealer: Sealer) {
	const rows = await db.channel.findMany({
		where: { workspaceId, archivedAt: null, personId: null },
		orderBy: { key: 'asc' }
	});
	return rows.map(({ key, name, kind, sealedSecrets, rules }) => ({
		key,
		name,
		kind,
		settings: sealedSecrets === null ? {} : sealer.open(sealedSecrets),
		rules: rules as StoredRules
	}));
}

/** Makes or changes the channel with this key; its settings are sealed whole. */
export async function save(
	db: Db,
	workspaceId: string,
	channel: {
		key: string;
		kind: string;
		name: string;
		settings: unknown;
		rules: object;
		isManaged: boolean;
	},
	sealer: Sealer,
	newId: string,
	now: number
): Promise<void> {
	const at = new Date(now);
	const data = {
		kind: channel.kind,
		name: channel.name,
		config: {},
		rules: channel.rules,
		sealedSecrets: sealer.seal(channel.settings),
		managed: channel.isManaged,
		archivedAt: null,
		updatedAt: at
	};
	await db.channel.upsert({
		where: { workspaceId_key: { workspaceId, key: channel.key } },
		create: { id: newId, workspaceId, key: channel.key, createdAt: at, ...data },
		update: data
	});
}

export async function archiveManagedExcept(
	db: Db,
	workspaceId: string,
	keys: readonly string[],
	now: number
): Promise<void> {
	await archive(db, 'Channel', workspaceId, keys, now);
}

/** Nothing more goes to it, and why; one that is stopped already keeps its reason. */
export async function disable(
	db: Db,
	workspaceId: string,
	id: string,
	reason: string,
	now: number
): Promise<void> {
	await db.channel.updateMany({
		where: { id, workspaceId, disabledAt: null },
		data: { disabledAt: new Date(now), disabledReason: reason }
	});
}

function toChannel(row: ChannelModel): Channel {
	return {
		id: row.id,
		workspaceId: row.workspaceId,
		key: row.key,
		kind: row.kind,
		name: row.name,
		disabledAt: row.disabledAt?.getTime() ?? null,
		rules: row.rules as StoredRules
	};
}

function toWhole(row: ChannelModel, sealer: Sealer): WholeChannel {
	return {
		...toChannel(row),
		settings: row.sealedSecrets === null ? {} : sealer.open(row.sealedSecrets),
		disabledReason: row.disabledReason,
		isManaged: row.managed,
		createdAt: row.createdAt.getTime(),
		updatedAt: row.updatedAt.getTime(),
		archivedAt: row.archivedAt?.getTime() ?? null
	};
}
