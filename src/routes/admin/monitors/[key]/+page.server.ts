import { actorMay } from '$lib/domain/actor';
import { monitorDetail } from '$lib/server/monitor-views';
import { attempt } from '$lib/server/web/form';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { place } from '../../../place';
import { requireMember, traceFor } from '../../guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('gatehouse:monitor');
	const member = requireMember(event, 'monitors:read');
	const { app } = event.locals;
	const facts = { watches: app.watches(), roster: app.roster(), now: app.clock.now() };
	const { workspaceId } = member;
	const monitor = await monitorDetail(app.database.client, facts, workspaceId, event.params.key);
	if (!monitor) error(404, 'There is no such monitor.');
	const { searchParams } = event.url;
	const said = searchParams.has('made') ? 'made' : searchParams.has('saved') ? 'saved' : null;
	return { now: facts.now, monitor, said, mayWrite: actorMay(member, 'monitors:write') };
};

type Desk = RequestEvent['locals']['app']['desk']['monitors'];

async function doIt(
	event: RequestEvent,
	act: (desk: Desk, key: string, ...trace: Parameters<typeof traceFor>) => Promise<void>,
	done: string
) {
	const member = requireMember(event, 'monitors:write');
	const { key = '' } = event.params;
	const answer = await attempt({}, () => act(event.locals.app.desk.monitors, key, event, member));
	return answer.failure ?? { done };
}

export const actions: Actions = {
	pause: (event) =>
		doIt(
			event,
			(desk, key, ...of) => desk.pause(traceFor(...of), [key]),
			'It is paused: nothing is known from now on.'
		),
	resume: (event) =>
		doIt(event, (desk, key, ...of) => desk.resume(traceFor(...of), [key]), 'It is watched again.'),
	check: (event) =>
		doIt(event, (desk, key, ...of) => desk.checkNow(traceFor(...of), key), 'It was checked just now.'),
	async archive(event) {
		const answer = await doIt(event, (desk, key, ...of) => desk.archive(traceFor(...of), [key]), '');
		if (!('done' in answer)) return answer;
		redirect(303, `${place(event, '/admin/monitors')}?archived=${event.params.key}`);
	}
};
