/** Announced time in which verdicts do not alarm and uptime is not charged. */

export const OCCURRENCE_STATUSES = ['scheduled', 'in_progress', 'completed', 'cancelled'] as const;
export type OccurrenceStatus = (typeof OCCURRENCE_STATUSES)[number];

/** A window is at most so long: its milliseconds are stored in 32 bits, and what takes longer is no window. */
export const LONGEST_WINDOW_MS = 24 * 86_400_000;
export const SHORTEST_WINDOW_MS = 60_000;
/** A window that repeats is told of so long before it begins, one that takes place once as soon as it is known. */
export const TOLD_AHEAD_MS = 7 * 86_400_000;

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
	/** When subscribers were reminded of it, or needed no reminder any more. */
	remindedAt: number | null;
	/** The end as it was announced, where it was set anew while it ran; null where it stands as planned. */
	plannedEndsAt: number | null;
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

/** What its status is by the clock; what a hand has ended or cancelled stays so. */
export function statusAt(
	{ startsAt, endsAt, status }: Pick<Occurrence, 'startsAt' | 'endsAt' | 'status'>,
	now: number
): OccurrenceStatus {
	if (status === 'cancelled' || status === 'completed') return status;
	if (now >= endsAt) return 'completed';
	return now >= startsAt ? 'in_progress' : 'scheduled';
}

/** How long it has run, or ran, past the end that was announced; 0 while it is in time. */
export function overrunMs(
	{ endsAt, plannedEndsAt, status }: Pick<Occurrence, 'endsAt' | 'plannedEndsAt' | 'status'>,
	now: number
): number {
	const planned = plannedEndsAt ?? endsAt;
	const until = status === 'completed' ? endsAt : status === 'in_progress' ? now : planned;
	return Math.max(0, until - planned);
}

/** Whether a reminder is due: its lead has begun, the maintenance has not, and nobody was reminded yet. */
export function isReminderDue(
	{ startsAt, status, remindedAt }: Pick<Occurrence, 'startsAt' | 'status' | 'remindedAt'>,
	notifyBeforeMs: number | null,
	now: number
): boolean {
	return (
		notifyBeforeMs !== null &&
		remindedAt === null &&
		status === 'scheduled' &&
		startsAt - notifyBeforeMs <= now &&
		now < startsAt
	);
}

/** Whether subscribers count on this occurrence by now, so that a change of it is a change for them. */
export function isExpected(
	{ repeat, notifyBeforeMs }: Pick<MaintenanceWindow, 'repeat' | 'notifyBeforeMs'>,
	{ startsAt, remindedAt }: Pick<Occurrence, 'startsAt' | 'remindedAt'>,
	now: number
): boolean {
	return (
		repeat === null || remindedAt !== null || startsAt - now <= Math.max(TOLD_AHEAD_MS, notifyBeforeMs ?? 0)
	);
}
