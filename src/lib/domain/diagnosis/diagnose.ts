/** Reads the evidence of a check and says which side failed, why, and how sure that is. */
import type { Evidence } from '../evidence.ts';
import { readAnswer, type Answer } from './answer.ts';
import { causeSentence } from './causes.ts';
import type { Diagnosis } from './diagnosis.ts';
import { edgeOf } from './edges.ts';
import { SURE, type Finding } from './finding.ts';
import { fixesFor } from './fixes.ts';
import type { Cause, FailedSide, Kind } from './labels.ts';
import { matchesLearned, type LearnedPage } from './learned.ts';
import { classify } from './network-errors.ts';
import { isNoHttp } from './no-answer.ts';
import type { PageRow } from './page-row.ts';
import { disguisedPage, failingPage } from './pages.ts';
import { redirectMeaning } from './redirects.ts';
import { isAnnounced, retryAfterOf } from './retry.ts';
import { findingOf } from './status-causes.ts';
import { serverOf } from './servers.ts';
import { vendorName } from './vendors.ts';

export interface DiagnoseOptions {
	/** Error pages that the owner of this monitor has shown us. */
	learned?: readonly LearnedPage[];
}

const HEALTHY: Finding = {
	kind: 'healthy',
	failedSide: 'none',
	cause: 'none',
	vendor: null,
	confidence: 0.8,
	retryable: false,
	reasons: []
};
const NO_HTTP: Finding = {
	kind: 'soft-error',
	failedSide: 'origin',
	cause: 'upstream-bad-response',
	vendor: null,
	confidence: 0.6,
	retryable: true,
	reasons: [
		'A good status over bytes that are no text and that no header describes: the server behind sent no HTTP.'
	]
};
const STATUS_ONLY = 0.5;
const NOTHING_TELLS = 0.2;
/** Asking again soon does not change these. */
const LASTING: ReadonlySet<Cause> = new Set<Cause>([
	'access-denied',
	'waf-block',
	'suspended',
	'parked-domain',
	'no-route',
	'not-found',
	'config-error',
	'client-cert-required',
	'http-to-https-port',
	'default-page',
	'quota-exceeded'
]);

/** Never throws and never guesses: where nothing tells, side, vendor and edge stay unknown. */
export function diagnose(evidence: Evidence, { learned = [] }: DiagnoseOptions = {}): Diagnosis {
	const answer = readAnswer(evidence);
	const finding = find(evidence, answer, learned);
	const edge = answer.status === 0 && finding.kind === 'network' ? null : edgeOf(answer.headers);
	const { kind, failedSide, cause, vendor, confidence, retryable, reasons } = finding;
	const isFailing = kind !== 'healthy';
	return {
		kind,
		failedSide,
		cause,
		vendor,
		edge: isFailing || edge === null ? edge : null,
		confidence,
		reasons:
			isFailing && edge !== null && edge !== vendor
				? [...reasons, `${vendorName(edge)} stands at the edge.`]
				: reasons,
		retryable,
		retryAfter: isFailing ? retryAfterOf(answer) : null,
		publicSentence: causeSentence(cause, failedSide),
		fixes: isFailing ? fixesFor({ cause, failedSide, vendor: vendor ?? edge }) : []
	};
}

function find(evidence: Evidence, answer: Answer, learned: readonly LearnedPage[]): Finding {
	const { error, unmetExpectation } = evidence;
	if (error) return ofError(error);
	if (answer.status === 0) return unknownNetwork('No answer came.');
	if (learned.some((page) => matchesLearned(page, evidence))) {
		return {
			...HEALTHY,
			kind: 'soft-error',
			failedSide: 'origin',
			cause: 'app-error',
			confidence: SURE,
			retryable: true,
			reasons: ['The page is one that its owner marked as an error page.']
		};
	}
	if (answer.status < 400) return ofGoodStatus(evidence, answer, unmetExpectation ?? null);
	return announced(ofFailingStatus(answer), answer);
}

function ofError(error: NonNullable<Evidence['error']>): Finding {
	const network = classify(error);
	if (!network)
		return unknownNetwork(
			typeof error.message === 'string' && error.message !== '' ? error.message : 'No answer came.'
		);
	const { cause, failedSide, confidence, reason } = network;
	return { kind: 'network', failedSide, cause, vendor: null, confidence, retryable: true, reasons: [reason] };
}

function unknownNetwork(reason: string): Finding {
	return {
		kind: 'network',
		failedSide: 'unknown',
		cause: 'unknown',
		vendor: null,
		confidence: NOTHING_TELLS,
		retryable: true,
		reasons: [reason]
	};
}

function ofGoodStatus(evidence: Evidence, answer: Answer, unmetExpectation: string | null): Finding {
	const led = redirectMeaning(evidence, answer);
	if (led) return led;
	const row = answer.status >= 200 && answer.status < 300 ? disguisedPage(answer) : null;
	if (row) {
		const meaning = row.is ?? findingOf(answer.spoken);
		if (meaning) {
			const kind: Kind = meaning.kind === 'hard-error' ? 'soft-error' : meaning.kind;
			return {
				...meaning,
				kind,
				vendor: row.vendor,
				confidence: SURE - 0.05,
				retryable: !LASTING.has(meaning.cause),
				reasons: [`HTTP ${answer.status}, but ${row.sign}.`]
			};
		}
	}
	if (isNoHttp(answer)) return NO_HTTP;
	if (unmetExpectation === null) return HEALTHY;
	return {
		kind: 'soft-error',
		failedSide: 'origin',
		cause: 'app-error',
		vendor: null,
		confidence: 0.4,
		retryable: true,
		reasons: [`The answer is not what this monitor expects: ${unmetExpectation}.`]
	};
}

function ofFailingStatus(answer: Answer): Finding {
	const row = failingPage(answer);
	const general = findingOf(answer.status);
	if (row?.is)
		return {
			...row.is,
			vendor: row.vendor,
			confidence: SURE,
			retryable: !LASTING.has(row.is.cause),
			reasons: [said(row, answer), ...(general ? [general.reason] : [])]
		};
	if (!general) return HEALTHY;
	const { kind, cause, retryable, reason } = general;
	if (row)
		return {
			kind,
			failedSide: general.failedSide,
			cause,
			vendor: row.vendor,
			confidence: Math.min(SURE - 0.1, general.confidence + 0.2),
			retryable,
			reasons: [said(row, answer), reason]
		};
	const failedSide: FailedSide =
		isMute(answer) && general.failedSide === 'origin' ? 'unknown' : general.failedSide;
	return {
		kind,
		failedSide,
		cause,
		vendor: serverOf(answer),
		confidence: failedSide === 'unknown' ? NOTHING_TELLS + 0.1 : Math.min(STATUS_ONLY, general.confidence),
		retryable,
		reasons: [reason]
	};
}

function said({ vendor, sign }: PageRow, { status }: Answer): string {
	const sentence = `${sign.charAt(0).toUpperCase()}${sign.slice(1)}.`;
	return vendor && !sign.toLowerCase().includes(vendorName(vendor).toLowerCase())
		? `${sentence} HTTP ${status} by ${vendorName(vendor)}.`
		: sentence;
}

/** Nothing in the answer but a gateway's number: no body, no server, no word. */
function isMute({ status, body, headers, reason }: Answer): boolean {
	const isGateway = status === 502 || status === 503 || status === 504;
	return (
		isGateway &&
		body.trim() === '' &&
		reason === '' &&
		!headers.has('server') &&
		!headers.has('via') &&
		edgeOf(headers) === null
	);
}

/** A 503 that names when to come back, and nothing that names another reason, is an announcement. */
function announced(finding: Finding, answer: Answer): Finding {
	const seconds = retryAfterOf(answer);
	const isOpen = finding.cause === 'unavailable' || finding.cause === 'app-error';
	if (answer.status !== 503 || !isOpen || finding.kind !== 'hard-error') return finding;
	const isSaid = /\b(?:scheduled|planned|under) maintenance\b|<title>[^<]{0,80}\bmaintenance\b/.test(
		answer.flat()
	);
	if (!isSaid && !isAnnounced(answer, seconds)) return finding;
	const reason = isSaid
		? 'The page says that it is under maintenance.'
		: `It names when to come back: in ${seconds} seconds.`;
	return {
		...finding,
		kind: 'maintenance',
		failedSide: 'origin',
		cause: 'maintenance',
		confidence: isSaid ? 0.8 : 0.6,
		retryable: true,
		reasons: [reason, ...finding.reasons]
	};
}
