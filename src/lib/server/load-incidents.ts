/** Reads what people said about trouble into memory, of every workspace, so that a visit asks no database. */
import type { Incident } from '../domain/incident.ts';
import type { Db } from './database.ts';
import * as incidents from './stores/incidents.ts';
import * as workspaces from './stores/workspaces.ts';

/** Incidents a workspace keeps in memory; more than the archive of a busy decade. */
const INCIDENTS_KEPT = 2_000;

/** Newest first within a workspace, drafts included. */
export async function loadIncidents(db: Db): Promise<Incident[]> {
	const all = await workspaces.list(db);
	return (await Promise.all(all.map(({ id }) => incidents.list(db, id, INCIDENTS_KEPT)))).flat();
}
