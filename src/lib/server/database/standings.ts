/**
 * Where many monitors stand, in a handful of statements: after a start or a lost network all of them change at once. SQLite's
 * own words, as in bulk.ts.
 */
import type { Db } from '../database.ts';
import type { Stretch } from '../../domain/stretch.ts';

export interface StateRow {
	monitorId: number;
	/** What is null in it is stored as nothing. */
	state: {
		standing: object;
		lastCheckAt: number | null;
		lastGood: object | null;
		warnings: object;
		firstFailure: object | null;
	};
}

/** Stores the state of each monitor in place of the one before; one row a monitor. */
export async function saveStates(db: Db, rows: readonly StateRow[]): Promise<void> {
	const json = JSON.stringify(
		rows.map(({ monitorId, state: { standing, lastCheckAt, lastGood, warnings, firstFailure } }) => [
			monitorId,
			standing,
			lastCheckAt,
			lastGood,
			warnings,
			firstFailure
		])
	);
	await db.$executeRaw`
		INSERT INTO "MonitorState" ("monitorId", "standing", "lastCheckAt", "lastGood", "warnings", "firstFailure")
		SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
		FROM json_each(${json}) WHERE true
		ON CONFLICT ("monitorId") DO UPDATE SET "standing" = excluded."standing",
			"lastCheckAt" = excluded."lastCheckAt", "lastGood" = excluded."lastGood",
			"warnings" = excluded."warnings", "firstFailure" = excluded."firstFailure"`;
}

/** Begins a stretch of each monitor, in place of what began then or later; the one before it ends. One row a monitor. */
export async function beginStretches(
	db: Db,
	rows: readonly ({ monitorId: number } & Pick<Stretch, 'verdict' | 'startedAt'>)[]
): Promise<void> {
	const json = JSON.stringify(
		rows.map(({ monitorId, verdict, startedAt }) => [monitorId, verdict, startedAt])
	);
	await db.$executeRaw`
		DELETE FROM "Stretch" WHERE "id" IN (
			SELECT s."id" FROM json_each(${json}) AS next
			JOIN "Stretch" AS s ON s."monitorId" = next.value ->> 0 AND s."startedAt" >= next.value ->> 2)`;
	await db.$executeRaw`
		UPDATE "Stretch" SET "endedAt" = next.value ->> 2
		FROM json_each(${json}) AS next
		WHERE ("Stretch"."endedAt" IS NULL OR "Stretch"."endedAt" > next.value ->> 2)
			AND "Stretch"."monitorId" = next.value ->> 0 AND "Stretch"."startedAt" = (
			SELECT max("startedAt") FROM "Stretch" WHERE "monitorId" = next.value ->> 0)`;
	await db.$executeRaw`
		INSERT INTO "Stretch" ("monitorId", "verdict", "startedAt")
		SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(${json})`;
}
