/** How the monitors of a workspace are, from what is in memory; one of them with its numbers, checks and outages. */
import { causeSentence } from '../domain/diagnosis/causes.ts';
import type { MonitorDetail, MonitorView } from '../domain/monitor-view.ts';
import type { Outage } from '../domain/outage.ts';
import { measure, ratio } from '../domain/uptime.ts';
import { durationInWords } from '../domain/words.ts';
import { seriesOf } from './component-detail.ts';
import type { Db } from './database.ts';
import { probeFor } from './probes/index.ts';
import type { Roster } from './roster.ts';
import * as checks from './stores/checks.ts';
import * as outages from './stores/outages.ts';
import type { Watch } from './watchdog/watch.ts';

const DAY_MS = 86_400_000;
const UPTIME_DAYS = [1, 7, 30, 90];
const CHECKS_SHOWN = 50;
const OUTAGES_SHOWN = 25;

interface Facts {
	watches: Iterable<Watch>;
	roster: Roster;
	now: number;
}

export function monitorViews({ watches, roster, now }: Facts, workspaceId: string): MonitorView[] {
	return [...watches]
		.filter(({ monitor }) => monitor.workspaceId === workspaceId)
		.map((watch) => viewOf(watch, roster, now));
}

/** Null for what is not there or is a stranger's. */
export async function monitorDetail(
	db: Db,
	facts: Facts,
	workspaceId: string,
	key: string
): Promise<MonitorDetail | null> {
	const { roster, now } = facts;
	const watch = [...facts.watches].find(
		({ monitor }) => monitor.workspaceId === workspaceId && monitor.key === key
	);
	if (!watch) return null;
	const { monitor, stretches } = watch;
	const page = roster.facts.pages.find((one) => one.workspaceId === workspaceId);
	const [series, newest, known] = await Promise.all([
		seriesOf(db, [monitor.id], page?.timeZone ?? 'UTC', now),
		checks.newest(db, monitor.id, CHECKS_SHOWN),
		outages.ofMonitor(db, monitor.id, OUTAGES_SHOWN)
	]);
	const silent = maintenanceOf(roster, monitor.id);
	const { schedule, timeoutMs, confirmation } = monitor;
	return {
		...viewOf(watch, roster, now),
		schedule: 'cron' in schedule ? schedule.cron : `every ${durationInWords(schedule.everyMs)}`,
		timeoutMs,
		confirm: confirmation.confirm,
		recover: confirmation.recover,
		uptime: UPTIME_DAYS.map((days) => {
			const parts = measure(stretches, { from: now - days * DAY_MS, to: now }, silent, now);
			return { days, parts, ratio: ratio(parts) };
		}),
		series,
		checks: newest.map(({ at, outcome, statusCode, durationMs, phases }) => {
			const outageId = outcome === 'up' ? null : outageAt(known, at);
			return { at, outcome, statusCode, durationMs, phases, outageId };
		}),
		outages: known.map(({ id, startedAt, endedAt, worst, cause, failedSide }) => {
			return { id, startedAt, endedAt, worst, sentence: causeSentence(cause, failedSide) };
		})
	};
}

function viewOf(watch: Watch, roster: Roster, now: number): MonitorView {
	const { monitor, standing, lastCheck, outage, diagnosis, warnings } = watch;
	const probe = probeFor(monitor.kind);
	const own = roster.componentsOf(monitor.id);
	const groupId = (own.find(({ key }) => key === monitor.key) ?? own[0])?.groupId;
	const group = roster.facts.groups.find(({ id }) => id === groupId);
	const { pausedAt } = monitor;
	return {
		key: monitor.key,
		name: monitor.name,
		kind: monitor.kind,
		kindLabel: probe.label,
		target: probe.describe(monitor.target),
		group: group ? { key: group.key, name: group.name } : null,
		tags: monitor.tags,
		isManaged: monitor.isManaged,
		isPublic: monitor.isPublic,
		state: pausedAt === null ? standing.verdict : 'paused',
		since: pausedAt ?? outage?.startedAt ?? standing.since,
		lastCheckAt: watch.lastCheckAt,
		lastSummary: lastCheck?.summary ?? null,
		lastDurationMs: lastCheck?.durationMs ?? null,
		why: pausedAt === null ? (diagnosis?.reasons[0] ?? null) : null,
		outageId: outage?.id ?? null,
		warnings,
		isSilenced: roster.isSilenced(monitor.id, now),
		version: monitor.version
	};
}

/** The windows that were announced for what the monitor stands behind. */
function maintenanceOf(roster: Roster, monitorId: number): { from: number; to: number }[] {
	return roster
		.componentsOf(monitorId)
		.flatMap(({ id }) => roster.occurrencesOf(id))
		.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt }));
}

function outageAt(known: readonly Outage[], at: number): string | null {
	return known.find(({ startedAt, endedAt }) => startedAt <= at && at <= (endedAt ?? Infinity))?.id ?? null;
}
