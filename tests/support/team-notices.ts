/** Notices to the team as the watchdog owes them, for tests of what becomes of them. */
import type { Pending } from '../../src/lib/domain/bundle.ts';
import type { TeamEvent, TeamNotice } from '../../src/lib/domain/notice.ts';

/** Tuesday 24 November 2026, 14:02 UTC. */
export const TOLD_AT = Date.UTC(2026, 10, 24, 14, 2);

/** `teamNotice('outage-opened', 'shop')`: of the outage of that monitor. */
export function teamNotice(
	kind: TeamEvent,
	monitor: string | null,
	fields: Partial<TeamNotice> = {}
): TeamNotice {
	const isOfOutage = kind.startsWith('outage-') || kind === 'flapping';
	return {
		kind,
		at: TOLD_AT,
		monitor:
			monitor === null
				? null
				: { key: monitor, name: `The ${monitor}`, target: `https://${monitor}.example/` },
		outageId: isOfOutage && monitor !== null ? `o-${monitor}` : null,
		verdict: isOfOutage ? 'down' : null,
		startedAt: isOfOutage ? TOLD_AT - 60_000 : null,
		endedAt: kind === 'outage-closed' ? TOLD_AT : null,
		sentence: isOfOutage ? 'The server behind our front door does not answer.' : 'Something is so.',
		cause: isOfOutage ? 'upstream-timeout' : null,
		failedSide: isOfOutage ? 'origin' : null,
		confidence: isOfOutage ? 0.9 : null,
		failureKind: isOfOutage ? 'hard-error' : null,
		vendor: null,
		...fields
	};
}

let counter = 0;

export function pendingNotice(
	kind: TeamEvent,
	monitor: string | null,
	fields: Partial<TeamNotice> & { createdAt?: number } = {}
): Pending {
	const { createdAt = TOLD_AT, ...document } = fields;
	return { id: `n${(counter += 1)}`, createdAt, document: teamNotice(kind, monitor, document) };
}
