/** A check from what was found: every probe that asks ends here, so that all of them judge failures alike. */
import {
	NOTHING_OBSERVED,
	type Check,
	type Observation,
	type Outcome,
	type Warning
} from '../../domain/check.ts';
import { NO_PHASES, type Evidence, type EvidenceError, type Phases } from '../../domain/evidence.ts';
import type { ConnectionState } from './connection.ts';
import { isNetworkShaped, isOurs } from './failure.ts';

/** What is kept as evidence of what a target said, bytes. */
export const KEPT_AT_MOST = 65_536;

export interface Finding {
	at: number;
	durationMs: number;
	/** `tcp://db:5432` and the like. */
	url: string;
	phases?: Partial<Phases>;
	address?: string | null;
	addresses?: string[];
	tls?: Evidence['tls'];
	/** What came back, as text, for the evidence. */
	answer?: string;
	error: EvidenceError | null;
	/** What was not as expected, in words for the team. */
	unmet?: string | null;
	/** One line for a good check. */
	summary: string;
	warnings?: Warning[];
	observed?: Partial<Observation>;
}

/** What a failure says of the target: nothing, where the fault is our own. */
export function outcomeOf(error: EvidenceError): Outcome {
	return isOurs(error) ? 'unknown' : 'down';
}

/** The part of a finding that a connection fills. */
export function connected(state: ConnectionState) {
	const { resolveMs, connectMs, tlsMs, address, addresses, tls } = state;
	return { phases: { resolveMs, connectMs, tlsMs }, address, addresses, tls };
}

export function checkOf(finding: Finding): Check {
	const { at, durationMs, url, error, unmet = null, answer = '', tls = null } = finding;
	const { address = null, addresses = [] } = finding;
	const outcome = error ? outcomeOf(error) : unmet ? 'down' : 'up';
	const phases = { ...NO_PHASES, ...finding.phases };
	const isGood = outcome === 'up';
	const evidence = (): Evidence => ({
		url,
		status: null,
		headers: {},
		body: answer.slice(0, KEPT_AT_MOST),
		bodyBytes: Buffer.byteLength(answer),
		error,
		tls,
		address,
		addresses,
		phases,
		unmetExpectation: unmet
	});
	return {
		at,
		outcome,
		durationMs,
		latenessMs: 0,
		phases,
		statusCode: null,
		summary: error?.message ?? unmet ?? finding.summary,
		warnings: finding.warnings ?? [],
		observed: isGood ? { ...NOTHING_OBSERVED, address, addresses, ...finding.observed } : NOTHING_OBSERVED,
		evidence: isGood ? null : evidence(),
		answer: null,
		isNetworkShaped: error !== null && isNetworkShaped(error)
	};
}
