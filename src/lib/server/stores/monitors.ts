/** Monitors: what is watched. Their secrets are stored apart from the rest, sealed. */
import type { FailureRules } from '../../domain/channel-rules.ts';
import type { Confirmation, Monitor, Schedule } from '../../domain/monitor.ts';
import type { Db } from '../database.ts';
import { archiveManagedExcept as archive } from '../database/archive.ts';
import { saysTheSame } from '../database/same.ts';
import type { MonitorModel } from '../generated/prisma/models.ts';
import type { Sealer } from '../secret.ts';

/** What a monitor is, apart from its identity. */
export interface MonitorFields {
	key: string;
	name: string;
	kind: string;
	target: unknown;
	schedule: Schedule;
	timeoutMs: number;
	confirmation: Confirmation;
	isPublic: boolean;
	tags: string[];
	notify: string[] | null;
	notifyAbout: FailureRules | null;
	origin: string | null;
	isManaged: boolean;
	/** SHA-256 of a heartbeat's token. */
	pushTokenHash: string | null;
}

type StoredConfig = Pick<MonitorFields, 'schedule' | 'timeoutMs' | 'confirmation' | 'notify' | 'origin'> & {
	notifyAbout?: FailureRules;
};

/** Every monitor of every workspace that is not archived, paused ones included. */
export async function active(db: Db, sealer: Sealer): Promise<Monitor[]> {
	const rows = await db.monitor.findMany({ where: { archivedAt: null }, orderBy: { id: 'asc' } });
	return rows.map((row) => toMonitor(row, sealer));
}

/** One monitor; null for what is not there, was taken away or is a stranger's. */
export async function get(db: Db, sealer: Sealer, workspaceId: string, key: string): Promise<Monitor | null> {
	const row = await db.monitor.findFirst({ where: { workspaceId, key, archivedAt: null } });
	return row && toMonitor(row, sealer);
}

/**
 * Makes or changes the monitor with this key; a rename keeps its history, an archived one is there again. One that is
 * the same already stays untouched, its version too.
 */
export async function save(
	db: Db,
	workspaceId: string,
	fields: MonitorFields,
	sealer: Sealer,
	now: number
): Promise<number> {
	const { key, schedule, timeoutMs, confirmation, notify, notifyAbout, origin, pushTokenHash } = fields;
	const config: StoredConfig = {
		...{ schedule, timeoutMs, confirmation, notify, origin },
		// written only where it is asked for, so that monitors from before it was known stay untouched
		...(notifyAbout && { notifyAbout })
	};
	const data = {
		name: fields.name,
		kind: fields.kind,
		config: config as object,
		pushTokenHash,
		isPublic: fields.isPublic,
		tags: fields.tags,
		managed: fields.isManaged,
		archivedAt: null
	};
	const before = await db.monitor.findUnique({ where: { workspaceId_key: { workspaceId, key } } });
	if (before && saysTheSame(before, data) && sealer.holds(before.sealedSecrets ?? '', fields.target)) {
		return before.id;
	}
	if (pushTokenHash !== null) await giveUpToken(db, workspaceId, pushTokenHash);
	const at = new Date(now);
	const written = { ...data, sealedSecrets: sealer.seal(fields.target), updatedAt: at };
	const { id } = before
		? await db.monitor.update({ where: { id: before.id }, data: { ...written, version: { increment: 1 } } })
		: await db.monitor.create({ data: { workspaceId, key, createdAt: at, ...written } });
	return id;
}

/** A token moves with its heartbeat when that gets a new key: whoever had it in this workspace has it no longer. */
async function giveUpToken(db: Db, workspaceId: string, pushTokenHash: string): Promise<void> {
	await db.monitor.updateMany({ where: { workspaceId, pushTokenHash }, data: { pushTokenHash: null } });
}

/** Archives the monitors of the config file that are not in it any more; their history stays. */
export async function archiveManagedExcept(
	db: Db,
	workspaceId: string,
	keys: readonly string[],
	now: number
): Promise<void> {
	await archive(db, 'Monitor', workspaceId, keys, now);
}

/** Whether a workspace ever had a monitor, also one that was taken away. */
export async function isAny(db: Db, workspaceId: string): Promise<boolean> {
	return (await db.monitor.findFirst({ where: { workspaceId }, select: { id: true } })) !== null;
}

/** Every monitor id by the hash of its push token. */
export async function pushTokens(db: Db): Promise<Map<string, number>> {
	const rows = await db.monitor.findMany({
		where: { archivedAt: null, pushTokenHash: { not: null } },
		select: { id: true, pushTokenHash: true }
	});
	return new Map(rows.map(({ id, pushTokenHash }) => [pushTokenHash ?? '', id]));
}

function toMonitor(row: MonitorModel, sealer: Sealer): Monitor {
	const config = row.config as unknown as StoredConfig;
	return {
		id: row.id,
		workspaceId: row.workspaceId,
		key: row.key,
		name: row.name,
		kind: row.kind,
		target: row.sealedSecrets === null ? {} : sealer.open(row.sealedSecrets),
		...config,
		notifyAbout: config.notifyAbout ?? null,
		isPublic: row.isPublic,
		tags: row.tags as string[],
		isManaged: row.managed,
		pausedAt: row.pausedAt?.getTime() ?? null,
		archivedAt: row.archivedAt?.getTime() ?? null,
		createdAt: row.createdAt.getTime(),
		version: row.version
	};
}
