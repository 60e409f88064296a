import { actorMay } from '$lib/domain/actor';
import { requireMember } from './guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('gatehouse:home');
	const member = requireMember(event, 'home:read');
	return {
		attention: await event.locals.app.attention(member.workspaceId),
		mayOpenNotices: actorMay(member, 'notices:read')
	};
};
