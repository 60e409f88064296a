import { actorMay } from '$lib/domain/actor';
import { audienceOf } from '$lib/server/published';
import * as edits from '$lib/server/stores/incident-edits';
import * as incidents from '$lib/server/stores/incidents';
import * as outages from '$lib/server/stores/outages';
import { error } from '@sveltejs/kit';
import { requireMember } from '../../guard';
import { choicesFor } from '../choices';
import { timeZoneOf } from '../read-typed';
import { correct, discard, edit, merge, note, postmortem, publish, update } from './acts';
import { tellIncident } from './incident-view';
import { postmortemFrom } from './postmortem-proposal';
import type { Actions, PageServerLoad } from './$types';

/** Others it could be merged into: the newest. */
const OTHERS = 30;

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'incidents:read');
	const { workspaceId } = member;
	const { app } = event.locals;
	const { client } = app.database;
	const incident = await incidents.get(client, workspaceId, event.params.id);
	if (!incident) error(404, 'There is no such incident.');
	const roster = app.roster();
	const timeZone = timeZoneOf(event, workspaceId);
	const attached = (await outages.ofIncidents(client, [incident.id])).get(incident.id) ?? [];
	const others = (await incidents.search(client, workspaceId, { limit: OTHERS })).incidents;
	return {
		incident: tellIncident(incident, roster, timeZone),
		postmortemProposal: await postmortemFrom(client, roster, incident, attached, timeZone),
		isPublic: audienceOf(roster, incident) !== null,
		notes: await edits.notesOf(client, workspaceId, incident.id),
		groups: choicesFor(roster, workspaceId, incident.pageId),
		outages: attached.map(({ id, monitorId, startedAt, endedAt, worst }) => {
			return {
				id,
				startedAt,
				endedAt,
				worst,
				name: roster.monitor(monitorId)?.name ?? 'A monitor that is gone'
			};
		}),
		others: others
			.filter((one) => one.id !== incident.id && one.pageId === incident.pageId)
			.map(({ id, title, startedAt, resolvedAt, isDraft }) => {
				return { id, title, startedAt, isOver: resolvedAt !== null, isDraft };
			}),
		mayWrite: actorMay(member, 'incidents:write')
	};
};

export const actions: Actions = { update, edit, correct, publish, postmortem, note, merge, discard };
