/** Reads what people said about trouble into memory, of every workspace, so that a visit asks no database. */
import type { Incident } from '../domain/incident.ts';
import type { Outage } from '../domain/outage.ts';
import type { Db } from './database.ts';
import * as incidents from './stores/incidents.ts';
import * as outages from './stores/outages.ts';
import * as workspaces from './stores/workspaces.ts';

/** Incidents a workspace keeps in memory; more than the archive of a busy decade. */
const INCIDENTS_KEPT = 2_000;
/** SQLite takes so many values in one question, and then some. */
const ASKED_AT_ONCE = 5_000;

/** Newest first within a workspace, drafts included. */
export async function loadIncidents(db: Db): Promise<Incident[]> {
	const all = await workspaces.list(db);
	return (await Promise.all(all.map(({ id }) => incidents.list(db, id, INCIDENTS_KEPT)))).flat();
}

/** The outages that these incidents tell of, by incident. */
export async function loadTold(db: Db, known: readonly Incident[]): Promise<Map<string, Outage[]>> {
	const told = new Map<string, Outage[]>();
	for (let from = 0; from < known.length; from += ASKED_AT_ONCE) {
		const ids = known.slice(from, from + ASKED_AT_ONCE).map(({ id }) => id);
		for (const [id, ofOne] of await outages.ofIncidents(db, ids)) told.set(id, ofOne);
	}
	return told;
}
