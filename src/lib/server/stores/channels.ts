/** Channels: configured ways to tell the team. What is secret in them is sealed. */
import type { StoredRules } from '../../domain/channel-rules.ts';
import type { Db } from '../database.ts';
import { archiveManagedExcept as archive } from '../database/archive.ts';
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
	return rows.map((row) => ({
		id: row.id,
		workspaceId,
		key: row.key,
		kind: row.kind,
		name: row.name,
		disabledAt: row.disabledAt?.getTime() ?? null,
		rules: row.rules as StoredRules
	}));
}

/** A workspace's channels with all that is set of them, secrets included, by key. */
export async function configured(db: Db, workspaceId: string, sealer: Sealer) {
	const rows = await db.channel.findMany({
		where: { workspaceId, archivedAt: null },
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
