/** Groups of components, in the order the page shows them. */
import type { ComponentGroup } from '../../domain/component.ts';
import type { Db } from '../database.ts';
import { archiveManagedExcept as archive } from '../database/archive.ts';

export async function list(db: Db, workspaceId: string): Promise<ComponentGroup[]> {
	const rows = await db.componentGroup.findMany({
		where: { workspaceId, archivedAt: null },
		orderBy: { position: 'asc' }
	});
	return rows.map(({ id, pageId, key, name, position }) => ({ id, pageId, key, name, position }));
}

/** Makes or changes the group with this key; one that was archived is there again. */
export async function save(
	db: Db,
	workspaceId: string,
	group: Omit<ComponentGroup, 'id'> & { newId: string; isManaged: boolean }
): Promise<string> {
	const { newId, isManaged, ...fields } = group;
	const data = { ...fields, managed: isManaged, archivedAt: null };
	const row = await db.componentGroup.upsert({
		where: { workspaceId_key: { workspaceId, key: group.key } },
		create: { id: newId, workspaceId, ...data },
		update: data
	});
	return row.id;
}

/** Archives the groups of the config file that are not in it any more. */
export async function archiveManagedExcept(
	db: Db,
	workspaceId: string,
	keys: readonly string[],
	now: number
): Promise<void> {
	await archive(db, 'ComponentGroup', workspaceId, keys, now);
}
