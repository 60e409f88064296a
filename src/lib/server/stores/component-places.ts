/** One component by its key, and where the next one stands: what a monitor needs of components, without reading all of them. */
import type { Component } from '../../domain/component.ts';
import type { Db } from '../database.ts';

export type PlacedComponent = Pick<
	Component,
	'id' | 'pageId' | 'groupId' | 'name' | 'position' | 'isPublic' | 'publicUrl' | 'isManaged' | 'monitorIds'
>;

/** Null for what is not there, was taken away or is a stranger's. */
export async function ofKey(db: Db, workspaceId: string, key: string): Promise<PlacedComponent | null> {
	const row = await db.component.findFirst({
		where: { workspaceId, key, archivedAt: null },
		include: { monitors: true }
	});
	if (!row) return null;
	const { id, pageId, groupId, name, position, isPublic, publicUrl, managed, monitors } = row;
	const monitorIds = monitors.map(({ monitorId }) => monitorId);
	return { id, pageId, groupId, name, position, isPublic, publicUrl, isManaged: managed, monitorIds };
}

/** Behind the last one of a page. */
export async function nextPosition(db: Db, pageId: string): Promise<number> {
	const last = await db.component.aggregate({
		where: { pageId, archivedAt: null },
		_max: { position: true }
	});
	return (last._max.position ?? -1) + 1;
}
