/** Incidents and maintenance as the public may see them: components that are hidden are left out of both. */
import type { Component } from '../domain/component.ts';
import type { Incident } from '../domain/incident.ts';
import type { MaintenanceWindow, Occurrence } from '../domain/maintenance.ts';
import type { Outage } from '../domain/outage.ts';
import type { IncidentView, MaintenanceView } from '../domain/snapshot.ts';
import { troubleViews } from './trouble-views.ts';
import type { Watch } from './watchdog/watch.ts';

/** @param facts the outages it tells of, by incident, and the watches that know how they are now */
export function incidentView(
	incident: Incident,
	shown: readonly Component[],
	{ told, watches }: { told: ReadonlyMap<string, readonly Outage[]>; watches: ReadonlyMap<number, Watch> }
): IncidentView {
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
		troubles: troubleViews(told.get(incident.id) ?? [], shown, watches),
		postmortem: incident.postmortemAt === null ? null : incident.postmortem,
		postmortemAt: incident.postmortemAt
	};
}

/** @returns null for one that concerns hidden components alone */
export function maintenanceView(
	window: MaintenanceWindow,
	occurrence: Occurrence,
	shown: readonly Component[]
): MaintenanceView | null {
	const components = shown.filter(({ id }) => window.componentIds.includes(id));
	if (window.componentIds.length > 0 && components.length === 0) return null;
	return {
		id: occurrence.id,
		windowId: window.id,
		title: window.title,
		message: window.message,
		status: occurrence.status,
		startsAt: occurrence.startsAt,
		endsAt: occurrence.endsAt,
		plannedEndsAt: occurrence.plannedEndsAt,
		timeZone: window.timeZone,
		createdAt: window.createdAt,
		updatedAt: occurrence.updatedAt,
		updates: occurrence.updates,
		components: components.map(({ id, key, name }) => ({ id, key, name }))
	};
}
