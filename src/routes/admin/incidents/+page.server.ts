import { actorMay } from '$lib/domain/actor';
import * as incidents from '$lib/server/stores/incidents';
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { place } from '../../place';
import { requireMember } from '../guard';
import { carryOut } from './read-typed';
import { rowOf } from './rows';
import type { Actions, PageServerLoad } from './$types';

const ON_A_PAGE = 20;
/** More than anybody has open at once. */
const AT_HAND = 100;

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'incidents:read');
	const { client } = event.locals.app.database;
	const query = event.url.searchParams;
	const text = (query.get('q') ?? '').trim().slice(0, 100);
	const page = Math.max(1, Math.min(10_000, Math.trunc(Number(query.get('page')) || 1)));
	const offset = (page - 1) * ON_A_PAGE;
	const find = (state: incidents.IncidentState, limit: number, skipped = 0) =>
		incidents.search(client, member.workspaceId, { state, text, limit, offset: skipped });
	const [open, drafts, past] = [
		await find('open', AT_HAND),
		await find('draft', AT_HAND),
		await find('past', ON_A_PAGE, offset)
	];
	return {
		text,
		page,
		pages: Math.max(1, Math.ceil(past.total / ON_A_PAGE)),
		open: open.incidents.map(rowOf),
		drafts: drafts.incidents.map(rowOf),
		past: past.incidents.map(rowOf),
		discarded: query.get('discarded'),
		mayWrite: actorMay(member, 'incidents:write')
	};
};

export const actions: Actions = {
	async restore(event) {
		const { done, failure } = await carryOut(event, {
			schema: z.object({ id: z.string().max(64) }),
			input: ({ id }) => ({ id }),
			act: (trace, { id }) => event.locals.app.desk.incidents.restore(trace, id)
		});
		if (failure) return failure;
		redirect(303, `${place(event, '/admin/incidents')}/${done.id}`);
	}
};
