/** What a bare status code says by itself, where nothing else in the answer tells more. */
import type { Cause, FailedSide, Kind } from './labels.ts';

export interface StatusFinding {
	kind: Kind;
	failedSide: FailedSide;
	cause: Cause;
	confidence: number;
	reason: string;
	retryable: boolean;
}

type Row = [
	cause: Cause,
	side: FailedSide,
	kind: Kind,
	confidence: number,
	isRetryable: boolean,
	reason: string
];

const BLOCKED = 'the check was turned away, which says little about the service';

const ROWS: Record<number, Row> = {
	400: ['config-error', 'client', 'hard-error', 0.4, false, 'the server calls the request a bad one'],
	401: ['access-denied', 'none', 'blocked', 0.7, false, 'the service asks for a sign-in'],
	402: ['suspended', 'hosting', 'account', 0.5, false, 'the provider asks for payment'],
	403: ['access-denied', 'none', 'blocked', 0.6, false, BLOCKED],
	404: ['not-found', 'origin', 'hard-error', 0.6, false, 'the server answers, the page is not there'],
	407: ['proxy-failure', 'monitor', 'hard-error', 0.8, false, 'a proxy on our side asks for a sign-in'],
	408: ['client-timeout', 'client', 'hard-error', 0.5, true, 'the server waited in vain for our request'],
	410: ['not-found', 'origin', 'hard-error', 0.7, false, 'the page was removed for good'],
	429: ['rate-limit', 'none', 'blocked', 0.9, true, 'the check was asked to slow down'],
	500: ['app-error', 'origin', 'hard-error', 0.6, true, 'the application reports an error of its own'],
	501: ['config-error', 'origin', 'hard-error', 0.5, false, 'the server does not know this method'],
	502: [
		'upstream-failure',
		'origin',
		'hard-error',
		0.6,
		true,
		'some gateway answered, the server behind it did not; which gateway, nothing tells'
	],
	503: ['unavailable', 'origin', 'hard-error', 0.4, true, 'the service says that it is not available'],
	504: [
		'upstream-timeout',
		'origin',
		'hard-error',
		0.65,
		true,
		'some gateway waited for the server behind it in vain'
	],
	507: ['quota-exceeded', 'origin', 'hard-error', 0.6, false, 'the server has no room left'],
	508: [
		'quota-exceeded',
		'hosting',
		'hard-error',
		0.5,
		true,
		'the server found a loop or its provider a limit'
	],
	509: [
		'quota-exceeded',
		'hosting',
		'account',
		0.7,
		false,
		'the provider reports that its traffic limit is used up'
	],
	511: ['captive-portal', 'monitor', 'network', 0.9, false, 'the network we look from asks for a sign-in'],
	520: [
		'upstream-bad-response',
		'origin',
		'hard-error',
		0.8,
		true,
		'the edge got an answer from the origin that it cannot use'
	],
	521: ['upstream-refused', 'origin', 'hard-error', 0.85, true, 'the origin refused the edge'],
	522: [
		'upstream-connect-timeout',
		'origin',
		'hard-error',
		0.85,
		true,
		'the edge could not connect to the origin in time'
	],
	523: ['upstream-unreachable', 'origin', 'hard-error', 0.85, true, 'the edge could not reach the origin'],
	524: [
		'upstream-timeout',
		'origin',
		'hard-error',
		0.85,
		true,
		'the origin took too long to answer the edge'
	],
	525: [
		'upstream-tls',
		'origin',
		'hard-error',
		0.85,
		false,
		'the edge and the origin found no secure connection'
	],
	526: [
		'upstream-tls',
		'origin',
		'hard-error',
		0.85,
		false,
		'the certificate of the origin does not hold for the edge'
	],
	529: ['overload', 'origin', 'hard-error', 0.7, true, 'the service says that it is overloaded']
};

/** What the code says; null for codes that are no failure. */
export function findingOf(status: number): StatusFinding | null {
	if (status < 400) return null;
	const general: Row =
		status < 500
			? ['access-denied', 'client', 'hard-error', 0.3, false, 'the server did not accept the request']
			: ['app-error', 'origin', 'hard-error', 0.4, true, 'the server reports an error'];
	const [cause, failedSide, kind, confidence, retryable, reason] = ROWS[status] ?? general;
	return { kind, failedSide, cause, confidence, retryable, reason: `HTTP ${status}: ${reason}.` };
}
