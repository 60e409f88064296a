/** What the watchdog holds in memory of one monitor, so that judging needs no database. */
import type { Check, Observation, Warning } from '../../domain/check.ts';
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Standing } from '../../domain/judge.ts';
import type { Monitor } from '../../domain/monitor.ts';
import type { Outage } from '../../domain/outage.ts';
import type { Stretch } from '../../domain/stretch.ts';

/** The first failing check of a streak, as it was. */
export interface FirstFailure {
	at: number;
	evidence: Evidence;
}

export interface LastGood {
	at: number;
	observed: Observation;
}

export interface Watch {
	monitor: Monitor;
	standing: Standing;
	/** The newest check of this process; null after a start until the first one. */
	lastCheck: Check | null;
	/** When it was last checked, also by an earlier process; epoch milliseconds. */
	lastCheckAt: number | null;
	lastGood: LastGood | null;
	warnings: Warning[];
	firstFailure: FirstFailure | null;
	outage: Outage | null;
	diagnosis: Diagnosis | null;
	/** Failing checks in a row outside maintenance: the team hears once they reach the confirmation. */
	failuresHeard: number;
	/** The verdicts of the last 91 days, oldest first. */
	stretches: Stretch[];
	/** When this process began to watch it: a heartbeat gets a full grace from here. */
	watchedSince: number;
}
