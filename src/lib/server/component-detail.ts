/** What the page of one component shows beyond the snapshot: response times from the roll-ups, and its outages. */
import { causeSentence } from '../domain/diagnosis/causes.ts';
import type { ComponentDetail, Point, Series } from '../domain/component-detail.ts';
import { dayOf, startOfDay } from '../domain/days.ts';
import { combine, empty, percentile, type LatencyRollup } from '../domain/latency.ts';
import type { PageSnapshot } from '../domain/snapshot.ts';
import type { Db } from './database.ts';
import type { Roster } from './roster.ts';
import * as outages from './stores/outages.ts';
import * as rollups from './stores/rollups.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OUTAGES_SHOWN = 50;

/** Null for a component that the page does not show. */
export async function componentDetail(
	db: Db,
	roster: Roster,
	snapshot: PageSnapshot,
	key: string,
	now: number
): Promise<ComponentDetail | null> {
	const component = snapshot.groups.flatMap((group) => group.components).find((one) => one.key === key);
	const monitorIds = roster.facts.components.find(({ id }) => id === component?.id)?.monitorIds;
	if (!component || !monitorIds) return null;
	const found = await Promise.all(monitorIds.map((id) => outages.ofMonitor(db, id, OUTAGES_SHOWN)));
	return {
		component,
		series: await seriesOf(db, monitorIds, snapshot.page.timeZone, now),
		outages: found
			.flat()
			.sort((a, b) => b.startedAt - a.startedAt)
			.slice(0, OUTAGES_SHOWN)
			.map(({ id, startedAt, endedAt, worst, cause, failedSide }) => ({
				id,
				startedAt,
				endedAt,
				worst,
				sentence: causeSentence(cause, failedSide)
			}))
	};
}

/** The response times of some monitors together, over the ranges that pages show. */
export async function seriesOf(
	db: Db,
	monitorIds: readonly number[],
	timeZone: string,
	now: number
): Promise<Series[]> {
	const hours = await collect(monitorIds, (id) => rollups.hours(db, id, now - 30 * DAY_MS, now));
	const days = await collect(monitorIds, (id) =>
		rollups.days(db, id, dayOf(now - 89 * DAY_MS, timeZone), dayOf(now, timeZone))
	);
	const hourly = [...hours].map(([at, rollup]) => point(at as number, rollup));
	const daily = [...days].map(([day, rollup]) => point(startOfDay(day as string, timeZone), rollup));
	return [
		{ range: '24h', points: hourly.filter(({ at }) => at > now - DAY_MS - HOUR_MS) },
		{ range: '7d', points: hourly.filter(({ at }) => at > now - 7 * DAY_MS) },
		{ range: '30d', points: hourly },
		{ range: '90d', points: daily }
	];
}

/** The hours of some monitors together, from the one of `from` to the one of `to`, oldest first. */
export async function hourlyOf(
	db: Db,
	monitorIds: readonly number[],
	from: number,
	to: number
): Promise<Point[]> {
	const hours = await collect(monitorIds, (id) => rollups.hours(db, id, from - HOUR_MS, to));
	return [...hours].map(([at, rollup]) => point(at as number, rollup)).sort((a, b) => a.at - b.at);
}

/** The median response time of a component's last 24 hours, milliseconds; null where nothing answered or it is not shown. */
export async function medianOfLastDay(
	db: Db,
	roster: Roster,
	snapshot: PageSnapshot,
	key: string,
	now: number
): Promise<number | null> {
	const component = snapshot.groups.flatMap((group) => group.components).find((one) => one.key === key);
	const monitorIds = roster.facts.components.find(({ id }) => id === component?.id)?.monitorIds ?? [];
	const hours = await collect(monitorIds, (id) => rollups.hours(db, id, now - DAY_MS, now));
	return percentile([...hours.values()].reduce(combine, empty()), 50);
}

type Period = { period: number | string; rollup: LatencyRollup };

/** Several monitors of one component fold into one line. */
async function collect(
	ids: readonly number[],
	read: (id: number) => Promise<Period[]>
): Promise<Map<number | string, LatencyRollup>> {
	const all = (await Promise.all(ids.map(read))).flat();
	const folded = new Map<number | string, LatencyRollup>();
	for (const { period, rollup } of all.sort((a, b) => (a.period < b.period ? -1 : 1))) {
		const before = folded.get(period);
		folded.set(period, before ? combine(before, rollup) : rollup);
	}
	return folded;
}

function point(at: number, rollup: LatencyRollup): Point {
	return {
		at,
		medianMs: percentile(rollup, 50),
		p95Ms: percentile(rollup, 95),
		failures: rollup.failures,
		checks: rollup.checks
	};
}
