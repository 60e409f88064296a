import { requireMember } from './guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('gatehouse:home');
	const { workspaceId } = requireMember(event, 'home:read');
	return { attention: await event.locals.app.attention(workspaceId) };
};
