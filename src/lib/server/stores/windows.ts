/** Maintenance windows and their occurrences. */
import type { MaintenanceWindow, Occurrence, OccurrenceStatus } from '../../domain/maintenance.ts';
import type { Db } from '../database.ts';

export type WindowFields = Omit<MaintenanceWindow, 'id' | 'workspaceId' | 'version' | 'createdAt' | 'updatedAt' | 'archivedAt'>;

export async function list(db: Db, workspaceId: string): Promise<MaintenanceWindow[]> {
	const rows = await db.maintenanceWindow.findMany({
		where: { workspaceId, archivedAt: null },
		include: { components: true },
		orderBy: { createdAt: 'asc' }
	});
	return rows.map(({ components, managed, createdAt, updatedAt, ...row }) => ({
		...row,
		componentIds: components.map(({ componentId }) => componentId),
		isManaged: managed,
		createdAt: createdAt.getTime(),
		updatedAt: updatedAt.getTime(),
		archivedAt: null
	}));
}

/** Makes or changes the window with this key. A changed rule drops what it had announced for the future. */
export async function save(
	db: Db,
	workspaceId: string,
	fields: WindowFields & { key: string },
	newId: string,
	now: number
): Promise<void> {
	const { componentIds, isManaged, ...rest } = fields;
	const at = new Date(now);
	const where = { workspaceId_key: { workspaceId, key: fields.key } };
	const before = await db.maintenanceWindow.findUnique({ where });
	const data = { ...rest, managed: isManaged, archivedAt: null, updatedAt: at };
	const { id } = await db.maintenanceWindow.upsert({
		where,
		create: { id: newId, workspaceId, createdAt: at, ...data },
		update: data
	});
	const hasMoved =
		before !== null &&
		(['startsLocal', 'timeZone', 'durationMs', 'repeat'] as const).some((name) => before[name] !== fields[name]);
	if (hasMoved) {
		await db.maintenanceOccurrence.deleteMany({ where: { windowId: id, status: 'scheduled', startsAt: { gt: at } } });
	}
	await db.maintenanceComponent.deleteMany({ where: { windowId: id } });
	await db.maintenanceComponent.createMany({ data: componentIds.map((componentId) => ({ windowId: id, componentId })) });
}

export async function archiveManagedExcept(db: Db, workspaceId: string, keys: string[], now: number): Promise<void> {
	const gone = { workspaceId, managed: true, archivedAt: null, key: { notIn: keys } };
	await db.maintenanceOccurrence.updateMany({
		where: { window: gone, status: { in: ['scheduled', 'in_progress'] } },
		data: { status: 'cancelled', updatedAt: new Date(now) }
	});
	await db.maintenanceWindow.updateMany({ where: gone, data: { archivedAt: new Date(now) } });
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
export async function occurrences(db: Db, workspaceId: string, from: number, to: number): Promise<Occurrence[]> {
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

export async function setOccurrenceStatus(db: Db, id: string, status: OccurrenceStatus, now: number): Promise<void> {
	await db.maintenanceOccurrence.update({ where: { id }, data: { status, updatedAt: new Date(now) } });
}
