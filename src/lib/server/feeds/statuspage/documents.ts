/**
 * The public documents of Atlassian Statuspage's v2 API, built from a snapshot, so that whatever reads a Statuspage
 * reads Gatehouse. Fields are named one by one: what a snapshot gains later stays out until it is meant to be public.
 */
import { isOpen } from '../../../domain/incident.ts';
import type { IncidentView, MaintenanceView, PageSnapshot } from '../../../domain/snapshot.ts';
import type { Indicator } from '../../../domain/status-page.ts';
import { componentDocuments, type ComponentDocument } from './component.ts';
import { incidentDocument, type IncidentDocument } from './incident.ts';
import { instant } from './instant.ts';
import { maintenanceDocument, type MaintenanceDocument } from './maintenance.ts';

/** Statuspage's own limit for lists of incidents and of maintenance. */
const LISTED = 50;

export interface PageDocument {
	id: string;
	name: string;
	url: string;
	time_zone: string;
	updated_at: string;
}

export interface StatusDocument {
	indicator: Indicator;
	/** The sentence of the page's banner. */
	description: string;
}

export interface SummaryDocument {
	page: PageDocument;
	components: ComponentDocument[];
	incidents: IncidentDocument[];
	scheduled_maintenances: MaintenanceDocument[];
	status: StatusDocument;
}

/** The page, every component, what is unresolved, and the maintenance that runs or is coming. */
export function summary(snapshot: PageSnapshot): SummaryDocument {
	return {
		page: pageDocument(snapshot),
		components: componentDocuments(snapshot),
		incidents: incidentsOf(snapshot, snapshot.incidents.filter(isUnresolved)),
		scheduled_maintenances: maintenancesOf(snapshot, [
			...snapshot.maintenances.filter(isActive),
			...snapshot.maintenances.filter(isUpcoming)
		]),
		status: statusDocument(snapshot)
	};
}

export function status(snapshot: PageSnapshot): Pick<SummaryDocument, 'page' | 'status'> {
	return { page: pageDocument(snapshot), status: statusDocument(snapshot) };
}

export function components(snapshot: PageSnapshot): Pick<SummaryDocument, 'page' | 'components'> {
	return { page: pageDocument(snapshot), components: componentDocuments(snapshot) };
}

/** The newest incidents, resolved ones included. */
export function incidents(snapshot: PageSnapshot): Pick<SummaryDocument, 'page' | 'incidents'> {
	return {
		page: pageDocument(snapshot),
		incidents: incidentsOf(snapshot, snapshot.incidents.slice(0, LISTED))
	};
}

export function unresolvedIncidents(snapshot: PageSnapshot): Pick<SummaryDocument, 'page' | 'incidents'> {
	return {
		page: pageDocument(snapshot),
		incidents: incidentsOf(snapshot, snapshot.incidents.filter(isUnresolved))
	};
}

type MaintenanceList = Pick<SummaryDocument, 'page' | 'scheduled_maintenances'>;

/**
 * What runs, what comes soonest and what was last, newest start first: a daily window alone has more occurrences ahead
 * than the list has places, and must not push the running one out.
 */
export function maintenances(snapshot: PageSnapshot): MaintenanceList {
	const nearest = [
		...snapshot.maintenances.filter(isActive),
		...snapshot.maintenances.filter(isUpcoming),
		...snapshot.maintenances.filter(isCompleted).reverse()
	].slice(0, LISTED);
	return maintenanceList(
		snapshot,
		nearest.sort((a, b) => b.startsAt - a.startsAt)
	);
}

/** Soonest first. */
export function upcomingMaintenances(snapshot: PageSnapshot): MaintenanceList {
	return maintenanceList(snapshot, snapshot.maintenances.filter(isUpcoming));
}

export function activeMaintenances(snapshot: PageSnapshot): MaintenanceList {
	return maintenanceList(snapshot, snapshot.maintenances.filter(isActive));
}

function maintenanceList(snapshot: PageSnapshot, listed: readonly MaintenanceView[]): MaintenanceList {
	return { page: pageDocument(snapshot), scheduled_maintenances: maintenancesOf(snapshot, listed) };
}

const isUnresolved = ({ status }: IncidentView) => isOpen({ status, isDraft: false });
const isActive = ({ status }: MaintenanceView) => status === 'in_progress';
const isUpcoming = ({ status }: MaintenanceView) => status === 'scheduled';
const isCompleted = ({ status }: MaintenanceView) => status === 'completed';

function pageDocument({ page }: PageSnapshot): PageDocument {
	return {
		id: page.id,
		name: page.title,
		url: page.url,
		time_zone: page.timeZone,
		updated_at: instant(page.updatedAt)
	};
}

function statusDocument({ indicator, sentence }: PageSnapshot): StatusDocument {
	return { indicator, description: sentence };
}

function incidentsOf(snapshot: PageSnapshot, listed: readonly IncidentView[]): IncidentDocument[] {
	const byId = componentsById(snapshot);
	return listed.map((incident) => incidentDocument(incident, snapshot.page, byId));
}

function maintenancesOf(snapshot: PageSnapshot, listed: readonly MaintenanceView[]): MaintenanceDocument[] {
	const byId = componentsById(snapshot);
	return listed.slice(0, LISTED).map((one) => maintenanceDocument(one, snapshot.page, byId));
}

function componentsById(snapshot: PageSnapshot): Map<string, ComponentDocument> {
	return new Map(componentDocuments(snapshot).map((component) => [component.id, component]));
}
