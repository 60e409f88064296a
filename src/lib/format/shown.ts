/**
 * What the public pages send to a browser of a snapshot: typed text already turned into harmless HTML, ninety days
 * packed into a line, and no field that no page shows. Runs on the server only.
 */
import type { ComponentStatus } from '../domain/component.ts';
import { packDays } from '../domain/day-pack.ts';
import type { Impact, IncidentStatus } from '../domain/incident.ts';
import { isOpen } from '../domain/incident.ts';
import type { OccurrenceStatus } from '../domain/maintenance.ts';
import type {
	ComponentView,
	IncidentView,
	MaintenanceView,
	PageSnapshot,
	TroubleView
} from '../domain/snapshot.ts';
import { isLasting } from '../domain/trouble.ts';
import { renderMarkdown } from '../markdown.ts';
import { excerptOf } from './excerpt.ts';

/** On the front page; an incident's own page has every word. */
const FRONT_PAGE_LENGTH = 1_500;
const BRIEF_LENGTH = 400;

export interface ShownComponent {
	key: string;
	name: string;
	status: ComponentStatus;
	since: number | null;
	why: string | null;
	/** What a visitor can do; empty where an open incident on the same page says so. */
	advice: string[];
	uptime: number | null;
	/** See `unpackDays`. */
	days: string;
}

export interface ShownGroup {
	key: string;
	name: string;
	status: ComponentStatus;
	components: ShownComponent[];
}

export interface ShownUpdate {
	id: string;
	/** `Investigating`, `Planned` … are said from this. */
	status: IncidentStatus | OccurrenceStatus;
	at: number;
	isEdited: boolean;
	html: string;
	/** Whether there is more of it on the page of its own. */
	isCut: boolean;
}

export interface Named {
	key: string;
	name: string;
}

export interface ShownIncident {
	id: string;
	title: string;
	impact: Impact;
	status: IncidentStatus;
	isOpen: boolean;
	startedAt: number;
	resolvedAt: number | null;
	/** Newest first. */
	updates: ShownUpdate[];
	components: (Named & { status: ComponentStatus })[];
	/** Newest first. */
	troubles: TroubleView[];
	postmortemHtml: string | null;
	postmortemAt: number | null;
}

export interface ShownMaintenance {
	id: string;
	title: string;
	html: string;
	isCut: boolean;
	status: OccurrenceStatus;
	startsAt: number;
	endsAt: number;
	/** The end as it was announced, where it takes longer; null where it does not. */
	plannedEndsAt: number | null;
	updates: ShownUpdate[];
	components: Named[];
}

export function showComponent(component: ComponentView): ShownComponent {
	const { key, name, status, since, why, advice, uptime, days } = component;
	return { key, name, status, since, why, advice, uptime, days: packDays(days) };
}

export function showGroups(snapshot: PageSnapshot): ShownGroup[] {
	const advised = new Set(
		snapshot.incidents.flatMap(({ troubles }) =>
			troubles.filter(isLasting).flatMap(({ components }) => components.map(({ id }) => id))
		)
	);
	const withoutEcho = (one: ComponentView) => (advised.has(one.id) ? { ...one, advice: [] } : one);
	return snapshot.groups.map(({ key, name, status, components }) => ({
		key,
		name,
		status,
		components: components.map((one) => showComponent(withoutEcho(one)))
	}));
}

/** How typed text is shown: the level of its first headings (see `renderMarkdown`), and how much of each message. */
export interface Telling {
	topHeading: 3 | 4;
	atMost: number;
}

/** As a page of its own tells it: whole, under the page's own heading. */
export const WHOLE: Telling = { topHeading: 3, atMost: Infinity };
const FRONT: Telling = { topHeading: 4, atMost: FRONT_PAGE_LENGTH };

function showMessage(message: string, { topHeading, atMost }: Telling): Pick<ShownUpdate, 'html' | 'isCut'> {
	const { text, isCut } = excerptOf(message, atMost);
	return { html: renderMarkdown(text, topHeading), isCut };
}

export function showIncident(incident: IncidentView, telling: Telling = FRONT): ShownIncident {
	const { postmortem } = incident;
	return {
		id: incident.id,
		title: incident.title,
		impact: incident.impact,
		status: incident.status,
		isOpen: isOpen({ status: incident.status, isDraft: false }),
		startedAt: incident.startedAt,
		resolvedAt: incident.resolvedAt,
		updates: incident.updates.map(({ id, status, displayAt, editedAt, message }) => ({
			id,
			status,
			at: displayAt,
			isEdited: editedAt !== null,
			...showMessage(message, telling)
		})),
		components: incident.components.map(({ key, name, status }) => ({ key, name, status })),
		troubles: incident.troubles,
		postmortemHtml: postmortem === null ? null : showMessage(postmortem, telling).html,
		postmortemAt: incident.postmortemAt
	};
}

export function showMaintenance(maintenance: MaintenanceView, telling: Telling = FRONT): ShownMaintenance {
	const { html, isCut } = showMessage(maintenance.message, telling);
	return {
		id: maintenance.id,
		title: maintenance.title,
		html,
		isCut,
		status: maintenance.status,
		startsAt: maintenance.startsAt,
		endsAt: maintenance.endsAt,
		plannedEndsAt: overrunOf(maintenance),
		updates: maintenance.updates.map(({ id, status, displayAt, message }) => ({
			id,
			status,
			at: displayAt,
			isEdited: false,
			...showMessage(message, telling)
		})),
		components: maintenance.components.map(({ key, name }) => ({ key, name }))
	};
}

function overrunOf({ plannedEndsAt, endsAt }: MaintenanceView): number | null {
	return plannedEndsAt !== null && plannedEndsAt < endsAt ? plannedEndsAt : null;
}

/** An incident by its last word. */
export function showBriefly(incident: IncidentView): ShownIncident {
	const last = { ...incident, updates: incident.updates.slice(0, 1), troubles: [], postmortem: null };
	return showIncident(last, { ...FRONT, atMost: BRIEF_LENGTH });
}

/** The titles of all incidents that some day of these components names. */
export function titlesOfDays(
	snapshot: PageSnapshot,
	components: readonly ComponentView[]
): Record<string, string> {
	const named = new Set(components.flatMap(({ days }) => days.flatMap(({ incidentIds }) => incidentIds)));
	return Object.fromEntries(
		snapshot.incidents.filter(({ id }) => named.has(id)).map(({ id, title }) => [id, title])
	);
}
