/** Workspaces: who owns monitors, pages, members and channels. */
import type { Db } from '../database.ts';

export interface Workspace {
	id: string;
	name: string;
	isDefault: boolean;
}

export async function list(db: Db): Promise<Workspace[]> {
	const rows = await db.workspace.findMany({ orderBy: { createdAt: 'asc' } });
	return rows.map(({ id, name, isDefault }) => ({ id, name, isDefault }));
}

/** The workspace that is there from the start; made at the first one. */
export async function ensureDefault(db: Db, newId: string, now: number): Promise<Workspace> {
	const known = await db.workspace.findFirst({ where: { isDefault: true } });
	return (
		known ??
		db.workspace.create({ data: { id: newId, name: 'Default', isDefault: true, createdAt: new Date(now) } })
	);
}

/** Another workspace, beside the one that is there from the start. */
export async function create(db: Db, workspace: Pick<Workspace, 'id' | 'name'>, now: number): Promise<void> {
	await db.workspace.create({ data: { ...workspace, createdAt: new Date(now) } });
}
