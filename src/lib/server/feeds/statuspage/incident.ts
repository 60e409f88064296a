/** Incidents in Statuspage's form: a published postmortem is the last of their updates. */
import type { Impact, IncidentStatus } from '../../../domain/incident.ts';
import type { IncidentView, PageSnapshot, UpdateView } from '../../../domain/snapshot.ts';
import type { ComponentDocument } from './component.ts';
import { instant, instantOrNull } from './instant.ts';
import { updateDocuments, type Said, type UpdateDocument } from './update.ts';

export interface IncidentDocument {
	id: string;
	name: string;
	status: IncidentStatus;
	created_at: string;
	updated_at: string;
	monitoring_at: string | null;
	resolved_at: string | null;
	impact: Impact;
	/** The incident's page. */
	shortlink: string;
	started_at: string;
	page_id: string;
	/** Newest first. */
	incident_updates: UpdateDocument[];
	/** The affected components as they are now. */
	components: ComponentDocument[];
	reminder_intervals: null;
}

/** @param components what the page shows, by id */
export function incidentDocument(
	incident: IncidentView,
	page: PageSnapshot['page'],
	components: ReadonlyMap<string, ComponentDocument>
): IncidentDocument {
	const monitoring = incident.updates.find(({ status }) => status === 'monitoring');
	return {
		id: incident.id,
		name: incident.title,
		status: incident.status,
		created_at: instant(incident.createdAt),
		updated_at: instant(incident.updatedAt),
		monitoring_at: instantOrNull(monitoring?.displayAt ?? null),
		resolved_at: instantOrNull(incident.resolvedAt),
		impact: incident.impact,
		shortlink: `${page.url}/incidents/${encodeURIComponent(incident.id)}`,
		started_at: instant(incident.startedAt),
		page_id: page.id,
		incident_updates: updateDocuments(incident.id, [
			...postmortemOf(incident),
			...incident.updates.map(saidIn)
		]),
		components: incident.components.flatMap(({ id }) => components.get(id) ?? []),
		reminder_intervals: null
	};
}

function saidIn(update: UpdateView): Said {
	return {
		id: update.id,
		status: update.status,
		body: update.message,
		createdAt: update.createdAt,
		updatedAt: update.editedAt ?? update.createdAt,
		displayAt: update.displayAt,
		affected: update.components.map(({ id, name, from, to }) => ({
			code: id,
			name,
			old_status: from,
			new_status: to
		}))
	};
}

function postmortemOf({ id, postmortem, postmortemAt, updates }: IncidentView): Said[] {
	if (postmortem === null || postmortemAt === null) return [];
	if (updates.some(({ status }) => status === 'postmortem')) return [];
	const times = { createdAt: postmortemAt, updatedAt: postmortemAt, displayAt: postmortemAt };
	return [{ id: `${id}-postmortem`, status: 'postmortem', body: postmortem, ...times, affected: [] }];
}
