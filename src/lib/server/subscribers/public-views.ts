/**
 * What a notice tells of, read from the store at the time it is sent: a change and its notices are one transaction, and the
 * page in memory may learn of it a moment later. What the public may not know of is not there.
 */
import type { IncidentView, MaintenanceView, PageSnapshot } from '../../domain/snapshot.ts';
import type { Database } from '../database.ts';
import { publishedOf } from '../published.ts';
import type { Roster } from '../roster.ts';
import { incidentView, maintenanceView } from '../event-views.ts';
import * as incidents from '../stores/incidents.ts';
import * as occurrences from '../stores/occurrences.ts';
import * as outages from '../stores/outages.ts';
import * as windows from '../stores/windows.ts';
import type { Watch } from '../watchdog/watch.ts';

export interface PublicViews {
	page(pageId: string): PageSnapshot | null;
	incident(workspaceId: string, id: string): Promise<IncidentView | null>;
	/** Also one that is called off. */
	maintenance(workspaceId: string, occurrenceId: string): Promise<MaintenanceView | null>;
}

export function createPublicViews(house: {
	database: Pick<Database, 'client'>;
	roster: () => Roster;
	watches: () => ReadonlyMap<number, Watch>;
	page: (pageId: string) => PageSnapshot | null;
}): PublicViews {
	const db = house.database.client;
	return {
		page: house.page,
		async incident(workspaceId, id) {
			const incident = await incidents.get(db, workspaceId, id);
			if (!incident) return null;
			const shown = house.roster().publicComponents(incident.pageId);
			if (!publishedOf(house.roster(), shown)(incident)) return null;
			const told = await outages.ofIncidents(db, [id]);
			return incidentView(incident, shown, { told, watches: house.watches() });
		},
		async maintenance(workspaceId, occurrenceId) {
			const occurrence = await occurrences.find(db, workspaceId, { id: occurrenceId });
			const window = occurrence && (await windows.find(db, workspaceId, occurrence.windowId));
			return window
				? maintenanceView(window, occurrence, house.roster().publicComponents(window.pageId))
				: null;
		}
	};
}
