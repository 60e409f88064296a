/** Who is due, and who takes it: SQLite's own words for the outbox, kept here. Rows are ordered as they came to be owed (rowid). */
import type { Db } from '../database.ts';

/** Channels to which something is due and nobody is delivering anything at the moment. */
export async function dueChannels(db: Db, now: number): Promise<string[]> {
	const rows = await db.$queryRaw<{ channelId: string }[]>`
		SELECT DISTINCT n."channelId" AS "channelId" FROM "Notice" n
		WHERE n."channelId" IS NOT NULL
			AND ((n."state" = 'owed' AND n."nextAttemptAt" <= ${now})
				OR (n."state" = 'claimed' AND n."claimedUntil" <= ${now}))
			AND NOT EXISTS (SELECT 1 FROM "Notice" c
				WHERE c."recipient" = n."recipient" AND c."state" = 'claimed' AND c."claimedUntil" > ${now})`;
	return rows.map(({ channelId }) => channelId);
}

/** Notices due to subscribers of a kind of whom nothing older is owed: at most one for each of them. */
export async function dueToSubscribers(
	db: Db,
	kind: string,
	now: number,
	limit: number
): Promise<{ id: string }[]> {
	return db.$queryRaw<{ id: string }[]>`
		SELECT n."id" AS "id" FROM "Notice" n JOIN "Subscriber" s ON s."id" = n."subscriberId"
		WHERE s."kind" = ${kind}
			AND ((n."state" = 'owed' AND n."nextAttemptAt" <= ${now})
				OR (n."state" = 'claimed' AND n."claimedUntil" <= ${now}))
			AND NOT EXISTS (SELECT 1 FROM "Notice" o
				WHERE o."recipient" = n."recipient" AND o."state" IN ('owed', 'claimed') AND o.rowid < n.rowid)
		LIMIT ${limit}`;
}

/** When the next attempt falls due, epoch milliseconds; null while nothing is owed. */
export async function nextDueAt(db: Db): Promise<number | null> {
	const [row] = await db.$queryRaw<{ at: number | bigint | null }[]>`
		SELECT MIN("at") AS "at" FROM (
			SELECT n."nextAttemptAt" + 0 AS "at" FROM "Notice" n WHERE n."state" = 'owed'
				AND (n."channelId" IS NOT NULL OR NOT EXISTS (SELECT 1 FROM "Notice" o
					WHERE o."recipient" = n."recipient" AND o."state" IN ('owed', 'claimed') AND o.rowid < n.rowid))
			UNION ALL
			SELECT "claimedUntil" + 0 FROM "Notice" WHERE "state" = 'claimed')`;
	return row?.at === null || row?.at === undefined ? null : Number(row.at);
}

/**
 * Takes notices for one attempt, by comparing and setting: those that somebody else holds are left out.
 * @returns the ids of those taken
 */
export async function claim(
	db: Db,
	ids: readonly string[],
	until: number,
	now: number
): Promise<Set<string>> {
	const rows = await db.$queryRaw<{ id: string }[]>`
		UPDATE "Notice" SET "state" = 'claimed', "claimedUntil" = ${until}
		WHERE "id" IN (SELECT value FROM json_each(${JSON.stringify(ids)}))
			AND ("state" = 'owed' OR ("state" = 'claimed' AND "claimedUntil" <= ${now}))
		RETURNING "id"`;
	return new Set(rows.map(({ id }) => id));
}

/** The ids owed to a channel, oldest first, among them those of an attempt that nobody finished. */
export async function owedToChannel(
	db: Db,
	channelId: string,
	limit: number
): Promise<{ id: string; isClaimed: boolean }[]> {
	const rows = await db.$queryRaw<{ id: string; state: string }[]>`
		SELECT "id", "state" FROM "Notice"
		WHERE "recipient" = ${`channel:${channelId}`} AND "state" IN ('owed', 'claimed')
		ORDER BY rowid LIMIT ${limit}`;
	return rows.map(({ id, state }) => ({ id, isClaimed: state === 'claimed' }));
}
