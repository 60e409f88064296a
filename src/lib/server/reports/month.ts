/** Gathers a month of a workspace from stretches, roll-ups, outages and incidents. */
import { causeSentence } from '../../domain/diagnosis/causes.ts';
import { dayOf, startOfDay } from '../../domain/days.ts';
import { combine, empty, percentile } from '../../domain/latency.ts';
import {
	monthOf,
	monthsBetween,
	overallRatio,
	serverErrorsIn,
	type MonthReport,
	type ReportedComponent,
	type ReportedOutage
} from '../../domain/month-report.ts';
import type { Component } from '../../domain/component.ts';
import type { Outage } from '../../domain/outage.ts';
import type { Span, Stretch } from '../../domain/stretch.ts';
import * as uptime from '../../domain/uptime.ts';
import type { Db } from '../database.ts';
import type { Roster } from '../roster.ts';
import * as evidence from '../stores/evidence.ts';
import * as incidents from '../stores/incidents.ts';
import * as outages from '../stores/outages.ts';
import * as rollups from '../stores/rollups.ts';
import * as stretches from '../stores/stretches.ts';
import { excusedSpans } from './excused.ts';

/** A month with more of them is in need of something else than a report. */
const MOST_OUTAGES = 5_000;
const MOST_INCIDENTS = 2_000;

export interface ReportFacts {
	db: Db;
	roster: Roster;
	workspaceId: string;
	now: number;
}

/** @returns null for what is no month, and for one that has not begun */
export async function monthReport(facts: ReportFacts, text: string): Promise<MonthReport | null> {
	const { db, roster, workspaceId, now } = facts;
	const named = monthOf(text);
	if (!named) return null;
	const { title, timeZone } = pageOf(facts);
	const from = startOfDay(named.firstDay, timeZone);
	const end = startOfDay(`${named.nextMonth}-01`, timeZone);
	if (from >= now) return null;
	const span = { from, to: Math.min(end, now) };
	const told = await reportedOutages(facts, span);
	const lived = await stretches.since(
		db,
		roster.facts.monitors.filter((one) => one.workspaceId === workspaceId).map(({ id }) => id),
		from
	);
	const components: ReportedComponent[] = [];
	for (const component of roster.facts.components) {
		if (component.workspaceId !== workspaceId || component.monitorIds.length === 0) continue;
		components.push(await reportedComponent(facts, component, { span, timeZone, lived, told }));
	}
	return {
		month: named.month,
		title,
		timeZone,
		...span,
		isComplete: end <= now,
		ratio: overallRatio(components),
		components,
		outages: told.map(({ shown }) => shown),
		incidents: await reportedIncidents(facts, span),
		serverErrors: serverErrorsIn(told.map(({ shown }) => shown))
	};
}

/** The months of which there is anything to say, the newest first. */
export async function reportedMonths(facts: ReportFacts): Promise<string[]> {
	const { db, workspaceId, now } = facts;
	const { timeZone } = pageOf(facts);
	const first = await stretches.firstOf(db, workspaceId);
	return first === null ? [] : monthsBetween(dayOf(first, timeZone), dayOf(now, timeZone));
}

function pageOf({ roster, workspaceId }: ReportFacts): { title: string; timeZone: string } {
	const pages = roster.facts.pages.filter((page) => page.workspaceId === workspaceId);
	return pages.find(({ isDefault }) => isDefault) ?? pages[0] ?? { title: 'Status', timeZone: 'UTC' };
}

type Told = { outage: Outage; shown: ReportedOutage };

async function reportedOutages({ db, roster, workspaceId }: ReportFacts, span: Span): Promise<Told[]> {
	const found = await outages.search(db, workspaceId, { ...span, limit: MOST_OUTAGES });
	const statuses = await evidence.statusesOf(
		db,
		found.map(({ id }) => id)
	);
	return found.reverse().map((outage) => {
		const { id, monitorId, startedAt, endedAt, worst, cause, failedSide, incidentId } = outage;
		const monitor = roster.monitor(monitorId);
		const lastedMs = Math.min(endedAt ?? span.to, span.to) - Math.max(startedAt, span.from);
		const shown = {
			id,
			monitor: monitor ? { key: monitor.key, name: monitor.name } : null,
			startedAt,
			endedAt,
			lastedMs: Math.max(0, lastedMs),
			worst,
			cause,
			failedSide,
			sentence: causeSentence(cause, failedSide),
			status: statuses.get(id) ?? null,
			incidentId
		};
		return { outage, shown };
	});
}

async function reportedComponent(
	{ db, roster, workspaceId, now }: ReportFacts,
	component: Component,
	{
		span,
		timeZone,
		lived,
		told
	}: { span: Span; timeZone: string; lived: Map<number, Stretch[]>; told: readonly Told[] }
): Promise<ReportedComponent> {
	const { key, name, groupId, isPublic, monitorIds, folding } = component;
	const merged = uptime.merge(
		monitorIds.map((id) => lived.get(id) ?? []),
		folding
	);
	const parts = uptime.measure(merged, span, await excusedSpans(db, workspaceId, [component.id], span), now);
	const [first, last] = [dayOf(span.from, timeZone), dayOf(span.to - 1, timeZone)];
	let times = empty();
	for (const id of monitorIds) {
		for (const { rollup } of await rollups.days(db, id, first, last)) times = combine(times, rollup);
	}
	return {
		key,
		name,
		group: roster.facts.groups.find(({ id }) => id === groupId)?.name ?? null,
		isPublic,
		parts,
		ratio: uptime.ratio(parts),
		outages: told.filter(({ outage }) => monitorIds.includes(outage.monitorId)).length,
		medianMs: percentile(times, 50),
		p95Ms: percentile(times, 95)
	};
}

async function reportedIncidents({ db, workspaceId }: ReportFacts, { from, to }: Span) {
	const { incidents: all } = await incidents.search(db, workspaceId, { limit: MOST_INCIDENTS });
	return all
		.filter((one) => !one.isDraft && one.startedAt < to && (one.resolvedAt ?? Infinity) > from)
		.reverse()
		.map(({ id, title, impact, status, startedAt, resolvedAt }) => {
			return { id, title, impact, status, startedAt, resolvedAt };
		});
}
