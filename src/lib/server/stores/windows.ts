/** Maintenance windows and their occurrences. */
import type { MaintenanceWindow, Occurrence, OccurrenceStatus } from '../../domain/maintenance.ts';
import type { Db } from '../database.ts';
import { archiveManagedExcept as archive } from '../database/archive.ts';
import { saysTheSame } from '../database/same.ts';

export type WindowFields = Omit<
	MaintenanceWindow,
	'id' | 'workspaceId' | 'version' | 'createdAt' | 'updatedAt' | 'archivedAt'
>;

/** A workspace's windows, archived ones included: what took place goes on excusing the uptime of its days. */
export async function list(db: Db, workspaceId: string): Promise<MaintenanceWindow[]> {
	const rows = await db.maintenanceWindow.findMany({
		where: { workspaceId },
		include: { components: true },
		orderBy: { createdAt: 'asc' }
	});
	return rows.map(({ components, managed, createdAt, updatedAt, archivedAt, ...row }) => ({
		...row,
		componentIds: components.map(({ componentId }) => componentId),
		isManaged: managed,
		createdAt: createdAt.getTime(),
		updatedAt: updatedAt.getTime(),
		archivedAt: archivedAt?.getTime() ?? null
	}));
}

/**
 * Makes or changes the window with this key. A changed rule drops what it had announced for the future; a window that
 * was archived announces again what it had. One that is the same already stays untouched.
 */
export async function save(
	db: Db,
	workspaceId: string,
	fields: WindowFields & { key: string },
	newId: string,
	now: number
): Promise<void> {
	const { componentIds, isManaged, ...rest } = fields;
	const at = new Date(now);
	const data = { ...rest, managed: isManaged, archivedAt: null };
	const before = await db.maintenanceWindow.findUnique({
		where: { workspaceId_key: { workspaceId, key: fields.key } },
		include: { components: true }
	});
	const linked = before?.components.map(({ componentId }) => componentId) ?? [];
	const added = componentIds.filter((id) => !linked.includes(id));
	const gone = linked.filter((id) => !componentIds.includes(id));
	if (before && added.length + gone.length === 0 && saysTheSame(before, data)) return;
	const { id } = before
		? await db.maintenanceWindow.update({
				where: { id: before.id },
				data: { ...data, updatedAt: at, version: { increment: 1 } }
			})
		: await db.maintenanceWindow.create({
				data: { id: newId, workspaceId, createdAt: at, updatedAt: at, ...data }
			});
	await db.maintenanceComponent.deleteMany({ where: { windowId: id, componentId: { in: gone } } });
	await db.maintenanceComponent.createMany({
		data: added.map((componentId) => ({ windowId: id, componentId }))
	});
	const { startsLocal, timeZone, durationMs, repeat } = fields;
	if (before && !saysTheSame(before, { startsLocal, timeZone, durationMs, repeat })) {
		await db.maintenanceOccurrence.deleteMany({
			where: { windowId: id, status: { in: ['scheduled', 'cancelled'] }, startsAt: { gt: at } }
		});
	} else if (before?.archivedAt) {
		await db.maintenanceOccurrence.updateMany({
			where: { windowId: id, status: 'cancelled', endsAt: { gt: at } },
			data: { status: 'scheduled', updatedAt: at }
		});
	}
}

/** Archives the windows of the config file that are not in it any more: what runs ends, what was announced is cancelled. */
export async function archiveManagedExcept(
	db: Db,
	workspaceId: string,
	keys: readonly string[],
	now: number
): Promise<void> {
	await archive(db, 'MaintenanceWindow', workspaceId, keys, now);
	const at = new Date(now);
	const window = { workspaceId, managed: true, archivedAt: { not: null } };
	await db.maintenanceOccurrence.updateMany({
		where: { window, status: { in: ['scheduled', 'in_progress'] }, startsAt: { lt: at }, endsAt: { gt: at } },
		data: { status: 'completed', endsAt: at, updatedAt: at }
	});
	await db.maintenanceOccurrence.updateMany({
		where: { window, status: 'scheduled', startsAt: { gte: at } },
		data: { status: 'cancelled', updatedAt: at }
	});
	await db.maintenanceOccurrence.updateMany({
		where: { window, status: { in: ['scheduled', 'in_progress'] } },
		data: { status: 'completed', updatedAt: at }
	});
}

/** Writes down occurrences; one that is already there, moved or cancelled by hand, stays as it is. */
export async function saveOccurrences(
	db: Db,
	windowId: string,
	found: readonly { id: string; ruleAt: number; startsAt: number; endsAt: number }[],
	now: number
): Promise<void> {
	const known = await db.maintenanceOccurrence.findMany({ where: { windowId }, select: { ruleAt: true } });
	const knownAt = new Set(known.map(({ ruleAt }) => ruleAt.getTime()));
	await db.maintenanceOccurrence.createMany({
		data: found
			.filter(({ ruleAt }) => !knownAt.has(ruleAt))
			.map(({ id, ruleAt, startsAt, endsAt }) => ({
				id,
				windowId,
				ruleAt: new Date(ruleAt),
				startsAt: new Date(startsAt),
				endsAt: new Date(endsAt),
				status: 'scheduled',
				updatedAt: new Date(now)
			}))
	});
}

/** Every occurrence that touches [from, to), by start. */
export async function occurrences(
	db: Db,
	workspaceId: string,
	from: number,
	to: number
): Promise<Occurrence[]> {
	const rows = await db.maintenanceOccurrence.findMany({
		where: { window: { workspaceId }, endsAt: { gt: new Date(from) }, startsAt: { lt: new Date(to) } },
		include: { updates: { orderBy: { displayAt: 'desc' } } },
		orderBy: { startsAt: 'asc' }
	});
	return rows.map((row) => ({
		id: row.id,
		windowId: row.windowId,
		ruleAt: row.ruleAt.getTime(),
		startsAt: row.startsAt.getTime(),
		endsAt: row.endsAt.getTime(),
		status: row.status as OccurrenceStatus,
		updatedAt: row.updatedAt.getTime(),
		updates: row.updates.map(({ id, status, message, displayAt }) => ({
			id,
			status: status as OccurrenceStatus,
			message,
			displayAt: displayAt.getTime()
		}))
	}));
}

export async function setOccurrenceStatus(
	db: Db,
	id: string,
	status: OccurrenceStatus,
	now: number
): Promise<void> {
	await db.maintenanceOccurrence.update({ where: { id }, data: { status, updatedAt: new Date(now) } });
}
