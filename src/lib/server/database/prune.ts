/** Finds and deletes what is past its retention, a little at a time: SQLite's own way, kept here. */
import type { Db } from '../database.ts';

/**
 * The monitors that have checks, archived ones included: one index seek each, however many checks there are.
 */
export async function monitorsWithChecks(db: Db): Promise<number[]> {
	const rows = await db.$queryRaw<{ id: bigint | number }[]>`
		WITH RECURSIVE found(id) AS (
			SELECT min("monitorId") FROM "Check"
			UNION ALL
			SELECT (SELECT min("monitorId") FROM "Check" WHERE "monitorId" > id) FROM found WHERE id IS NOT NULL)
		SELECT id FROM found WHERE id IS NOT NULL`;
	return rows.map(({ id }) => Number(id));
}

/**
 * Deletes the oldest checks of a monitor that are older than `before`, `limit` of them at most, so that a large clean-up
 * never holds up the checks.
 * @returns how many went
 */
export async function pruneChecks(db: Db, monitorId: number, before: number, limit: number): Promise<number> {
	return db.$executeRaw`
		DELETE FROM "Check" WHERE "monitorId" = ${monitorId} AND "at" < ${before} AND "at" <= coalesce(
			(SELECT "at" FROM "Check" WHERE "monitorId" = ${monitorId} ORDER BY "at" LIMIT 1 OFFSET ${limit - 1}), ${before})`;
}

/**
 * Deletes hours that began before `before`, `limit` of them at most.
 * @returns how many went
 */
export async function pruneHours(db: Db, before: number, limit: number): Promise<number> {
	return db.$executeRaw`
		DELETE FROM "HourRollup" WHERE rowid IN (SELECT rowid FROM "HourRollup" WHERE "hour" < ${before} LIMIT ${limit})`;
}
