import { actorMay } from '$lib/domain/actor';
import { mayGive, ROLE_MEANINGS, ROLES } from '$lib/domain/role';
import { requireMember } from '../guard';
import { changeRole, invite, remove, withdraw } from './acts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'members:read');
	const { auth, settings } = event.locals.app;
	return {
		me: member.userId,
		mayWrite: actorMay(member, 'members:write'),
		roles: ROLES.filter((role) => mayGive(member.role, role)),
		meanings: ROLES.map((role) => ({ role, meaning: ROLE_MEANINGS[role] })),
		maySendAway: settings.registration !== 'off' && member.isDefaultWorkspace && member.role === 'owner',
		colleagues: await auth.team.list(member.workspaceId),
		invitations: await auth.invitations.list(member.workspaceId)
	};
};

export const actions: Actions = { invite, withdraw, role: changeRole, remove };
