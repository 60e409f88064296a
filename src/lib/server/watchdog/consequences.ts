/**
 * What one judged check means: which outage opens, worsens or closes, and what the team hears of it.
 * Pure: the watchdog writes it down in one transaction.
 */
import type { Check } from '../../domain/check.ts';
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { hasBegunToFlap, hasCalmedDown } from '../../domain/flapping.ts';
import type { Change, Judgement, Standing } from '../../domain/judge.ts';
import type { Confirmation } from '../../domain/monitor.ts';
import type { Announcement, TeamEvent } from '../../domain/notice.ts';
import { outageNotice } from '../../domain/outage-notice.ts';
import type { Outage } from '../../domain/outage.ts';
import type { Verdict } from '../../domain/stretch.ts';
import type { FirstFailure, Watch } from './watch.ts';

export interface Consequences {
	change: Change | null;
	opened: { outage: Outage; failure: FirstFailure; diagnosis: Diagnosis } | null;
	/** The same outage, worse than before, or known to be flapping, or told to the team. */
	altered: Outage | null;
	/** A second, worse first failure of the same outage. */
	worsened: { failure: FirstFailure; diagnosis: Diagnosis } | null;
	closed: Outage | null;
	announcements: Announcement[];
	/** The monitor's outage after this check; null when it has none. */
	outage: Outage | null;
	diagnosis: Diagnosis | null;
	firstFailure: FirstFailure | null;
	failuresHeard: number;
}

export interface Circumstances {
	now: number;
	/** A maintenance window is active: nothing alarms. */
	isSilenced: boolean;
	/** How many checks it takes to tell the team of an outage that a window kept silent. */
	rule: Confirmation;
	newId: () => string;
	diagnose: (evidence: Evidence) => Diagnosis;
	/** The target in words, without secrets. */
	target: string;
}

/** Draws the consequences of one check; `watch` is as it was before the check. */
export function consequences(
	watch: Watch,
	check: Check,
	{ standing, change }: Judgement,
	circumstances: Circumstances
): Consequences {
	const { now, isSilenced } = circumstances;
	const isFailing = check.outcome === 'down' || check.outcome === 'degraded';
	const failure = firstFailureOf(watch, check, standing.streak !== null || change !== null);
	const result: Consequences = {
		change,
		opened: null,
		altered: null,
		worsened: null,
		closed: null,
		announcements: certificateWarnings(watch, check, circumstances),
		outage: watch.outage,
		diagnosis: watch.diagnosis,
		firstFailure: failure,
		failuresHeard: !isFailing || isSilenced ? 0 : watch.failuresHeard + 1
	};
	if (change && (change.to === 'down' || change.to === 'degraded')) {
		fail(watch, change.to, change, failure, result, circumstances);
	}
	const open = result.outage;
	if (open && standing.verdict === 'up' && (!open.isFlapping || hasCalmedDown(standing, now))) {
		result.closed = { ...open, endedAt: recoveredAt(standing, open) };
		result.outage = null;
		result.diagnosis = null;
		result.altered = null;
	} else if (open && hasBegunToFlap(standing) && !open.isFlapping) {
		alter(result, { ...open, isFlapping: true });
	}
	announce(watch, result, circumstances);
	if (standing.verdict === 'up' && standing.streak === null) result.firstFailure = null;
	return result;
}

/** Where the recovery began; a time of `unknown` since then does not move it. */
function recoveredAt({ changes, since }: Standing, { startedAt }: Outage): number {
	return Math.max(changes.at(-1) ?? since, startedAt);
}

function firstFailureOf(watch: Watch, check: Check, isContradicting: boolean): FirstFailure | null {
	if (!check.evidence || !isContradicting) return watch.firstFailure;
	const continues = watch.firstFailure !== null && watch.standing.streak?.direction === 'worse';
	return continues ? watch.firstFailure : { at: check.at, evidence: check.evidence };
}

function fail(
	watch: Watch,
	to: 'down' | 'degraded',
	change: Change,
	failure: FirstFailure | null,
	result: Consequences,
	{ newId, diagnose }: Circumstances
): void {
	const { monitor } = watch;
	const seen: FirstFailure = failure ?? {
		at: change.at,
		evidence: { url: '', status: null, headers: {}, body: '' }
	};
	if (!result.outage) {
		const diagnosis = diagnose(seen.evidence);
		const outage: Outage = {
			id: newId(),
			workspaceId: monitor.workspaceId,
			monitorId: monitor.id,
			startedAt: change.at,
			confirmedAt: change.confirmedAt,
			endedAt: null,
			worst: to,
			kind: diagnosis.kind,
			cause: diagnosis.cause,
			failedSide: diagnosis.failedSide,
			isFlapping: false,
			announcedAt: null,
			incidentId: null
		};
		result.opened = { outage, failure: seen, diagnosis };
		result.outage = outage;
		result.diagnosis = diagnosis;
	} else if (to === 'down' && result.outage.worst === 'degraded') {
		const diagnosis = diagnose(seen.evidence);
		const { kind, cause, failedSide } = diagnosis;
		result.worsened = { failure: seen, diagnosis };
		result.diagnosis = diagnosis;
		alter(result, { ...result.outage, worst: 'down', kind, cause, failedSide });
	}
}

function alter(result: Consequences, outage: Outage): void {
	result.outage = outage;
	if (result.opened) result.opened = { ...result.opened, outage };
	else result.altered = outage;
}

function announce(watch: Watch, result: Consequences, circumstances: Circumstances): void {
	const { now, isSilenced } = circumstances;
	const say = (kind: TeamEvent, outage: Outage, diagnosis: Diagnosis | null) =>
		result.announcements.push({
			event: `outage:${outage.id}:${kind}${kind === 'outage-changed' ? `:${result.change?.at ?? now}` : ''}`,
			channels: watch.monitor.notify,
			notice: outageNotice(kind, {
				monitor: watch.monitor,
				target: circumstances.target,
				outage,
				diagnosis,
				verdict: kind === 'outage-changed' && isOtherFailure(result.change) ? result.change.to : outage.worst,
				at: now
			})
		});
	if (result.closed) {
		if (result.closed.announcedAt !== null) say('outage-closed', result.closed, watch.diagnosis);
		return;
	}
	const { outage } = result;
	if (!outage || isSilenced) return;
	const beganToFlap = outage.isFlapping && !watch.outage?.isFlapping;
	if (outage.announcedAt === null && result.failuresHeard >= circumstances.rule.confirm) {
		say(outage.isFlapping ? 'flapping' : 'outage-opened', outage, result.diagnosis);
		alter(result, { ...outage, announcedAt: now });
	} else if (outage.announcedAt !== null && beganToFlap) {
		say('flapping', outage, result.diagnosis);
	} else if (outage.announcedAt !== null && !outage.isFlapping && isOtherFailure(result.change)) {
		say('outage-changed', outage, result.diagnosis);
	}
}

/** Down became degraded or the other way round: the team knows of the outage, and hears how it goes on. */
function isOtherFailure(change: Change | null): change is Change & { to: 'down' | 'degraded' } {
	const isFailure = (verdict?: Verdict) => verdict === 'down' || verdict === 'degraded';
	return isFailure(change?.from) && isFailure(change?.to);
}

function certificateWarnings(watch: Watch, check: Check, { now, target }: Circumstances): Announcement[] {
	return check.warnings
		.filter(({ kind }) => kind !== 'challenge')
		.filter((warning) => !watch.warnings.some(({ kind, at }) => kind === warning.kind && at === warning.at))
		.map((warning) => ({
			event: `warning:${watch.monitor.id}:${warning.kind}:${warning.at ?? ''}`,
			channels: watch.monitor.notify,
			notice: {
				kind: 'certificate-expiring' as const,
				at: now,
				monitor: { key: watch.monitor.key, name: watch.monitor.name, target },
				outageId: null,
				verdict: null,
				startedAt: null,
				endedAt: warning.at,
				sentence: warning.message,
				cause: null,
				failedSide: null,
				confidence: null
			}
		}));
}
