/** Maintenance in Statuspage's form: each occurrence of a window is a scheduled maintenance of its own. */
import type { OccurrenceStatus } from '../../../domain/maintenance.ts';
import type { MaintenanceView, PageSnapshot } from '../../../domain/snapshot.ts';
import type { ComponentDocument } from './component.ts';
import { instant, instantOrNull } from './instant.ts';
import { updateDocuments, type Said, type UpdateDocument } from './update.ts';

export interface MaintenanceDocument {
	id: string;
	name: string;
	status: OccurrenceStatus;
	created_at: string;
	updated_at: string;
	monitoring_at: null;
	resolved_at: string | null;
	impact: 'maintenance';
	/** The occurrence's page. */
	shortlink: string;
	started_at: string;
	page_id: string;
	/** Newest first, the announcement last. */
	incident_updates: UpdateDocument[];
	/** The affected components as they are now. */
	components: ComponentDocument[];
	scheduled_for: string;
	scheduled_until: string;
	reminder_intervals: null;
}

/** @param components what the page shows, by id */
export function maintenanceDocument(
	maintenance: MaintenanceView,
	page: PageSnapshot['page'],
	components: ReadonlyMap<string, ComponentDocument>
): MaintenanceDocument {
	const { id, status, startsAt, endsAt } = maintenance;
	const said = [...maintenance.updates.map(saidIn), ...announcementOf(maintenance)];
	return {
		id,
		name: maintenance.title,
		status,
		created_at: instant(maintenance.createdAt),
		updated_at: instant(maintenance.updatedAt),
		monitoring_at: null,
		resolved_at: instantOrNull(status === 'completed' ? completedAt(maintenance) : null),
		impact: 'maintenance',
		shortlink: `${page.url}/maintenance/${encodeURIComponent(id)}`,
		started_at: instant(startsAt),
		page_id: page.id,
		incident_updates: updateDocuments(id, said),
		components: maintenance.components.flatMap((one) => components.get(one.id) ?? []),
		scheduled_for: instant(startsAt),
		scheduled_until: instant(endsAt),
		reminder_intervals: null
	};
}

function completedAt({ updates, endsAt }: MaintenanceView): number {
	return updates.find(({ status }) => status === 'completed')?.displayAt ?? endsAt;
}

function saidIn({ id, status, message, displayAt }: MaintenanceView['updates'][number]): Said {
	return { id, status, body: message, createdAt: displayAt, updatedAt: displayAt, displayAt, affected: [] };
}

/** Statuspage's first update is the announcement; ours is the text of the window. */
function announcementOf({ id, message, createdAt, updates }: MaintenanceView): Said[] {
	if (message === '' || updates.some(({ status }) => status === 'scheduled')) return [];
	const times = { createdAt, updatedAt: createdAt, displayAt: createdAt };
	return [{ id: `${id}-announcement`, status: 'scheduled', body: message, ...times, affected: [] }];
}
