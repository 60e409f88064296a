/** An incident as the lists of the admin area show it. */
import type { Impact, Incident, IncidentStatus } from '$lib/domain/incident';

export interface IncidentRow {
	id: string;
	title: string;
	status: IncidentStatus;
	impact: Impact;
	isAutomatic: boolean;
	startedAt: number;
	resolvedAt: number | null;
	updatedAt: number;
	version: number;
}

export function rowOf(incident: Incident): IncidentRow {
	const { id, title, status, impact, isAutomatic, startedAt, resolvedAt, updatedAt, version } = incident;
	return { id, title, status, impact, isAutomatic, startedAt, resolvedAt, updatedAt, version };
}
