/** The people of a workspace: who is in, as what, and how somebody leaves. */
import type { Member } from '../../domain/actor.ts';
import { traceOf } from '../../domain/audit.ts';
import { mayGive, type Role } from '../../domain/role.ts';
import * as audit from '../stores/audit.ts';
import * as browsers from '../stores/browsers.ts';
import type { AuthHouse } from './house.ts';
import * as memberships from './memberships.ts';
import type { Colleague, Membership } from './memberships.ts';
import type { Sessions } from './sessions.ts';

/** `missing`: no such person here. `forbidden`: not for this role. `last owner`: a workspace keeps one. */
export type TeamAnswer = 'done' | 'missing' | 'forbidden' | 'last owner';

export interface Team {
	list(workspaceId: string): Promise<Colleague[]>;
	/** The workspaces somebody may work in. */
	workspacesOf(userId: string): Promise<Membership[]>;
	changeRole(by: Member, userId: string, role: Role, address: string): Promise<TeamAnswer>;
	/** Takes somebody out of the workspace and ends their sessions; an account without a workspace goes. */
	remove(by: Member, userId: string, address: string): Promise<TeamAnswer>;
}

export function createTeam({ database, clock }: AuthHouse, sessions: Sessions): Team {
	async function change(by: Member, userId: string, address: string, next: Role | null): Promise<TeamAnswer> {
		return database.transaction(async (tx) => {
			const known = await memberships.find(tx, by.workspaceId, userId);
			if (!known) return 'missing';
			if (!mayGive(by.role, known.role) || (next && !mayGive(by.role, next))) return 'forbidden';
			if (next === known.role) return 'done';
			const isLast = known.role === 'owner' && (await memberships.isLastOwner(tx, by.workspaceId, userId));
			if (isLast) return 'last owner';
			if (next) await memberships.put(tx, by.workspaceId, userId, next, clock.now());
			else {
				await memberships.remove(tx, by.workspaceId, userId);
				await browsers.archive(tx, by.workspaceId, userId, clock.now());
				if ((await memberships.ofPerson(tx, userId)).length === 0) {
					await tx.user.delete({ where: { id: userId } });
				}
			}
			await audit.record(tx, traceOf(by, clock.now(), address), {
				action: next ? 'member.role' : 'member.remove',
				subject: known.email,
				before: { role: known.role },
				after: next ? { role: next } : null
			});
			return 'done';
		});
	}

	return {
		list: (workspaceId) => memberships.list(database.client, workspaceId),
		workspacesOf: (userId) => memberships.ofPerson(database.client, userId),
		changeRole: (by, userId, role, address) => change(by, userId, address, role),
		async remove(by, userId, address) {
			const answer = await change(by, userId, address, null);
			if (answer === 'done') await sessions.endAll(userId);
			return answer;
		}
	};
}
