/** Components: what the public sees, and which monitors stand behind it. */
import type { Component, ComponentStatus, Folding } from '../../domain/component.ts';
import type { Db } from '../database.ts';

export interface ComponentFields {
	pageId: string;
	groupId: string | null;
	key: string;
	name: string;
	position: number;
	isPublic: boolean;
	isManaged: boolean;
	monitorIds: number[];
}

export async function list(db: Db, workspaceId: string): Promise<Component[]> {
	const rows = await db.component.findMany({
		where: { workspaceId, archivedAt: null },
		orderBy: [{ position: 'asc' }, { key: 'asc' }]
	});
	const links = await db.componentMonitor.findMany({ where: { component: { workspaceId } } });
	const monitorIds = new Map<string, number[]>();
	for (const { componentId, monitorId } of links) {
		monitorIds.set(componentId, [...(monitorIds.get(componentId) ?? []), monitorId]);
	}
	return rows.map((row) => ({
		id: row.id,
		workspaceId: row.workspaceId,
		pageId: row.pageId,
		groupId: row.groupId,
		key: row.key,
		name: row.name,
		description: row.description,
		position: row.position,
		handStatus: row.handStatus as ComponentStatus | null,
		folding: row.folding as Folding,
		isPublic: row.isPublic,
		publicUrl: row.publicUrl,
		isManaged: row.managed,
		createdAt: row.createdAt.getTime(),
		archivedAt: null,
		monitorIds: monitorIds.get(row.id) ?? []
	}));
}

/** Makes or changes the component with this key; one that was archived is there again, with its history. */
export async function save(
	db: Db,
	workspaceId: string,
	fields: ComponentFields,
	newId: string,
	now: number
): Promise<string> {
	const { monitorIds, isManaged, ...rest } = fields;
	const at = new Date(now);
	const data = { ...rest, managed: isManaged, archivedAt: null, updatedAt: at };
	const { id } = await db.component.upsert({
		where: { workspaceId_key: { workspaceId, key: fields.key } },
		create: { id: newId, workspaceId, createdAt: at, ...data },
		update: data
	});
	await db.componentMonitor.deleteMany({ where: { componentId: id, monitorId: { notIn: monitorIds } } });
	for (const monitorId of monitorIds) {
		const link = { componentId: id, monitorId };
		await db.componentMonitor.upsert({ where: { componentId_monitorId: link }, create: link, update: {} });
	}
	return id;
}

/** Archives the components of the config file that are not in it any more. */
export async function archiveManagedExcept(db: Db, workspaceId: string, keys: string[], now: number): Promise<void> {
	await db.component.updateMany({
		where: { workspaceId, managed: true, archivedAt: null, key: { notIn: keys } },
		data: { archivedAt: new Date(now) }
	});
}
