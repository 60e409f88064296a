/** What people change of monitors that are there: paused and resumed, archived and brought back, tagged. */
import type { Db } from '../database.ts';

/** A monitor that was taken away, by its key. */
export interface ArchivedMonitor {
	id: number;
	key: string;
	name: string;
	archivedAt: number;
	isManaged: boolean;
}

/** How many monitors a workspace has; those that were taken away do not count. */
export function count(db: Db, workspaceId: string): Promise<number> {
	return db.monitor.count({ where: { workspaceId, archivedAt: null } });
}

/** @param pausedAt null resumes */
export async function setPaused(db: Db, ids: readonly number[], pausedAt: number | null): Promise<void> {
	await db.monitor.updateMany({
		where: { id: { in: [...ids] } },
		data: { pausedAt: pausedAt === null ? null : new Date(pausedAt) }
	});
}

export async function setTags(db: Db, id: number, tags: readonly string[], at: number): Promise<void> {
	await db.monitor.update({
		where: { id },
		data: { tags: [...tags], updatedAt: new Date(at), version: { increment: 1 } }
	});
}

/** Takes monitors away, with the components that stood for one of them alone. Their history stays. */
export async function archive(
	db: Db,
	workspaceId: string,
	ids: readonly number[],
	at: number
): Promise<void> {
	const archivedAt = new Date(at);
	const taken = await db.monitor.findMany({ where: { id: { in: [...ids] } }, select: { key: true } });
	const own = await db.component.findMany({
		where: { workspaceId, archivedAt: null, managed: false, key: { in: taken.map(({ key }) => key) } },
		include: { monitors: true }
	});
	const alone = own.filter(({ monitors }) => monitors.every(({ monitorId }) => ids.includes(monitorId)));
	await db.component.updateMany({ where: { id: { in: alone.map(({ id }) => id) } }, data: { archivedAt } });
	await db.monitor.updateMany({ where: { id: { in: [...ids] } }, data: { archivedAt } });
}

/** The monitors with these keys that were taken away. */
export async function archived(
	db: Db,
	workspaceId: string,
	keys: readonly string[]
): Promise<ArchivedMonitor[]> {
	const rows = await db.monitor.findMany({
		where: { workspaceId, key: { in: [...keys] }, archivedAt: { not: null } },
		select: { id: true, key: true, name: true, archivedAt: true, managed: true }
	});
	return rows.map(({ managed, archivedAt, ...row }) => {
		return { ...row, isManaged: managed, archivedAt: archivedAt?.getTime() ?? 0 };
	});
}

/** Brings back what was taken away, with the components that went at the same moment. */
export async function restore(
	db: Db,
	workspaceId: string,
	monitors: readonly ArchivedMonitor[],
	at: number
): Promise<void> {
	for (const { id, key, archivedAt } of monitors) {
		const back = { archivedAt: null, updatedAt: new Date(at) };
		await db.monitor.update({ where: { id }, data: back });
		await db.component.updateMany({
			where: { workspaceId, key, managed: false, archivedAt: new Date(archivedAt) },
			data: back
		});
	}
}

/** Whether another monitor is told by this token already. */
export async function isTokenTaken(db: Db, pushTokenHash: string, exceptId: number | null): Promise<boolean> {
	const row = await db.monitor.findUnique({ where: { pushTokenHash }, select: { id: true } });
	return row !== null && row.id !== exceptId;
}
