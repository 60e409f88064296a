/** Something we watch: what to ask, how often, and how many answers it takes to believe a change. */

import type { FailureRules } from './channel-rules.ts';

/** When to ask: every so often on the monotonic clock, or by a cron expression in the page's zone. */
export type Schedule = { everyMs: number } | { cron: string; timeZone: string };

/** How many agreeing checks change the state, and the pause between those re-checks. */
export interface Confirmation {
	/** Checks that must agree before `down` or `degraded` counts; at least 1. */
	confirm: number;
	/** Checks that must agree before `up` counts again; at least 1. */
	recover: number;
	/** Pause between re-checks while a change is unconfirmed, milliseconds. */
	retryMs: number;
}

export interface Monitor {
	id: number;
	workspaceId: string;
	/** Stable identity; renaming `name` keeps history. */
	key: string;
	name: string;
	/** A kind of the probe registry: http, tcp, dns, tls, ping, heartbeat … */
	kind: string;
	/** The kind's own part of the document, validated by the kind's schema (secrets included while in memory). */
	target: unknown;
	schedule: Schedule;
	/** Covers everything from name lookup to last byte, milliseconds. */
	timeoutMs: number;
	confirmation: Confirmation;
	isPublic: boolean;
	tags: string[];
	/** Keys of the channels to tell; null means all. */
	notify: string[] | null;
	/** The failures that are told; null means all. */
	notifyAbout: FailureRules | null;
	/** The server behind the CDN, for the direct-to-origin look; null when not known. */
	origin: string | null;
	isManaged: boolean;
	pausedAt: number | null;
	archivedAt: number | null;
	createdAt: number;
	version: number;
}

/** Milliseconds after which a monitor that has not been checked is overdue; cron monitors have none. */
export function overdueAfterMs(monitor: Pick<Monitor, 'schedule' | 'timeoutMs'>): number | null {
	return 'everyMs' in monitor.schedule ? monitor.schedule.everyMs + monitor.timeoutMs : null;
}
