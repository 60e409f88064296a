/** One incident as the team sees it: with who wrote what, what only the team knows, and what forms start from. */
import type { Incident, IncidentUpdate } from '$lib/domain/incident';
import { renderMarkdown } from '$lib/markdown';
import type { Roster } from '$lib/server/roster';
import { localOf } from '$lib/server/web/local-time';

export type IncidentTold = ReturnType<typeof tellIncident>;
export type UpdateTold = IncidentTold['updates'][number];

export function tellIncident(incident: Incident, roster: Roster, timeZone: string) {
	const known = new Map(roster.facts.components.map((one) => [one.id, one]));
	const claims = incident.components.flatMap(({ componentId, status }) => {
		const component = known.get(componentId);
		return component ? [{ key: component.key, name: component.name, status }] : [];
	});
	return {
		id: incident.id,
		title: incident.title,
		impact: incident.impact,
		status: incident.status,
		isDraft: incident.isDraft,
		/** Still followed by the machine. */
		isFollowed: incident.isAutomatic && incident.touchedAt === null,
		startedAt: incident.startedAt,
		startedAtLocal: localOf(incident.startedAt, timeZone),
		resolvedAt: incident.resolvedAt,
		version: incident.version,
		claims,
		postmortem: incident.postmortem,
		postmortemAt: incident.postmortemAt,
		updates: incident.updates.map((update) => tellUpdate(update, timeZone))
	};
}

function tellUpdate(update: IncidentUpdate, timeZone: string) {
	return {
		id: update.id,
		status: update.status,
		message: update.message,
		html: renderMarkdown(update.message, 3),
		at: update.displayAt,
		atLocal: localOf(update.displayAt, timeZone),
		editedAt: update.editedAt,
		author: update.isAutomatic ? null : (update.authorId ?? 'somebody'),
		wasTold: update.shouldNotify,
		changes: update.components.map(({ name, from, to }) => ({ name, from, to }))
	};
}
