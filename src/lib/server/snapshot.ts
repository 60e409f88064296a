/**
 * Builds what one public page shows, from memory and two short queries. The only place where hidden things are left
 * out: whatever reads the snapshot (page, API, feeds, badges) cannot leak them.
 */
import { worst, type Component } from '../domain/component.ts';
import { daySpans } from '../domain/days.ts';
import { isOpen, type Incident } from '../domain/incident.ts';
import { banner, bannerSentence } from '../domain/banner.ts';
import type { ComponentView, GroupView, MaintenanceView, PageSnapshot } from '../domain/snapshot.ts';
import { indicatorOf, type StatusPage } from '../domain/status-page.ts';
import type { Outage } from '../domain/outage.ts';
import type { Span } from '../domain/stretch.ts';
import { formatTime, sinceStyle } from '../format/times.ts';
import { componentView } from './component-view.ts';
import { incidentView, maintenanceView } from './event-views.ts';
import { publishedOf } from './published.ts';
import type { Roster } from './roster.ts';
import type { Watch } from './watchdog/watch.ts';
import { windowViews } from './window-views.ts';

export const DAYS_SHOWN = 90;

export interface SnapshotFacts {
	version: number;
	now: number;
	page: StatusPage;
	/** The public address of the page, without a trailing slash. */
	url: string;
	roster: Roster;
	watches: ReadonlyMap<number, Watch>;
	/** The page's incidents, newest first, drafts included. */
	incidents: readonly Incident[];
	/** By incident: the outages it tells of. */
	told: ReadonlyMap<string, readonly Outage[]>;
}

export function buildSnapshot(facts: SnapshotFacts): PageSnapshot {
	const { version, now, page, url, roster, watches } = facts;
	const shown = roster.publicComponents(page.id);
	const published = facts.incidents.filter(publishedOf(roster, shown));
	const incidents = published.map((one) => incidentView(one, shown, facts));
	const spans = daySpans(DAYS_SHOWN, now, page.timeZone);
	const incidentsByDay = incidentsOfDays(published, spans, now);
	const components = shown.map((component) =>
		componentView(component, facts, spans, incidentsByDay.get(component.id) ?? new Map<string, string[]>())
	);
	const groups = groupViews(page, roster, components);
	const statuses = components.map(({ status }) => status);
	const said = banner(components, published.filter(isOpen).length);
	const { timeZone, locale } = page;
	const lastChecks = shown.flatMap(({ monitorIds }) =>
		monitorIds.map((id) => watches.get(id)?.lastCheckAt ?? 0)
	);
	const newestCheck = Math.max(0, ...lastChecks);
	return {
		version,
		builtAt: now,
		page: {
			id: page.id,
			slug: page.slug,
			title: page.title,
			description: page.description,
			url,
			timeZone,
			locale,
			updatedAt: Math.max(
				0,
				...components.map((one) => one.updatedAt),
				...incidents.map((one) => one.updatedAt)
			)
		},
		indicator: indicatorOf(statuses),
		sentence: bannerSentence(said, now, (at) =>
			formatTime(at, sinceStyle(at, now, timeZone), locale, timeZone)
		),
		banner: said,
		lastCheckedAt: newestCheck === 0 ? null : newestCheck,
		groups,
		incidents,
		maintenances: maintenanceViews(page, roster, shown),
		windows: windowViews(page, roster, shown)
	};
}

function groupViews(page: StatusPage, roster: Roster, components: readonly ComponentView[]): GroupView[] {
	const groups = roster.facts.groups
		.filter(({ pageId }) => pageId === page.id)
		.map(({ id, key, name, position }) => ({ id, key, name, position }));
	const loose = { id: '', key: '', name: '', position: groups.length };
	return (
		[...groups, loose]
			.map((group) => {
				const members = components.filter(({ groupKey }) => (groupKey ?? '') === group.key);
				return { ...group, components: members, status: worst(members.map(({ status }) => status)) };
			})
			.filter((group) => group.components.length > 0)
			// counted among what is shown: a gap would tell of a hidden group
			.map((group, position) => ({ ...group, position }))
	);
}

function maintenanceViews(page: StatusPage, roster: Roster, shown: readonly Component[]): MaintenanceView[] {
	const windows = new Map(
		roster.facts.windows.filter(({ pageId }) => pageId === page.id).map((one) => [one.id, one])
	);
	return roster.facts.occurrences.flatMap((occurrence) => {
		const window = windows.get(occurrence.windowId);
		if (!window || occurrence.status === 'cancelled') return [];
		return maintenanceView(window, occurrence, shown) ?? [];
	});
}

/** Component id → day → the incidents that touched it that day. */
function incidentsOfDays(
	incidents: readonly Incident[],
	spans: readonly (Span & { day: string })[],
	now: number
): Map<string, Map<string, string[]>> {
	const byComponent = new Map<string, Map<string, string[]>>();
	for (const incident of incidents) {
		const until = incident.resolvedAt ?? now;
		const days = spans
			.filter(({ from, to }) => incident.startedAt < to && until >= from)
			.map(({ day }) => day);
		for (const { componentId } of incident.components) {
			const byDay = byComponent.get(componentId) ?? new Map<string, string[]>();
			for (const day of days) byDay.set(day, [...(byDay.get(day) ?? []), incident.id]);
			byComponent.set(componentId, byDay);
		}
	}
	return byComponent;
}
