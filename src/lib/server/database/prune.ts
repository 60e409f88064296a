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

/**
 * Deletes notices that were sent or given up before those times, `limit` of them at most. Whoever was told of an outage or an
 * incident that is not over has to be known until it is, and so its notices stay.
 * @returns how many went
 */
export async function pruneNotices(
	db: Db,
	{ sentBefore, failedBefore }: { sentBefore: number; failedBefore: number },
	limit: number
): Promise<number> {
	// by workspace and age, which is an index (the plus keeps it from the one of states, in which most were sent)
	return db.$executeRaw`
		DELETE FROM "Notice" WHERE rowid IN (SELECT n.rowid FROM "Notice" n
			WHERE n."workspaceId" IN (SELECT "id" FROM "Workspace")
			AND n."createdAt" < ${Math.max(sentBefore, failedBefore)}
			AND ((+n."state" = 'sent' AND n."sentAt" < ${sentBefore})
				OR (+n."state" = 'failed' AND n."createdAt" < ${failedBefore}))
			AND NOT EXISTS (SELECT 1 FROM "Outage" o WHERE o."workspaceId" = n."workspaceId" AND o."endedAt" IS NULL
				AND substr(n."event", 1, length(o."id") + 8) = 'outage:' || o."id" || ':')
			AND NOT EXISTS (SELECT 1 FROM "Incident" i WHERE i."workspaceId" = n."workspaceId" AND i."resolvedAt" IS NULL
				AND substr(n."event", 1, length(i."id") + 10) = 'incident:' || i."id" || ':')
			LIMIT ${limit})`;
}
