/** Who belongs to a workspace, and as what. A workspace is never left without an owner. */
import { isRole, type Role } from '../../domain/role.ts';
import type { Db } from '../database.ts';

export interface Membership {
	workspaceId: string;
	workspaceName: string;
	isDefaultWorkspace: boolean;
	role: Role;
}

export interface Colleague {
	userId: string;
	email: string;
	name: string;
	role: Role;
	hasSecondFactor: boolean;
	since: number;
	/** When one of their sessions was last seen; null when they have none. */
	lastSeenAt: number | null;
}

/** The workspaces of a person, the one that is there from the start first. */
export async function ofPerson(db: Db, userId: string): Promise<Membership[]> {
	const rows = await db.membership.findMany({
		where: { userId },
		include: { workspace: true },
		orderBy: [{ workspace: { isDefault: 'desc' } }, { createdAt: 'asc' }]
	});
	return rows.map(({ role, workspace }) => ({
		workspaceId: workspace.id,
		workspaceName: workspace.name,
		isDefaultWorkspace: workspace.isDefault,
		role: roleOf(role)
	}));
}

export async function list(db: Db, workspaceId: string): Promise<Colleague[]> {
	const rows = await db.membership.findMany({
		where: { workspaceId },
		include: { user: { include: { sessions: { orderBy: { updatedAt: 'desc' }, take: 1 } } } },
		orderBy: { createdAt: 'asc' }
	});
	return rows.map(({ user, role, createdAt }) => ({
		userId: user.id,
		email: user.email,
		name: user.name,
		role: roleOf(role),
		hasSecondFactor: user.twoFactorEnabled,
		since: createdAt.getTime(),
		lastSeenAt: user.sessions[0]?.updatedAt.getTime() ?? null
	}));
}

export async function find(db: Db, workspaceId: string, userId: string): Promise<Colleague | null> {
	return (await list(db, workspaceId)).find((one) => one.userId === userId) ?? null;
}

/** Makes a person a member, or changes what they are. */
export async function put(
	db: Db,
	workspaceId: string,
	userId: string,
	role: Role,
	now: number
): Promise<void> {
	await db.membership.upsert({
		where: { userId_workspaceId: { userId, workspaceId } },
		create: { userId, workspaceId, role, createdAt: new Date(now) },
		update: { role }
	});
}

export async function remove(db: Db, workspaceId: string, userId: string): Promise<void> {
	await db.membership.deleteMany({ where: { workspaceId, userId } });
}

export async function isLastOwner(db: Db, workspaceId: string, userId: string): Promise<boolean> {
	const owners = await db.membership.findMany({ where: { workspaceId, role: 'owner' } });
	return owners.length === 1 && owners[0]?.userId === userId;
}

/** A role that this version does not know may look and no more. */
function roleOf(text: string): Role {
	return isRole(text) ? text : 'viewer';
}
