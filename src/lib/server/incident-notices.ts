/** What subscribers are owed of an incident, in the transaction of the change: nothing while the public may not know of it. */
import type { Incident } from '../domain/incident.ts';
import type { PublicNotice } from '../domain/notice.ts';
import type { Db } from './database.ts';
import { audienceOf } from './published.ts';
import type { Roster } from './roster.ts';
import * as notices from './stores/notices.ts';

export interface IncidentOccasion {
	document: Extract<PublicNotice, { incidentId: string }>;
	at: number;
	/** Only who has not heard of this incident yet, such as who follows a component that has just joined it. */
	isForNewcomers?: boolean;
}

export async function oweOfIncident(
	tx: Db,
	roster: Roster,
	incident: Incident,
	{ document, at, isForNewcomers = false }: IncidentOccasion
): Promise<void> {
	const componentIds = audienceOf(roster, incident);
	if (componentIds === null) return;
	const what = document.kind === 'postmortem' ? 'postmortem' : document.updateId;
	await notices.oweToSubscribers(tx, {
		workspaceId: incident.workspaceId,
		pageId: incident.pageId,
		event: `incident:${incident.id}:${what}`,
		document,
		componentIds,
		...(isForNewcomers ? { unlessToldOf: `incident:${incident.id}:` } : {}),
		at
	});
}
