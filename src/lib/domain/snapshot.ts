/**
 * What one public page shows, computed once per change and read by page, API, feeds, badges and metrics alike.
 * Holds only what the public may see: nothing hidden, no host, no address.
 */
import type { Banner } from './banner.ts';
import type { ComponentStatus } from './component.ts';
import type { Impact, IncidentStatus } from './incident.ts';
import type { OccurrenceStatus } from './maintenance.ts';
import type { Indicator } from './status-page.ts';
import type { Trouble } from './trouble.ts';

/** Milliseconds of a span by how the component was. The parts add up to the span's length. */
export interface UptimeParts {
	upMs: number;
	degradedMs: number;
	downMs: number;
	unknownMs: number;
	maintenanceMs: number;
}

/** One calendar day of the page's zone. `state` is the worst of the day. */
export interface DayView extends UptimeParts {
	/** `2026-11-24` */
	day: string;
	state: DayState;
	/** (up + degraded) / (up + degraded + down), or null where nothing was measured. */
	ratio: number | null;
	incidentIds: string[];
}
export type DayState = 'operational' | 'degraded' | 'partial' | 'down' | 'maintenance' | 'unknown';

export interface ComponentView {
	id: string;
	key: string;
	name: string;
	description: string;
	groupKey: string | null;
	position: number;
	status: ComponentStatus;
	/** Since when it has had this status, where we know. */
	since: number | null;
	/** One plain sentence why, while it is not well. */
	why: string | null;
	/** What a visitor can do meanwhile. */
	advice: string[];
	/** When it was last looked at; null without a monitor, and before its first check. */
	lookedAt: number | null;
	/** Where a visitor's own browser may try it; null when the owner allowed none. */
	publicUrl: string | null;
	createdAt: number;
	updatedAt: number;
	/** Oldest first, 90 days; empty for a component without a monitor. */
	days: DayView[];
	/** Of those 90 days. */
	uptime: number | null;
}

export interface GroupView {
	id: string;
	key: string;
	name: string;
	position: number;
	status: ComponentStatus;
	components: ComponentView[];
}

export interface UpdateView {
	id: string;
	status: IncidentStatus;
	/** Markdown as typed; only the one formatter turns it into HTML. */
	message: string;
	displayAt: number;
	createdAt: number;
	editedAt: number | null;
	components: { id: string; key: string; name: string; from: ComponentStatus; to: ComponentStatus }[];
}

/** What an incident's outages were measured to be; those that look the same to the public are one. */
export interface TroubleView extends Trouble {
	id: string;
	components: { id: string; key: string; name: string }[];
	/** When it was so, newest first; without an end where it still is. */
	times: { startedAt: number; endedAt: number | null }[];
	/** When it was last looked at; null once it is over. */
	lookedAt: number | null;
}

export interface IncidentView {
	id: string;
	title: string;
	impact: Impact;
	status: IncidentStatus;
	isAutomatic: boolean;
	startedAt: number;
	resolvedAt: number | null;
	createdAt: number;
	updatedAt: number;
	/** Newest first. */
	updates: UpdateView[];
	components: { id: string; key: string; name: string; status: ComponentStatus }[];
	/** Newest first. */
	troubles: TroubleView[];
	postmortem: string | null;
	postmortemAt: number | null;
}

export interface MaintenanceView {
	/** The occurrence's id: each one has its page. */
	id: string;
	windowId: string;
	title: string;
	message: string;
	status: OccurrenceStatus;
	startsAt: number;
	endsAt: number;
	/** The end as it was announced, where it was set anew while it ran. */
	plannedEndsAt: number | null;
	timeZone: string;
	createdAt: number;
	updatedAt: number;
	/** Newest first. */
	updates: { id: string; status: OccurrenceStatus; message: string; displayAt: number }[];
	components: { id: string; key: string; name: string }[];
}

/** A maintenance window as a calendar takes it: its rule, and the occurrences that differ from what the rule gives. */
export interface WindowView {
	id: string;
	title: string;
	message: string;
	/** Wall-clock start in `timeZone`: `2026-12-01T02:00`. */
	startsLocal: string;
	timeZone: string;
	durationMs: number;
	/** RFC 5545 RRULE without the prefix, or null for once. */
	repeat: string | null;
	/** Grows with every change of the window. */
	version: number;
	createdAt: number;
	updatedAt: number;
	components: { id: string; key: string; name: string }[];
	/** Moved, shortened or cancelled; those that are as the rule gives them are left out. */
	exceptions: { ruleAt: number; startsAt: number; endsAt: number; isCancelled: boolean; updatedAt: number }[];
}

export interface PageSnapshot {
	/** Grows with every change; the same number means the same bytes. */
	version: number;
	builtAt: number;
	page: {
		id: string;
		slug: string;
		title: string;
		description: string;
		url: string;
		timeZone: string;
		locale: string;
		updatedAt: number;
	};
	indicator: Indicator;
	/** The sentence of the banner, its time in the page's zone. */
	sentence: string;
	/** The same in parts, for pages that write its time in the reader's zone. */
	banner: Banner;
	/** When any of its monitors was last looked at. */
	lastCheckedAt: number | null;
	/** In order; components without a group stand in a group whose key is empty. */
	groups: GroupView[];
	/** Every public incident the page still knows, newest first, open ones included. */
	incidents: IncidentView[];
	/** Every public occurrence: running, coming (of 60 days, and the next of each window) and past. By start, oldest first. */
	maintenances: MaintenanceView[];
	/** The windows behind them, for calendars. */
	windows: WindowView[];
}
