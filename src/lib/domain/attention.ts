/** What needs a hand in a workspace: what the first screen of the admin area answers. */
import type { Health } from './health.ts';

export interface FailingMonitor {
	key: string;
	name: string;
	verdict: 'degraded' | 'down';
	/** The first failing check of the outage. */
	since: number;
	/** Why, in one sentence for the team; null before a diagnosis. */
	why: string | null;
	/** What the newest check said. */
	lastSummary: string | null;
	isSilenced: boolean;
	outageId: string | null;
	/** Whether an incident tells of it already. */
	isTold: boolean;
}

export interface IncidentAtHand {
	id: string;
	title: string;
	impact: string;
	status: string;
	isDraft: boolean;
	startedAt: number;
	/** The newest update or change. */
	updatedAt: number;
	/** What somebody sees here, so that nothing newer is published unseen. */
	version: number;
}

export interface MaintenanceAtHand {
	id: string;
	windowId: string;
	title: string;
	startsAt: number;
	endsAt: number;
	/** How long it runs past the end that was announced; 0 while it is in time. */
	overrunMs: number;
}

export interface Attention {
	at: number;
	monitors: { total: number; up: number; degraded: number; down: number; unknown: number; paused: number };
	failing: FailingMonitor[];
	/** Open ones first, then drafts; newest first. */
	incidents: IncidentAtHand[];
	running: MaintenanceAtHand[];
	/** The nearest ones to come. */
	next: MaintenanceAtHand[];
	/** Certificates and domains that run out, by when. */
	warnings: { key: string; name: string; message: string; at: number | null }[];
	/** Given up, newest first. */
	undelivered: { id: string; words: string; failure: string | null; at: number }[];
	/** Still owed, and since when the oldest. */
	owed: { count: number; oldestAt: number | null };
	health: Health;
}

/** Whether anything waits for somebody. */
export function isQuiet(attention: Attention): boolean {
	const { failing, incidents, running, undelivered, health } = attention;
	return (
		failing.length + incidents.length + running.length + undelivered.length === 0 &&
		health.status === 'ok' &&
		health.ownNetwork !== 'down'
	);
}
