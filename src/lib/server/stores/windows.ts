/** Maintenance windows: what is announced, once or by a rule. When it takes place is the occurrences' own store. */
import type { MaintenanceWindow } from '../../domain/maintenance.ts';
import type { Db } from '../database.ts';
import { archiveManagedExcept as archiveExcept } from '../database/archive.ts';
import { saysTheSame } from '../database/same.ts';
import type { MaintenanceWindowModel } from '../generated/prisma/models.ts';

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
	return rows.map(toWindow);
}

/** One window of a workspace, also an archived one; null for none, and for a stranger's. */
export async function find(db: Db, workspaceId: string, id: string): Promise<MaintenanceWindow | null> {
	const row = await db.maintenanceWindow.findFirst({
		where: { id, workspaceId },
		include: { components: true }
	});
	return row && toWindow(row);
}

/** Writes down a window that a person made. */
export async function create(
	db: Db,
	workspaceId: string,
	id: string,
	{ componentIds, isManaged, ...fields }: WindowFields,
	now: number
): Promise<void> {
	const at = new Date(now);
	await db.maintenanceWindow.create({
		data: {
			...fields,
			id,
			workspaceId,
			managed: isManaged,
			createdAt: at,
			updatedAt: at,
			components: { create: componentIds.map((componentId) => ({ componentId })) }
		}
	});
}

/** Changes what a window says; its occurrences stay as they are. */
export async function change(
	db: Db,
	id: string,
	{ componentIds, ...fields }: Omit<WindowFields, 'isManaged' | 'key'>,
	now: number
): Promise<void> {
	await db.maintenanceWindow.update({
		where: { id },
		data: {
			...fields,
			updatedAt: new Date(now),
			version: { increment: 1 },
			components: { deleteMany: {}, create: componentIds.map((componentId) => ({ componentId })) }
		}
	});
}

/** It takes place no more; what took place goes on excusing its days. */
export async function archive(db: Db, id: string, now: number): Promise<void> {
	const at = new Date(now);
	await db.maintenanceWindow.update({
		where: { id },
		data: { archivedAt: at, updatedAt: at, version: { increment: 1 } }
	});
}

function toWindow({
	components,
	managed,
	createdAt,
	updatedAt,
	archivedAt,
	...row
}: MaintenanceWindowModel & { components: { componentId: string }[] }): MaintenanceWindow {
	return {
		...row,
		componentIds: components.map(({ componentId }) => componentId),
		isManaged: managed,
		createdAt: createdAt.getTime(),
		updatedAt: updatedAt.getTime(),
		archivedAt: archivedAt?.getTime() ?? null
	};
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
	await archiveExcept(db, 'MaintenanceWindow', workspaceId, keys, now);
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
