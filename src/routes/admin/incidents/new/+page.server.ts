import { composerInput } from '$lib/server/desk/incident-input';
import { Refusal } from '$lib/server/desk/refusal';
import * as incidents from '$lib/server/stores/incidents';
import { localOf } from '$lib/server/web/local-time';
import { error, redirect } from '@sveltejs/kit';
import { place } from '../../../place';
import { requireMember } from '../../guard';
import { choicesFor } from '../choices';
import { carryOut, timeZoneOf } from '../read-typed';
import { fillIn, openingIn } from '../typed';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { workspaceId } = requireMember(event, 'incidents:write');
	const { desk, roster, clock, database } = event.locals.app;
	const timeZone = timeZoneOf(event, workspaceId);
	const outage = event.url.searchParams.get('outage');
	const proposal = outage ? await desk.incidents.proposalFrom(workspaceId, outage) : null;
	if (outage && !proposal) error(404, 'There is no such outage.');
	const known = proposal?.incidentId
		? await incidents.get(database.client, workspaceId, proposal.incidentId)
		: null;
	const templates = await desk.incidentTemplates.list(workspaceId);
	const pages = roster().facts.pages.filter((page) => page.workspaceId === workspaceId);
	return {
		groups: choicesFor(roster(), workspaceId),
		pages: pages.map(({ slug, title }) => ({ slug, title })),
		templates,
		template: templates.find(({ id }) => id === event.url.searchParams.get('template')) ?? null,
		proposal: proposal && { ...proposal, startedAtLocal: localOf(proposal.startedAt, timeZone) },
		/** The incident that tells of this outage already. */
		known: known && { id: known.id, title: known.title },
		now: localOf(clock.now(), timeZone)
	};
};

export const actions: Actions = {
	async default(event) {
		const { workspaceId } = requireMember(event, 'incidents:write');
		const { desk, roster } = event.locals.app;
		const templates = await desk.incidentTemplates.list(workspaceId);
		const { done, failure } = await carryOut(event, {
			schema: composerInput,
			input: openingIn,
			act(trace, opening, fields) {
				const template = templates.find(({ id }) => id === fields['template']);
				const named = roster().facts.components.filter((one) => one.workspaceId === workspaceId);
				const names = named.filter(({ key }) => key in opening.components).map(({ name }) => name);
				const { filled, errors } = fillIn(opening, template, fields, names);
				if (Object.keys(errors).length > 0) {
					throw new Refusal('invalid', 'Fill in what the template leaves open.', errors);
				}
				return desk.incidents.open(trace, filled);
			}
		});
		if (failure) return failure;
		redirect(303, `${place(event, '/admin/incidents')}/${done.id}`);
	}
};
