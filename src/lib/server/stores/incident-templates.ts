/** The prepared words of a workspace for its incidents, kept as one setting. */
import { FIRST_TEMPLATES, type IncidentTemplate } from '../../domain/incident-template.ts';
import type { Db } from '../database.ts';

const NAME = 'incident-templates';

/** By name; the first ones until a workspace has its own. */
export async function list(db: Db, workspaceId: string): Promise<IncidentTemplate[]> {
	const row = await db.setting.findUnique({ where: { workspaceId_name: { workspaceId, name: NAME } } });
	const kept = row ? (row.value as unknown as IncidentTemplate[]) : [...FIRST_TEMPLATES];
	return kept.toSorted((a, b) => a.name.localeCompare(b.name));
}

export async function keep(
	db: Db,
	workspaceId: string,
	templates: readonly IncidentTemplate[],
	at: number
): Promise<void> {
	const written = { value: templates as unknown as object, updatedAt: new Date(at) };
	await db.setting.upsert({
		where: { workspaceId_name: { workspaceId, name: NAME } },
		create: { workspaceId, name: NAME, ...written },
		update: written
	});
}
