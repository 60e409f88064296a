/** Reads the evidence of a failing check and says which side failed, why, and how sure that is. */
import type { Evidence } from '../evidence.ts';
import { causeSentence } from './causes.ts';
import type { Diagnosis } from './diagnosis.ts';
import { vendorOf } from './fingerprints.ts';
import type { Cause, FailedSide, Kind } from './labels.ts';
import { classify } from './network-errors.ts';
import { findingOf } from './status-causes.ts';

/** A Retry-After that is some software's builtin and announces nothing. */
const BUILTIN_RETRY_SECONDS = 5;

interface Finding {
	kind: Kind;
	failedSide: FailedSide;
	cause: Cause;
	confidence: number;
	retryable: boolean;
	reasons: string[];
}

const HEALTHY: Finding = {
	kind: 'healthy',
	failedSide: 'none',
	cause: 'none',
	confidence: 0.8,
	retryable: false,
	reasons: []
};

/** Never throws and never guesses: where nothing tells, side, vendor and edge stay unknown. */
export function diagnose(evidence: Evidence): Diagnosis {
	const headers = lowerCased(evidence.headers);
	const { vendor, edge } = vendorOf(headers, evidence.body, evidence.status ?? 0);
	const retryAfter = retryAfterOf(headers['retry-after']);
	const finding = refine(find(evidence), evidence, retryAfter);
	const reasons = vendor
		? [...finding.reasons, `The answer carries the marks of ${vendor}.`]
		: finding.reasons;
	return {
		kind: finding.kind,
		failedSide: finding.failedSide,
		cause: finding.cause,
		vendor,
		edge,
		confidence: finding.confidence,
		reasons,
		retryable: finding.retryable,
		retryAfter,
		publicSentence: causeSentence(finding.cause, finding.failedSide),
		fixes: []
	};
}

function find(evidence: Evidence): Finding {
	const { error, status, unmetExpectation } = evidence;
	const network = error ? classify(error) : null;
	if (network) {
		const { cause, failedSide, confidence, reason } = network;
		return { kind: 'network', failedSide, cause, confidence, retryable: true, reasons: [reason] };
	}
	if (error || status === null) {
		const said = error?.message ?? 'No answer came.';
		return {
			kind: 'network',
			failedSide: 'unknown',
			cause: 'unknown',
			confidence: 0.2,
			retryable: true,
			reasons: [said]
		};
	}
	const answered = findingOf(status);
	if (answered) return { ...answered, reasons: [answered.reason] };
	if (!unmetExpectation) return HEALTHY;
	return {
		kind: 'soft-error',
		failedSide: 'origin',
		cause: 'app-error',
		confidence: 0.4,
		retryable: true,
		reasons: [`The answer is not what this monitor expects: ${unmetExpectation}.`]
	};
}

/** A 503 that names when to come back is an announcement. */
function refine(finding: Finding, { status }: Evidence, retryAfter: number | null): Finding {
	if (status !== 503 || retryAfter === null || retryAfter === BUILTIN_RETRY_SECONDS) return finding;
	return {
		...finding,
		kind: 'maintenance',
		cause: 'maintenance',
		confidence: 0.6,
		reasons: [...finding.reasons, `It names when to come back: in ${retryAfter} seconds.`]
	};
}

function lowerCased(headers: Record<string, string> | undefined): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])
	);
}

/** Seconds; a date is not read, since that would take a clock. */
function retryAfterOf(value: string | undefined): number | null {
	return value !== undefined && /^\d{1,7}$/.test(value.trim()) ? Number(value) : null;
}
