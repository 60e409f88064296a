/**
 * What concerns many monitors at once: a whole batch in one statement, from one JSON parameter. SQLite's own words, kept
 * here, since PostgreSQL says them otherwise.
 */
import { OUTCOMES, type CheckRow } from '../../domain/check.ts';
import { encodeBuckets, type LatencyRollup } from '../../domain/latency.ts';
import type { Db } from '../database.ts';

/** One period of one monitor: an hour by its start in epoch milliseconds, or a day by its name. */
export interface PeriodRow {
	monitorId: number;
	period: number | string;
	rollup: LatencyRollup;
}

/** Stores checks; one that is already there stays as it is. */
export async function insertChecks(db: Db, rows: readonly CheckRow[]): Promise<void> {
	const json = JSON.stringify(
		rows.map(({ monitorId, at, outcome, statusCode, durationMs, latenessMs, phases }) => [
			monitorId,
			at,
			OUTCOMES.indexOf(outcome),
			statusCode,
			Math.round(durationMs),
			rounded(phases.resolveMs),
			rounded(phases.connectMs),
			rounded(phases.tlsMs),
			rounded(phases.firstByteMs),
			rounded(phases.transferMs),
			Math.round(latenessMs)
		])
	);
	await db.$executeRaw`
		INSERT OR IGNORE INTO "Check" ("monitorId", "at", "outcome", "statusCode", "durationMs", "resolveMs", "connectMs",
			"tlsMs", "firstByteMs", "transferMs", "latenessMs")
		SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
			value ->> 7, value ->> 8, value ->> 9, value ->> 10
		FROM json_each(${json}) WHERE true`;
}

/** Stores each period whole, in place of what was stored of it before. */
export async function saveRollups(db: Db, rows: readonly PeriodRow[]): Promise<void> {
	const hours = rows.filter(({ period }) => typeof period === 'number').map(packed);
	const days = rows.filter(({ period }) => typeof period === 'string').map(packed);
	if (hours.length > 0) {
		await db.$executeRaw`
			INSERT OR REPLACE INTO "HourRollup" ("monitorId", "hour", "checks", "failures", "answered", "totalMs",
				"fastestMs", "slowestMs", "buckets")
			SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
				value ->> 8
			FROM json_each(${JSON.stringify(hours)}) WHERE true`;
	}
	if (days.length > 0) {
		await db.$executeRaw`
			INSERT OR REPLACE INTO "DayRollup" ("monitorId", "day", "checks", "failures", "answered", "totalMs",
				"fastestMs", "slowestMs", "buckets")
			SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
				value ->> 8
			FROM json_each(${JSON.stringify(days)}) WHERE true`;
	}
}

/** When each monitor was last checked: one index seek each, however many checks there are. */
export async function newestChecks(db: Db, monitorIds: readonly number[]): Promise<Map<number, number>> {
	const rows = await db.$queryRaw<{ id: bigint | number; at: bigint | number | null }[]>`
		SELECT value AS id, (SELECT CAST("at" AS INTEGER) FROM "Check" WHERE "monitorId" = value ORDER BY "at" DESC LIMIT 1) AS at
		FROM json_each(${JSON.stringify(monitorIds)})`;
	return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[Number(id), Number(at)]])));
}

/** A row of stretches as SQLite gives it; times in epoch milliseconds. */
interface StretchRow {
	monitorId: number;
	verdict: string;
	startedAt: number;
	endedAt: number | null;
}

/**
 * The stretches of each monitor that reach past `from`, oldest first. Stretches follow each other, so these are the last
 * one that began by then and what came after: one index seek each, however long the history.
 */
export async function stretchesSince(
	db: Db,
	monitorIds: readonly number[],
	from: number
): Promise<StretchRow[]> {
	const rows = await db.$queryRaw<Record<keyof StretchRow, string | number | bigint | null>[]>`
		SELECT s."monitorId", s."verdict", CAST(s."startedAt" AS INTEGER) AS "startedAt",
			CAST(s."endedAt" AS INTEGER) AS "endedAt"
		FROM json_each(${JSON.stringify(monitorIds)}) AS wanted
		JOIN "Stretch" AS s ON s."monitorId" = wanted.value AND s."startedAt" >= coalesce(
			(SELECT max("startedAt") FROM "Stretch" WHERE "monitorId" = wanted.value AND "startedAt" <= ${from}), ${from})
		WHERE s."endedAt" IS NULL OR s."endedAt" > ${from}
		ORDER BY wanted.value, s."startedAt"`;
	return rows.map(({ monitorId, verdict, startedAt, endedAt }) => ({
		monitorId: Number(monitorId),
		verdict: String(verdict),
		startedAt: Number(startedAt),
		endedAt: endedAt === null ? null : Number(endedAt)
	}));
}

function packed({ monitorId, period, rollup }: PeriodRow): (number | string)[] {
	const { checks, failures, answered, totalMs, fastestMs, slowestMs, buckets } = rollup;
	return [
		monitorId,
		period,
		checks,
		failures,
		answered,
		totalMs,
		fastestMs,
		slowestMs,
		encodeBuckets(buckets)
	];
}

function rounded(ms: number | null): number | null {
	return ms === null ? null : Math.round(ms);
}
