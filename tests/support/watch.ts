/** A watch of the watchdog with an outage open, for tests of what follows from that. */
import { newStanding } from '../../src/lib/domain/judge.ts';
import type { Monitor } from '../../src/lib/domain/monitor.ts';
import type { Outage } from '../../src/lib/domain/outage.ts';
import type { Watch } from '../../src/lib/server/watchdog/watch.ts';
import { monitorFields, NOON } from './database.ts';
import { diagnosis } from './findings.ts';

export function monitorOf(id: number, fields: Partial<Monitor> = {}): Monitor {
	const { pushTokenHash: _, ...plain } = monitorFields(`m${id}`);
	return {
		...plain,
		id,
		workspaceId: 'ours',
		pausedAt: null,
		archivedAt: null,
		createdAt: NOON,
		version: 1,
		...fields
	};
}

export function watchOf(monitor: Monitor, fields: Partial<Watch> = {}): Watch {
	return {
		monitor,
		standing: newStanding(NOON),
		lastCheck: null,
		lastCheckAt: null,
		lastGood: null,
		warnings: [],
		firstFailure: null,
		outage: null,
		diagnosis: null,
		failuresHeard: 0,
		stretches: [],
		watchedSince: NOON,
		...fields
	};
}

export function outageOf(monitorId: number, fields: Partial<Outage> = {}): Outage {
	return {
		id: `outage-${monitorId}`,
		workspaceId: 'ours',
		monitorId,
		startedAt: NOON,
		confirmedAt: NOON,
		endedAt: null,
		worst: 'down',
		kind: 'hard-error',
		cause: 'upstream-failure',
		failedSide: 'unknown',
		isFlapping: false,
		announcedAt: null,
		incidentId: null,
		...fields
	};
}

/** A monitor that has just been found down, with a bare 502. */
export function failingWatch(id: number, fields: Partial<Watch> = {}): Watch {
	return watchOf(monitorOf(id), {
		standing: { ...newStanding(NOON), verdict: 'down', lastKnown: 'down' },
		firstFailure: { at: NOON, evidence: { url: 'https://m.example/', status: 502, headers: {}, body: '' } },
		outage: outageOf(id),
		diagnosis: diagnosis(),
		...fields
	});
}
