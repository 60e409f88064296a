import { actorMay } from '$lib/domain/actor';
import { error } from '@sveltejs/kit';
import { requireMember } from '../../guard';
import { choicesOf } from '../choices';
import { preview } from '../plan-acts';
import { cancelWindow, changeWindow, end, extend, move, restore, say, skip, start } from './acts';
import { windowView } from './window-view';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'maintenance:read');
	const { app } = event.locals;
	const { site } = await event.parent();
	const roster = app.roster();
	const window = roster.facts.windows.find(
		({ id, workspaceId }) => id === event.params.id && workspaceId === member.workspaceId
	);
	if (!window) error(404, 'There is no such maintenance window.');
	const view = windowView(window, roster, site.locale, app.clock.now());
	return {
		...view,
		mayWrite: actorMay(member, 'maintenance:write') && window.archivedAt === null,
		choices: choicesOf(roster, member.workspaceId, view.values.notify_before)
	};
};

export const actions: Actions = {
	preview,
	change: changeWindow,
	cancel: cancelWindow,
	move,
	skip,
	restore,
	start,
	extend,
	end,
	say
};
