/** Response times by hour and by calendar day: what charts read. */
import { decodeBuckets, type LatencyRollup } from '../../domain/latency.ts';
import type { Db } from '../database.ts';

export interface Period {
	/** The hour's start in epoch milliseconds, or the day's name. */
	period: number | string;
	rollup: LatencyRollup;
}

type Row = Omit<LatencyRollup, 'buckets'> & { buckets: string };

/** The hours of a monitor that begin in [from, to), oldest first. */
export async function hours(db: Db, monitorId: number, from: number, to: number): Promise<Period[]> {
	const rows = await db.hourRollup.findMany({
		where: { monitorId, hour: { gte: new Date(from), lt: new Date(to) } },
		orderBy: { hour: 'asc' }
	});
	return rows.map((row) => ({ period: row.hour.getTime(), rollup: toRollup(row) }));
}

/** The days of a monitor from `first` to `last`, both included, oldest first. */
export async function days(db: Db, monitorId: number, first: string, last: string): Promise<Period[]> {
	const rows = await db.dayRollup.findMany({
		where: { monitorId, day: { gte: first, lte: last } },
		orderBy: { day: 'asc' }
	});
	return rows.map((row) => ({ period: row.day, rollup: toRollup(row) }));
}

/** What is stored of some periods, by `monitorId period`. */
export async function find(
	db: Db,
	wanted: readonly { monitorId: number; period: number | string }[]
): Promise<Map<string, LatencyRollup>> {
	const monitorIds = [...new Set(wanted.map(({ monitorId }) => monitorId))];
	const hoursWanted = [
		...new Set(wanted.flatMap(({ period }) => (typeof period === 'number' ? [period] : [])))
	];
	const daysWanted = [
		...new Set(wanted.flatMap(({ period }) => (typeof period === 'string' ? [period] : [])))
	];
	const inHours = await db.hourRollup.findMany({
		where: { hour: { in: hoursWanted.map((hour) => new Date(hour)) }, monitorId: { in: monitorIds } }
	});
	const inDays = await db.dayRollup.findMany({
		where: { day: { in: daysWanted }, monitorId: { in: monitorIds } }
	});
	return new Map([
		...inHours.map((row): [string, LatencyRollup] => [
			`${row.monitorId} ${row.hour.getTime()}`,
			toRollup(row)
		]),
		...inDays.map((row): [string, LatencyRollup] => [`${row.monitorId} ${row.day}`, toRollup(row)])
	]);
}

function toRollup({
	checks,
	failures,
	answered,
	totalMs,
	fastestMs,
	slowestMs,
	buckets
}: Row): LatencyRollup {
	return { checks, failures, answered, totalMs, fastestMs, slowestMs, buckets: decodeBuckets(buckets) };
}
