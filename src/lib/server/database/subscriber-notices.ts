/** What concerns many subscribers, or says nothing of which ones, in one statement: SQLite's own words, kept here. */
import type { Db } from '../database.ts';

/**
 * Replaces what a subscriber follows as long as it has not confirmed. Whether it has is decided inside the statements, so
 * that they are the same for everybody who asks.
 */
export async function followWhileWaiting(db: Db, id: string, componentIds: readonly string[]): Promise<void> {
	await db.$executeRaw`
		DELETE FROM "SubscriberComponent" WHERE "subscriberId" IN
			(SELECT s."id" FROM "Subscriber" s WHERE s."id" = ${id} AND s."confirmedAt" IS NULL)`;
	await db.$executeRaw`
		INSERT INTO "SubscriberComponent" ("subscriberId", "componentId")
		SELECT s."id", c.value FROM "Subscriber" s, json_each(${JSON.stringify(componentIds)}) c
		WHERE s."id" = ${id} AND s."confirmedAt" IS NULL`;
}

/** A notice's id is what happened and to whom it is owed, so that a second attempt to owe it changes nothing. */
export async function insertForSubscribers(
	db: Db,
	occasion: {
		workspaceId: string;
		pageId: string;
		event: string;
		document: { kind: string };
		componentIds: readonly string[];
		/** The beginning of events. */
		unlessToldOf?: string;
		at: number;
	}
): Promise<void> {
	const { workspaceId, pageId, event, document, componentIds, unlessToldOf = '', at } = occasion;
	// what is for machines alone is told to no person
	const kinds = document.kind === 'component' ? ['webhook'] : ['webhook', 'email'];
	await db.$executeRaw`
		INSERT OR IGNORE INTO "Notice" ("id", "workspaceId", "event", "recipient", "subscriberId", "document", "state",
			"attempts", "createdAt", "nextAttemptAt")
		SELECT ${event} || ':' || s."id", s."workspaceId", ${event}, 'subscriber:' || s."id", s."id",
			${JSON.stringify(document)}, 'owed', 0, ${at}, ${at}
		FROM "Subscriber" s
		WHERE s."workspaceId" = ${workspaceId} AND s."pageId" = ${pageId}
			AND s."confirmedAt" IS NOT NULL AND s."stoppedAt" IS NULL
			AND s."kind" IN (SELECT value FROM json_each(${JSON.stringify(kinds)}))
			AND (${unlessToldOf} = '' OR NOT EXISTS (SELECT 1 FROM "Notice" n WHERE n."recipient" = 'subscriber:' || s."id"
				AND substr(n."event", 1, length(${unlessToldOf})) = ${unlessToldOf}))
			AND (NOT EXISTS (SELECT 1 FROM "SubscriberComponent" c WHERE c."subscriberId" = s."id")
				OR EXISTS (SELECT 1 FROM "SubscriberComponent" c WHERE c."subscriberId" = s."id"
					AND c."componentId" IN (SELECT value FROM json_each(${JSON.stringify(componentIds)}))))`;
}
