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
