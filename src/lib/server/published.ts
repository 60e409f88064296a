/** Which incidents the public may know of: asked by what shows them and by what tells of them. */
import type { Incident } from '../domain/incident.ts';
import type { Roster } from './roster.ts';

/**
 * Whether the public may know of an incident of a page: one that concerns hidden components alone stays hidden with
 * them. Of components that are archived the roster knows nothing any more; the incident itself tells whether they were public.
 */
export function publishedOf(
	roster: Roster,
	shown: readonly { id: string }[]
): (incident: Pick<Incident, 'isDraft' | 'components'>) => boolean {
	const known = new Set(roster.facts.components.map(({ id }) => id));
	const visible = new Set(shown.map(({ id }) => id));
	return ({ isDraft, components }) =>
		!isDraft &&
		(components.length === 0 ||
			components.some(({ componentId, isPublic = false }) =>
				known.has(componentId) ? visible.has(componentId) : isPublic
			));
}

/** Whom among subscribers an incident concerns: the public components it names; null while nobody may know of it. */
export function audienceOf(roster: Roster, incident: Incident): string[] | null {
	const shown = roster.publicComponents(incident.pageId);
	if (!publishedOf(roster, shown)(incident)) return null;
	const named = new Set(incident.components.map(({ componentId }) => componentId));
	return shown.filter(({ id }) => named.has(id)).map(({ id }) => id);
}
