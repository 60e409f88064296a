/** An unbroken stretch of `down` or `degraded`: machine-made, opened and closed by the watchdog. */
import type { Cause, FailedSide, Kind } from './diagnosis/labels.ts';

export interface Outage {
	id: string;
	workspaceId: string;
	monitorId: number;
	/** The first failing check, epoch milliseconds. */
	startedAt: number;
	/** When enough checks agreed. */
	confirmedAt: number;
	/** The first good check of the confirmed recovery; null while it lasts. */
	endedAt: number | null;
	worst: 'degraded' | 'down';
	kind: Kind;
	cause: Cause;
	failedSide: FailedSide;
	isFlapping: boolean;
	/** When the team was told; null while a maintenance window keeps it silent. */
	announcedAt: number | null;
	incidentId: string | null;
}

/** An outage as its owners see it in lists and on its page. */
export interface FiledOutage extends Outage {
	monitor: { key: string; name: string; kind: string; origin: string | null };
	/** Somebody of the team has it in hand; null while nobody said so. */
	acknowledged: { at: number; by: string } | null;
}
