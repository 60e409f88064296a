import { byNeed, matchesFilter, MONITOR_STATES } from '$lib/domain/monitor-view';
import { actorMay } from '$lib/domain/actor';
import { choicesOf } from '$lib/server/desk/monitor-draft';
import { monitorViews } from '$lib/server/monitor-views';
import { requireMember } from '../guard';
import { archive, pause, restore, resume, tag } from './acts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN_AT_ONCE = 200;

export const load: PageServerLoad = (event) => {
	event.depends('gatehouse:monitors');
	const member = requireMember(event, 'monitors:read');
	const { app } = event.locals;
	const { searchParams } = event.url;
	const asked = searchParams.get('state') ?? '';
	const filter = {
		text: (searchParams.get('q') ?? '').slice(0, 100),
		state: MONITOR_STATES.find((state) => state === asked) ?? ('' as const),
		group: searchParams.get('group') ?? ''
	};
	const facts = { watches: app.watches(), roster: app.roster(), now: app.clock.now() };
	const all = monitorViews(facts, member.workspaceId);
	const found = all.filter((monitor) => matchesFilter(monitor, filter)).sort(byNeed);
	const isWhole = searchParams.has('whole');
	return {
		now: facts.now,
		filter,
		states: MONITOR_STATES,
		groups: choicesOf(app.roster(), member.workspaceId).groups.map(({ key, name }) => ({ key, name })),
		total: all.length,
		found: found.length,
		monitors: isWhole ? found : found.slice(0, SHOWN_AT_ONCE),
		mayWrite: actorMay(member, 'monitors:write'),
		archived: searchParams.get('archived')
	};
};

export const actions: Actions = {
	pause: (event) => pause(event),
	resume: (event) => resume(event),
	tag: (event) => tag(event),
	archive: (event) => archive(event),
	restore: (event) => restore(event)
};
