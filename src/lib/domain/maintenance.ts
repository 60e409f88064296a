/** Announced time in which verdicts do not alarm and uptime is not charged. */

export const OCCURRENCE_STATUSES = ['scheduled', 'in_progress', 'completed', 'cancelled'] as const;
export type OccurrenceStatus = (typeof OCCURRENCE_STATUSES)[number];

export interface MaintenanceWindow {
	id: string;
	workspaceId: string;
	pageId: string;
	key: string | null;
	title: string;
	message: string;
	/** Wall-clock start in `timeZone`: `2026-12-01T02:00`. */
	startsLocal: string;
	timeZone: string;
	durationMs: number;
	/** RFC 5545 RRULE without the prefix, or null for once. */
	repeat: string | null;
	notifyBeforeMs: number | null;
	componentIds: string[];
	isManaged: boolean;
	version: number;
	createdAt: number;
	updatedAt: number;
	archivedAt: number | null;
}

export interface MaintenanceUpdate {
	id: string;
	status: OccurrenceStatus;
	message: string;
	displayAt: number;
}

export interface Occurrence {
	id: string;
	windowId: string;
	/** What the rule gave; its identity when it is moved (RFC 5545 RECURRENCE-ID). Epoch milliseconds. */
	ruleAt: number;
	startsAt: number;
	endsAt: number;
	status: OccurrenceStatus;
	updatedAt: number;
	/** Newest first. */
	updates: MaintenanceUpdate[];
}

/** Whether the window silences and excuses at `now`; the end is exclusive. */
export function isActive(
	occurrence: Pick<Occurrence, 'startsAt' | 'endsAt' | 'status'>,
	now: number
): boolean {
	return occurrence.status !== 'cancelled' && occurrence.startsAt <= now && now < occurrence.endsAt;
}
