/** A workspace for somebody new: its own page, its own limits, nothing shared with the one that is there from the start. */
import type { Db } from '../database.ts';
import * as statusPages from '../stores/status-pages.ts';
import * as workspaces from '../stores/workspaces.ts';
import * as memberships from './memberships.ts';

/** @returns the id of the workspace, which the person owns */
export async function openWorkspace(
	tx: Db,
	person: { id: string; name: string },
	newId: () => string,
	now: number
): Promise<string> {
	const id = newId();
	await workspaces.create(tx, { id, name: person.name }, now);
	await statusPages.create(tx, id, { id: newId(), slug: id, title: `${person.name} Status` }, now);
	await memberships.put(tx, id, person.id, 'owner', now);
	return id;
}
