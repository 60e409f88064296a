/** What people say about trouble: an incident, its updates, and what it claims of components while it is open. */
import type { ComponentStatus } from './component.ts';

export const IMPACTS = ['none', 'minor', 'major', 'critical'] as const;
export type Impact = (typeof IMPACTS)[number];

export const INCIDENT_STATUSES = [
	'investigating',
	'identified',
	'monitoring',
	'resolved',
	'postmortem'
] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** How one update left a component: where it stood before and after. */
export interface ComponentChange {
	componentId: string;
	key: string;
	name: string;
	from: ComponentStatus;
	to: ComponentStatus;
}

export interface IncidentUpdate {
	id: string;
	status: IncidentStatus;
	message: string;
	/** Shown time, which an author may set back; epoch milliseconds. */
	displayAt: number;
	createdAt: number;
	editedAt: number | null;
	authorId: string | null;
	isAutomatic: boolean;
	shouldNotify: boolean;
	components: ComponentChange[];
}

export interface IncidentClaim {
	componentId: string;
	status: ComponentStatus;
	/** Whether the public may know the component, as the store has it; also of one that is archived. */
	isPublic?: boolean;
}

export interface Incident {
	id: string;
	workspaceId: string;
	pageId: string;
	title: string;
	impact: Impact;
	status: IncidentStatus;
	isDraft: boolean;
	isAutomatic: boolean;
	/** Why the machine opened it; outages with the same cause share it. */
	cause: string | null;
	/** When a person first changed it: from then on the machine leaves title, impact and texts alone. */
	touchedAt: number | null;
	startedAt: number;
	resolvedAt: number | null;
	createdAt: number;
	updatedAt: number;
	postmortem: string | null;
	postmortemAt: number | null;
	version: number;
	/** Component id → the status this incident claims of it while it is open. */
	components: IncidentClaim[];
	/** Newest first. */
	updates: IncidentUpdate[];
}

/** Open and public: what the page shows as active and what claims a status of its components. */
export function isOpen(incident: Pick<Incident, 'status' | 'isDraft'>): boolean {
	return !incident.isDraft && incident.status !== 'resolved' && incident.status !== 'postmortem';
}

/** The impact that the statuses of the affected components suggest. */
export function impactOf(statuses: readonly ComponentStatus[], componentsOnPage: number): Impact {
	if (statuses.length === 0) return 'none';
	const major = statuses.filter((status) => status === 'major_outage').length;
	if (major > 0 && major === componentsOnPage && componentsOnPage > 1) return 'critical';
	if (major > 0 || statuses.includes('partial_outage')) return 'major';
	return statuses.includes('degraded_performance') ? 'minor' : 'none';
}

export function worstImpact(a: Impact, b: Impact): Impact {
	return IMPACTS.indexOf(b) > IMPACTS.indexOf(a) ? b : a;
}

/**
 * The impact after the claims changed: it grows with them as long as it was what they suggested. One that a person chose
 * stays, and none shrinks: an incident is as bad as it was at its worst.
 */
export function grownImpact(
	impact: Impact,
	before: readonly ComponentStatus[],
	after: readonly ComponentStatus[],
	componentsOnPage: number
): Impact {
	const wasSuggested = impact === impactOf(before, componentsOnPage);
	return wasSuggested ? worstImpact(impact, impactOf(after, componentsOnPage)) : impact;
}
