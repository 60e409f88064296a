import { place } from '../place';
import { requireMember } from './guard';
import { composerFor, navigationFor } from './navigation';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	const member = requireMember(event, 'account:read');
	const { app } = event.locals;
	const root = place(event, '/admin');
	const page = app.roster().facts.pages.find(({ workspaceId }) => workspaceId === member.workspaceId);
	const workspaces = await app.auth.team.workspacesOf(member.userId);
	return {
		member: { name: member.name, email: member.email, role: member.role, workspaceId: member.workspaceId },
		workspaces: workspaces.map(({ workspaceId, workspaceName }) => ({
			id: workspaceId,
			name: workspaceName
		})),
		navigation: navigationFor(member, root),
		composer: composerFor(member, root),
		site: {
			title: page?.title ?? 'Gatehouse',
			timeZone: page?.timeZone ?? 'UTC',
			locale: page?.locale ?? 'en'
		}
	};
};
