/** A check from what a connection-like probe found: tcp, tls, dns and ping share this shape. */
import { NOTHING_OBSERVED, type Check, type Observation, type Outcome, type Warning } from '../../domain/check.ts';
import { NO_PHASES, type EvidenceError, type Phases, type TlsDetails } from '../../domain/evidence.ts';
import { isNetworkShaped, isOwnLimit } from './failure.ts';

export interface Finding {
	at: number;
	durationMs: number;
	/** `tcp://db:5432` and the like. */
	url: string;
	phases?: Partial<Phases>;
	address?: string | null;
	addresses?: string[];
	tls?: TlsDetails | null;
	/** What came back, as text, for the evidence. */
	answer?: string;
	error?: EvidenceError | null;
	/** What was not as expected, in words for the team. */
	unmet?: string | null;
	/** One line for a good check. */
	summary: string;
	warnings?: Warning[];
	observed?: Partial<Observation>;
}

export function checkOf(finding: Finding): Check {
	const { at, durationMs, url, error = null, unmet = null, answer = '', tls = null } = finding;
	const outcome: Outcome = error ? (isOwnLimit(error) ? 'unknown' : 'down') : unmet ? 'down' : 'up';
	const phases = { ...NO_PHASES, ...finding.phases };
	const isGood = outcome === 'up';
	return {
		at,
		outcome,
		durationMs,
		latenessMs: 0,
		phases,
		statusCode: null,
		summary: error?.message ?? unmet ?? finding.summary,
		warnings: finding.warnings ?? [],
		observed: isGood
			? { ...NOTHING_OBSERVED, address: finding.address ?? null, addresses: finding.addresses ?? [], ...finding.observed }
			: NOTHING_OBSERVED,
		evidence: isGood
			? null
			: {
					url,
					status: null,
					headers: {},
					body: answer.slice(0, 65_536),
					bodyBytes: Buffer.byteLength(answer),
					error,
					tls,
					address: finding.address ?? null,
					addresses: finding.addresses ?? [],
					phases,
					unmetExpectation: unmet
				},
		answer: null,
		isNetworkShaped: error !== null && isNetworkShaped(error)
	};
}
