/**
 * One look at one target, with everything that keeps our own faults from becoming the target's: a probe that throws,
 * a line of our own that is gone, a page that says 200 and is an error page all the same.
 */
import type { Check, Outcome } from '../../domain/check.ts';
import { NOTHING_OBSERVED } from '../../domain/check.ts';
import { diagnose } from '../../domain/diagnosis/diagnose.ts';
import type { Kind } from '../../domain/diagnosis/labels.ts';
import type { LearnedPage } from '../../domain/diagnosis/learned.ts';
import { NO_PHASES } from '../../domain/evidence.ts';
import type { Monitor } from '../../domain/monitor.ts';
import type { Clock } from '../clock.ts';
import { probeFor } from '../probes/index.ts';
import type { ProbeOptions } from '../probes/probe.ts';
import type { OwnLine } from './own-line.ts';

/** The wall clock ran so far ahead of the monotonic one: the machine slept. A clock being kept right moves less. */
const ASLEEP_MS = 2_000;
/** A probe ends at its deadline; so long after it, we were busy with something else. */
const HELD_UP_MS = 1_000;

export type Look = (monitor: Monitor, latenessMs: number) => Promise<Check>;

/** What a page that answers 2xx and is something else counts as. Refused or challenged is inconclusive (DESIGN rule 6). */
const OUTCOME_OF_PAGE: Record<Kind, Outcome> = {
	healthy: 'up',
	blocked: 'degraded',
	maintenance: 'degraded',
	account: 'down',
	'hard-error': 'down',
	'soft-error': 'down',
	network: 'down'
};

export function createLook(options: {
	clock: Clock;
	signal: AbortSignal;
	/** Whether a workspace's monitors may reach loopback, private and link-local addresses. */
	privateTargets: (workspaceId: string) => ProbeOptions['privateTargets'];
	ownLine: () => Pick<OwnLine, 'isDown'>;
	/** The error pages that the monitor was taught. */
	learned: (monitorId: number) => readonly LearnedPage[];
	log: { error: (details: object, message: string) => void };
}): Look {
	const { clock, signal, privateTargets, learned, log } = options;
	return async (monitor, latenessMs) => {
		const at = clock.now();
		const wasAsleep = watchForSleep(clock, monitor.timeoutMs);
		let check: Check;
		try {
			const { probe } = probeFor(monitor.kind);
			if (!probe) throw new Error(`A ${monitor.kind} monitor cannot be asked.`);
			check = await probe(monitor.target, {
				signal,
				timeoutMs: monitor.timeoutMs,
				privateTargets: privateTargets(monitor.workspaceId),
				now: clock.now
			});
		} catch (error) {
			log.error(
				{ err: error, monitor: monitor.key },
				'A probe failed by itself; the check counts for neither side.'
			);
			check = ownFault(at, 'the probe itself failed');
		}
		const isBlind = isFailing(check) && wasAsleep();
		if (isBlind)
			check = { ...check, outcome: 'unknown', summary: `${check.summary}; we were not awake meanwhile` };
		return { ...(await excused(readThrough(check, learned(monitor.id)), options.ownLine())), latenessMs };
	};
}

/** Reads a good answer for what it really is: an error page, a parked domain, a challenge. By structure only. */
function readThrough(check: Check, learned: readonly LearnedPage[]): Check {
	if (check.outcome !== 'up' || !check.answer) return check;
	const { kind, reasons } = diagnose(check.answer, { learned });
	const outcome = OUTCOME_OF_PAGE[kind];
	if (outcome === 'up') return check;
	const summary = `${check.summary}, but the page is not what it should be${reasons[0] ? `: ${reasons[0]}` : ''}`;
	return { ...check, outcome, summary, evidence: check.answer };
}

/** A failure that our own line could cause counts only while that line is seen to work (DESIGN rule 5). */
async function excused(check: Check, ownLine: Pick<OwnLine, 'isDown'>): Promise<Check> {
	if (!isFailing(check) || !check.isNetworkShaped || !(await ownLine.isDown())) return check;
	return { ...check, outcome: 'unknown', summary: `${check.summary}; our own network is down` };
}

function isFailing({ outcome }: Check): boolean {
	return outcome === 'down' || outcome === 'degraded';
}

/** Tells whether the machine slept or this process was held up since: then deadlines pass that the target would have kept. */
function watchForSleep(clock: Clock, timeoutMs: number): () => boolean {
	const began = { wall: clock.now(), monotonic: clock.monotonic() };
	return () => {
		const passedMs = clock.monotonic() - began.monotonic;
		const sleptMs = clock.now() - began.wall - passedMs;
		return sleptMs > ASLEEP_MS || passedMs > timeoutMs + HELD_UP_MS;
	};
}

function ownFault(at: number, summary: string): Check {
	return {
		at,
		outcome: 'unknown',
		durationMs: 0,
		latenessMs: 0,
		phases: NO_PHASES,
		statusCode: null,
		summary,
		warnings: [],
		observed: NOTHING_OBSERVED,
		evidence: null,
		answer: null,
		isNetworkShaped: false
	};
}
