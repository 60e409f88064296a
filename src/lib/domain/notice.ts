/** One message owed to someone: what happened, as data, so that every notifier words it in its own form. */
import type { ComponentStatus } from './component.ts';
import type { Cause, FailedSide, Kind } from './diagnosis/labels.ts';
import type { IncidentStatus } from './incident.ts';

export type TeamEvent =
	| 'outage-opened'
	/** Told already, and now worse or half recovered; `verdict` says which. */
	| 'outage-changed'
	| 'outage-closed'
	| 'flapping'
	| 'own-network-lost'
	| 'own-network-back'
	| 'certificate-expiring'
	/** It lasts, and this channel asked to be reminded of that. */
	| 'outage-reminder'
	/** Nobody acknowledged it for so long that this channel hears of it. */
	| 'outage-escalated'
	/** Another channel can never be reached and was stopped. */
	| 'channel-stopped'
	/** The monthly look after the website is due soon. */
	| 'review-due'
	/** Somebody tries whether the channel works. */
	| 'test';

/** What the team hears: what, since when, how long, why, who failed, and where to read on. */
export interface TeamNotice {
	kind: TeamEvent;
	at: number;
	monitor: { key: string; name: string; target: string } | null;
	outageId: string | null;
	verdict: 'degraded' | 'down' | null;
	startedAt: number | null;
	endedAt: number | null;
	/** The diagnosis in one sentence, or what is to be said where there is none. */
	sentence: string;
	cause: Cause | null;
	failedSide: FailedSide | null;
	confidence: number | null;
	/** What sort of failure, and who stands in front; missing in notices that were owed before these were kept. */
	failureKind?: Kind | null;
	vendor?: string | null;
}

/** A notice before it is owed: one event, told to whoever listens. The event's name makes it owed once. */
export interface Announcement {
	event: string;
	notice: TeamNotice;
	/** Keys of the channels to tell; null means all. */
	channels: string[] | null;
}

/**
 * What subscribers hear, as references: it is worded when it is sent. Only what is public is ever owed.
 * `sign-up` asks one of them whether they want to hear anything; `component` is for machines: a component's effective
 * status changed.
 */
export type PublicNotice =
	| { kind: 'sign-up' }
	| { kind: 'incident-update'; incidentId: string; updateId: string }
	| { kind: 'postmortem'; incidentId: string }
	| { kind: 'maintenance'; occurrenceId: string; moment: MaintenanceMoment; updateId: string | null }
	| {
			kind: 'component';
			componentId: string;
			from: ComponentStatus;
			to: ComponentStatus;
			at: number;
	  };

export type MaintenanceMoment =
	'announced' | 'reminded' | 'started' | 'ended' | 'cancelled' | 'moved' | 'updated';

/**
 * Whether subscribers hear of an update of an incident: when it changes the status, or when its author asks for it.
 * @param shouldNotify the author's own choice; null leaves it to the rule
 */
export function subscribersHear(
	update: { from: IncidentStatus | null; to: IncidentStatus },
	shouldNotify: boolean | null
): boolean {
	return shouldNotify ?? update.from !== update.to;
}
