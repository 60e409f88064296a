/** What the page of one incident shows beyond the snapshot: the hours of its trouble, and where one that was merged is told. */
import type { IncidentDetail } from '../domain/incident-detail.ts';
import type { IncidentView, PageSnapshot } from '../domain/snapshot.ts';
import { hourlyOf } from './component-detail.ts';
import type { Db } from './database.ts';
import type { Roster } from './roster.ts';
import * as incidents from './stores/incidents.ts';

const HOUR_MS = 3_600_000;
/** What was usual before and after, so that the trouble stands out. */
const AROUND_MS = 3 * HOUR_MS;
/** Longer trouble is not told by the hour. */
const AT_MOST_MS = 7 * 24 * HOUR_MS;
/** More charts than that tell less. */
const CHARTS = 4;

/** Null for an incident that the page does not show and that is part of none it shows. */
export async function incidentDetail(
	db: Db,
	roster: Roster,
	snapshot: PageSnapshot,
	id: string
): Promise<IncidentDetail | null> {
	const incident = snapshot.incidents.find((one) => one.id === id);
	if (incident) return { incident, movedTo: null, charts: await chartsOf(db, roster, incident) };
	const movedTo = await incidents.mergedInto(db, id);
	const isShown = snapshot.incidents.some((one) => one.id === movedTo);
	return isShown && movedTo !== null ? { incident: null, movedTo, charts: [] } : null;
}

/** The measured hours belong to the postmortem: until then nobody has looked at what they say. */
async function chartsOf(db: Db, roster: Roster, incident: IncidentView): Promise<IncidentDetail['charts']> {
	const { startedAt, resolvedAt, postmortemAt, components } = incident;
	if (postmortemAt === null || resolvedAt === null) return [];
	const from = startedAt - AROUND_MS;
	const to = Math.min(resolvedAt + AROUND_MS, from + AT_MOST_MS);
	const monitorIds = new Map(roster.facts.components.map((one) => [one.id, one.monitorIds]));
	const charts = await Promise.all(
		components.slice(0, CHARTS).map(async ({ id, key, name }) => {
			return { key, name, points: await hourlyOf(db, monitorIds.get(id) ?? [], from, to) };
		})
	);
	return charts.filter(({ points }) => points.length > 1);
}
