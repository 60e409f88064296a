/** Components: what the public sees, and which monitors stand behind it. */
import type { Component, ComponentStatus, Folding } from '../../domain/component.ts';
import type { Db } from '../database.ts';
import { archiveManagedExcept as archive } from '../database/archive.ts';
import { saysTheSame } from '../database/same.ts';

export interface ComponentFields {
	pageId: string;
	groupId: string | null;
	key: string;
	name: string;
	position: number;
	isPublic: boolean;
	isManaged: boolean;
	monitorIds: number[];
	/** Left as it is where not given. */
	description?: string;
	/** Where a visitor's own browser may try it. Left as it is where not given. */
	publicUrl?: string | null;
	/** Left as it is where not given; several monitors fold into the worst of them at first. */
	folding?: Folding;
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

/**
 * Makes or changes the component with this key; one that was archived is there again, with its history. One that is the
 * same already stays untouched.
 */
export async function save(
	db: Db,
	workspaceId: string,
	fields: ComponentFields,
	newId: string,
	now: number
): Promise<string> {
	const { monitorIds, isManaged, ...rest } = fields;
	const data = { ...rest, managed: isManaged, archivedAt: null };
	const before = await db.component.findUnique({
		where: { workspaceId_key: { workspaceId, key: fields.key } },
		include: { monitors: true }
	});
	const linked = before?.monitors.map(({ monitorId }) => monitorId) ?? [];
	const added = monitorIds.filter((id) => !linked.includes(id));
	const gone = linked.filter((id) => !monitorIds.includes(id));
	if (before && added.length + gone.length === 0 && saysTheSame(before, data)) return before.id;
	const at = new Date(now);
	const written = { ...data, updatedAt: at };
	const { id } = before
		? await db.component.update({ where: { id: before.id }, data: written })
		: await db.component.create({ data: { id: newId, workspaceId, createdAt: at, ...written } });
	await db.componentMonitor.deleteMany({ where: { componentId: id, monitorId: { in: gone } } });
	await db.componentMonitor.createMany({ data: added.map((monitorId) => ({ componentId: id, monitorId })) });
	return id;
}

/** Archives the components of the config file that are not in it any more. */
export async function archiveManagedExcept(
	db: Db,
	workspaceId: string,
	keys: readonly string[],
	now: number
): Promise<void> {
	await archive(db, 'Component', workspaceId, keys, now);
}
