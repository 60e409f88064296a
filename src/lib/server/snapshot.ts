/**
 * Builds what one public page shows, from memory and two short queries. The only place where hidden things are left
 * out: whatever reads the snapshot (page, API, feeds, badges) cannot leak them.
 */
import { effectiveStatus, worst, type Component, type ComponentStatus } from '../domain/component.ts';
import { daySpans } from '../domain/days.ts';
import { isOpen, type Incident } from '../domain/incident.ts';
import { bannerSentence } from '../domain/banner.ts';
import type {
	ComponentView,
	GroupView,
	IncidentView,
	MaintenanceView,
	PageSnapshot
} from '../domain/snapshot.ts';
import { indicatorOf, type StatusPage } from '../domain/status-page.ts';
import type { Span } from '../domain/stretch.ts';
import * as uptime from '../domain/uptime.ts';
import type { Roster } from './roster.ts';
import type { Watch } from './watchdog/watch.ts';

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
}

export function buildSnapshot(facts: SnapshotFacts): PageSnapshot {
	const { version, now, page, url, roster, watches } = facts;
	const shown = roster.publicComponents(page.id);
	const incidents = facts.incidents
		.filter((incident) => !incident.isDraft)
		.map((one) => incidentView(one, shown));
	const spans = daySpans(DAYS_SHOWN, now, page.timeZone);
	const incidentsByDay = incidentsOfDays(facts.incidents, spans, now);
	const components = shown.map((component) =>
		componentView(component, facts, spans, incidentsByDay.get(component.id) ?? new Map<string, string[]>())
	);
	const groups = groupViews(page, roster, components);
	const statuses = components.map(({ status }) => status);
	const openIncidents = facts.incidents.filter(isOpen);
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
			timeZone: page.timeZone,
			locale: page.locale,
			updatedAt: Math.max(
				0,
				...components.map((one) => one.updatedAt),
				...incidents.map((one) => one.updatedAt)
			)
		},
		indicator: indicatorOf(statuses),
		sentence: bannerSentence(components, openIncidents.length, now),
		lastCheckedAt: newestCheck === 0 ? null : newestCheck,
		groups,
		incidents,
		maintenances: maintenanceViews(page, roster, shown)
	};
}

function componentView(
	component: Component,
	{ now, watches, roster, incidents }: SnapshotFacts,
	spans: readonly (Span & { day: string })[],
	incidentIds: Map<string, string[]>
): ComponentView {
	const watched = component.monitorIds.flatMap((id) => watches.get(id) ?? []);
	const isInMaintenance = roster.isInMaintenance(component.id, now);
	const claims = incidents
		.filter(isOpen)
		.flatMap((incident) => incident.components.filter(({ componentId }) => componentId === component.id));
	const status = effectiveStatus({
		handStatus: component.handStatus,
		verdicts: watched.map(({ standing }) => standing.verdict),
		folding: component.folding,
		isInMaintenance,
		claims: claims.map((claim) => claim.status)
	});
	const maintenance = roster
		.occurrencesOf(component.id)
		.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt }));
	const stretches = uptime.merge(
		watched.map((watch) => watch.stretches),
		component.folding
	);
	const days = watched.length === 0 ? [] : uptime.days(stretches, spans, maintenance, now, incidentIds);
	const since = sinceWhen(watched, status, isInMaintenance);
	return {
		id: component.id,
		key: component.key,
		name: component.name,
		description: component.description,
		groupKey: roster.facts.groups.find(({ id }) => id === component.groupId)?.key ?? null,
		position: component.position,
		status,
		since,
		why: whyNot(watched, status),
		publicUrl: component.publicUrl,
		createdAt: component.createdAt,
		updatedAt: since ?? component.createdAt,
		days,
		uptime: uptime.ratio(uptime.sum(days))
	};
}

/** The moment the worst of its monitors took its verdict; unknown for hand-set and excused components. */
function sinceWhen(
	watched: readonly Watch[],
	status: ComponentStatus,
	isInMaintenance: boolean
): number | null {
	if (isInMaintenance || watched.length === 0) return null;
	const failing = watched.filter(({ outage }) => outage !== null);
	if (status === 'operational' || failing.length === 0)
		return Math.max(...watched.map(({ standing }) => standing.since));
	return Math.min(...failing.map(({ outage, standing }) => outage?.startedAt ?? standing.since));
}

function whyNot(watched: readonly Watch[], status: ComponentStatus): string | null {
	if (status === 'operational' || status === 'under_maintenance') return null;
	const worstFirst = [...watched].sort(
		(a, b) => Number(b.outage?.worst === 'down') - Number(a.outage?.worst === 'down')
	);
	return worstFirst.find(({ diagnosis }) => diagnosis !== null)?.diagnosis?.publicSentence ?? null;
}

function groupViews(page: StatusPage, roster: Roster, components: readonly ComponentView[]): GroupView[] {
	const groups = roster.facts.groups
		.filter(({ pageId }) => pageId === page.id)
		.map(({ id, key, name, position }) => ({ id, key, name, position }));
	const loose = { id: '', key: '', name: '', position: groups.length };
	return [...groups, loose]
		.map((group) => {
			const members = components.filter(({ groupKey }) => (groupKey ?? '') === group.key);
			return { ...group, components: members, status: worst(members.map(({ status }) => status)) };
		})
		.filter((group) => group.components.length > 0);
}

function incidentView(incident: Incident, shown: readonly Component[]): IncidentView {
	const named = new Map(shown.map((component) => [component.id, component]));
	return {
		id: incident.id,
		title: incident.title,
		impact: incident.impact,
		status: incident.status,
		isAutomatic: incident.isAutomatic,
		startedAt: incident.startedAt,
		resolvedAt: incident.resolvedAt,
		createdAt: incident.createdAt,
		updatedAt: incident.updatedAt,
		updates: incident.updates.map((update) => ({
			id: update.id,
			status: update.status,
			message: update.message,
			displayAt: update.displayAt,
			createdAt: update.createdAt,
			editedAt: update.editedAt,
			components: update.components
				.filter(({ componentId }) => named.has(componentId))
				.map(({ componentId, key, name, from, to }) => ({ id: componentId, key, name, from, to }))
		})),
		components: incident.components.flatMap(({ componentId, status }) => {
			const component = named.get(componentId);
			return component ? [{ id: component.id, key: component.key, name: component.name, status }] : [];
		}),
		postmortem: incident.postmortemAt === null ? null : incident.postmortem,
		postmortemAt: incident.postmortemAt
	};
}

function maintenanceViews(page: StatusPage, roster: Roster, shown: readonly Component[]): MaintenanceView[] {
	const windows = new Map(
		roster.facts.windows.filter(({ pageId }) => pageId === page.id).map((one) => [one.id, one])
	);
	return roster.facts.occurrences.flatMap((occurrence) => {
		const window = windows.get(occurrence.windowId);
		if (!window || occurrence.status === 'cancelled') return [];
		const components = shown.filter(({ id }) => window.componentIds.includes(id));
		if (window.componentIds.length > 0 && components.length === 0) return [];
		return {
			id: occurrence.id,
			windowId: window.id,
			title: window.title,
			message: window.message,
			status: occurrence.status,
			startsAt: occurrence.startsAt,
			endsAt: occurrence.endsAt,
			timeZone: window.timeZone,
			createdAt: window.createdAt,
			updatedAt: occurrence.updatedAt,
			updates: occurrence.updates,
			components: components.map(({ id, key, name }) => ({ id, key, name }))
		};
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
		if (incident.isDraft) continue;
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
