/** Archives what the config file names no longer, in one statement however much it names. SQLite's own words, kept here. */
import type { Db } from '../database.ts';
import { Prisma } from '../generated/prisma/client.ts';

/** The tables whose rows have a key, may be managed by the config file, and are archived rather than deleted. */
export type KeyedTable = 'ComponentGroup' | 'Component' | 'Monitor' | 'MaintenanceWindow' | 'Channel';

/** Archives the managed rows of a workspace whose key is not among `keys`. */
export async function archiveManagedExcept(
	db: Db,
	table: KeyedTable,
	workspaceId: string,
	keys: readonly string[],
	now: number
): Promise<void> {
	await db.$executeRaw`
		UPDATE ${Prisma.raw(`"${table}"`)} SET "archivedAt" = ${now}
		WHERE "workspaceId" = ${workspaceId} AND "managed" AND "archivedAt" IS NULL
			AND "key" NOT IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`;
}

/** Leaves everything of a workspace that a config file managed to the people: there is no file any more. */
export async function releaseManaged(db: Db, workspaceId: string): Promise<void> {
	const where = { workspaceId, managed: true };
	const data = { managed: false };
	await db.statusPage.updateMany({ where, data });
	await db.componentGroup.updateMany({ where, data });
	await db.component.updateMany({ where, data });
	await db.monitor.updateMany({ where, data });
	await db.maintenanceWindow.updateMany({ where, data });
	await db.channel.updateMany({ where, data });
}

/** Which of some keys the config file manages, as `monitor shop`. */
export async function managedKeys(
	db: Db,
	workspaceId: string,
	keys: Record<KeyedTable, readonly string[]>
): Promise<string[]> {
	const where = (table: KeyedTable) => {
		return {
			where: { workspaceId, managed: true, archivedAt: null, key: { in: [...keys[table]] } },
			select: { key: true }
		};
	};
	const found = {
		group: await db.componentGroup.findMany(where('ComponentGroup')),
		monitor: await db.monitor.findMany(where('Monitor')),
		component: await db.component.findMany(where('Component')),
		channel: await db.channel.findMany(where('Channel')),
		'maintenance window': await db.maintenanceWindow.findMany(where('MaintenanceWindow'))
	};
	return Object.entries(found).flatMap(([noun, rows]) => rows.map(({ key }) => `the ${noun} "${key}"`));
}
