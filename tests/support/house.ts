/** Small makers of what the app holds in memory: components, watched monitors, incidents and the roster of them. */
import { NOTHING_OBSERVED } from '../../src/lib/domain/check.ts';
import type { Component } from '../../src/lib/domain/component.ts';
import type { Incident } from '../../src/lib/domain/incident.ts';
import type { MaintenanceWindow, Occurrence } from '../../src/lib/domain/maintenance.ts';
import type { Monitor } from '../../src/lib/domain/monitor.ts';
import type { Outage } from '../../src/lib/domain/outage.ts';
import type { StatusPage } from '../../src/lib/domain/status-page.ts';
import type { Verdict } from '../../src/lib/domain/stretch.ts';
import { Roster, type RosterFacts } from '../../src/lib/server/roster.ts';
import type { Watch } from '../../src/lib/server/watchdog/watch.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Tuesday 24 November 2026, 12:00 UTC. */
export const NOON = Date.UTC(2026, 10, 24, 12);

export const PAGE: StatusPage = {
	id: 'page',
	workspaceId: 'ours',
	slug: 'acme',
	domain: null,
	title: 'Acme Status',
	description: 'How Acme is',
	url: null,
	timeZone: 'UTC',
	locale: 'en',
	isDefault: true,
	isManaged: true
};

export function component(key: string, fields: Partial<Component> = {}): Component {
	return {
		id: `c-${key}`,
		workspaceId: 'ours',
		pageId: 'page',
		groupId: null,
		key,
		name: `The ${key}`,
		description: '',
		position: 0,
		handStatus: null,
		folding: 'worst',
		isPublic: true,
		publicUrl: null,
		isManaged: true,
		createdAt: NOON - 30 * DAY_MS,
		archivedAt: null,
		monitorIds: [],
		...fields
	};
}

/** A monitor that has had its verdict since a time, and was well for ten days before. */
export function watched(id: number, verdict: Verdict, since: number, fields: Partial<Watch> = {}): Watch {
	const start = Math.min(since, NOON - 10 * DAY_MS);
	return {
		monitor: monitor(id),
		standing: { verdict, since, lastKnown: null, streak: null, judgedAt: NOON - 5_000, changes: [] },
		lastCheck: null,
		lastCheckAt: NOON - 5_000,
		lastGood: { at: start, observed: NOTHING_OBSERVED },
		warnings: [],
		firstFailure: null,
		outage: verdict === 'down' || verdict === 'degraded' ? outage(id, verdict, since) : null,
		diagnosis: null,
		failuresHeard: 0,
		stretches: [
			{ verdict: 'up', startedAt: start, endedAt: since },
			{ verdict, startedAt: since, endedAt: null }
		],
		watchedSince: start,
		...fields
	};
}

export function monitor(id: number): Monitor {
	return {
		id,
		workspaceId: 'ours',
		key: `m${id}`,
		name: `Monitor ${id}`,
		kind: 'http',
		target: { url: 'http://127.0.0.1/' },
		schedule: { everyMs: 60_000 },
		timeoutMs: 10_000,
		confirmation: { confirm: 3, recover: 2, retryMs: 5_000 },
		isPublic: true,
		tags: [],
		notify: null,
		notifyAbout: null,
		origin: null,
		isManaged: true,
		pausedAt: null,
		archivedAt: null,
		createdAt: NOON - 30 * DAY_MS,
		version: 1
	};
}

function outage(monitorId: number, worst: 'degraded' | 'down', startedAt: number): Outage {
	return {
		id: `o-${monitorId}`,
		workspaceId: 'ours',
		monitorId,
		startedAt,
		confirmedAt: startedAt + 10_000,
		endedAt: null,
		worst,
		kind: 'hard-error',
		cause: 'upstream-refused',
		failedSide: 'origin',
		isFlapping: false,
		announcedAt: null,
		incidentId: null
	};
}

export function incident(id: string, fields: Partial<Incident> = {}): Incident {
	const startedAt = fields.startedAt ?? NOON - HOUR_MS;
	return {
		id,
		workspaceId: 'ours',
		pageId: 'page',
		title: `Incident ${id}`,
		impact: 'major',
		status: 'investigating',
		isDraft: false,
		isAutomatic: false,
		cause: null,
		touchedAt: null,
		startedAt,
		resolvedAt: null,
		createdAt: startedAt,
		updatedAt: startedAt,
		postmortem: null,
		postmortemAt: null,
		version: 1,
		components: [],
		updates: [],
		...fields
	};
}

export function maintenance(
	id: string,
	componentIds: string[],
	fields: Partial<Occurrence> = {}
): { window: MaintenanceWindow; occurrence: Occurrence } {
	const startsAt = fields.startsAt ?? NOON - HOUR_MS;
	return {
		window: {
			id: `w-${id}`,
			workspaceId: 'ours',
			pageId: 'page',
			key: id,
			title: `Maintenance ${id}`,
			message: '',
			startsLocal: '2026-11-24T11:00',
			timeZone: 'UTC',
			durationMs: 2 * HOUR_MS,
			repeat: null,
			notifyBeforeMs: null,
			componentIds,
			isManaged: true,
			version: 1,
			createdAt: NOON - DAY_MS,
			updatedAt: NOON - DAY_MS,
			archivedAt: null
		},
		occurrence: {
			id,
			windowId: `w-${id}`,
			ruleAt: startsAt,
			startsAt,
			endsAt: startsAt + 2 * HOUR_MS,
			status: 'in_progress',
			remindedAt: null,
			plannedEndsAt: null,
			updatedAt: NOON - DAY_MS,
			updates: [],
			...fields
		}
	};
}

export function rosterOf(facts: Partial<RosterFacts>): Roster {
	return new Roster({
		pages: [PAGE],
		groups: [],
		components: [],
		monitors: [],
		channels: [],
		windows: [],
		occurrences: [],
		...facts
	});
}
