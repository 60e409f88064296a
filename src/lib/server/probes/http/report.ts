/** Tells one look as a check and as evidence, without the secrets that were sent or that came back. */
import { NOTHING_OBSERVED, type Check } from '../../../domain/check.ts';
import type { Evidence, EvidenceError } from '../../../domain/evidence.ts';
import { isNetworkShaped } from '../failure.ts';
import { KEPT_AT_MOST, outcomeOf } from '../outcome.ts';
import { credentialsIn, isCredential, redactHeaders, redactText, redactUrl } from '../redact.ts';
import { expiryWarnings } from '../tls-details.ts';
import { hold, type Finding } from './expectations.ts';
import { authorization, earliestExpiryOf, phasesOfAll, userOf, type Journey } from './journey.ts';
import type { HttpTarget } from './target.ts';

/** @param error what ended the journey before its answer was whole; null when it came */
export function report(
	journey: Journey,
	error: EvidenceError | null,
	target: HttpTarget,
	at: number,
	durationMs: number
): Check {
	const { exchange } = journey;
	const { connection, status } = exchange;
	const secrets = secretsOf(target);
	const statusText = redactText(exchange.statusText, secrets);
	const { outcome, unmet } = safe(
		error ? { outcome: outcomeOf(error), unmet: null } : hold(exchange, target, durationMs),
		secrets
	);
	const isGood = outcome === 'up';
	const answer = evidenceOf(journey, error, unmet, target, secrets);
	const line = status === null ? [] : [`HTTP ${status} ${statusText}`.trim()];
	return {
		at,
		outcome,
		durationMs,
		latenessMs: 0,
		phases: answer.phases ?? phasesOfAll(journey),
		statusCode: status,
		summary: [...line, ...(error ? [error.message] : []), ...(unmet === null ? [] : [unmet])].join(': '),
		warnings: expiryWarnings(earliestExpiryOf(journey), target.expect.certificate, at),
		observed: isGood
			? {
					address: connection.address,
					addresses: connection.addresses,
					httpVersion: exchange.httpVersion,
					server: exchange.headers['server'] ?? null,
					statusCode: status,
					bodyBytes: exchange.body.bytes,
					certificate: connection.tls?.fingerprint ?? null,
					certificateExpiresAt: connection.certificateExpiresAt,
					firstByteMs: exchange.firstByteMs
				}
			: NOTHING_OBSERVED,
		evidence: isGood ? null : answer,
		answer,
		isNetworkShaped: error !== null && isNetworkShaped(error)
	};
}

function safe({ outcome, unmet }: Finding, secrets: readonly string[]): Finding {
	return { outcome, unmet: unmet === null ? null : redactText(unmet, secrets) };
}

function evidenceOf(
	journey: Journey,
	error: EvidenceError | null,
	unmet: string | null,
	target: HttpTarget,
	secrets: readonly string[]
): Evidence {
	const { exchange, redirects } = journey;
	const { connection, body, headers } = exchange;
	return {
		url: redactUrl(target.url),
		method: target.method,
		status: exchange.status,
		statusText: redactText(exchange.statusText, secrets),
		httpVersion: exchange.httpVersion,
		headers: redactHeaders(headers, secrets),
		body: redactText(body.text(headers['content-type'], KEPT_AT_MOST), secrets),
		bodyBytes: body.bytes,
		bodySha256: body.sha256(),
		isBodyTruncated: exchange.status !== null && (!body.isWhole || body.bytes > KEPT_AT_MOST),
		redirects,
		...(redirects.length > 0 ? { finalUrl: redactUrl(journey.url.href) } : {}),
		error,
		tls: connection.tls,
		address: connection.address,
		addresses: connection.addresses,
		phases: phasesOfAll(journey),
		unmetExpectation: unmet
	};
}

const secretsOfTarget = new WeakMap<HttpTarget, string[]>();

/** Every secret of a target as it may come back: a page that echoes its request must not end up in the evidence. */
function secretsOf(target: HttpTarget): string[] {
	const known = secretsOfTarget.get(target);
	if (known) return known;
	const { auth, body, headers } = target;
	const url = new URL(target.url);
	const { password, username } = userOf(url);
	const own = auth ? ['basic' in auth ? auth.basic.password : auth.bearer, codeOf(authorization(auth))] : [];
	const inUrl = username === '' ? [] : [password, codeOf(authorization({ basic: { username, password } }))];
	const sent = Object.entries(headers).flatMap(([name, value]) =>
		isCredential(name) ? [value, codeOf(value)] : []
	);
	const inQuery = credentialsIn(url.searchParams);
	const secrets = [...new Set([...own, ...inUrl, ...inQuery, ...inBody(body), ...sent])].filter(
		(secret) => secret !== ''
	);
	secretsOfTarget.set(target, secrets);
	return secrets;
}

/** The credentials in a form or in a JSON object that is sent. */
function inBody(body: string): string[] {
	try {
		const fields = body.startsWith('{')
			? Object.entries(JSON.parse(body) as object)
			: new URLSearchParams(body);
		return credentialsIn([...fields].map(([name, value]): [string, string] => [name, String(value)]));
	} catch {
		return [];
	}
}

/** `Basic abc` → `abc`. */
function codeOf(authorizationHeader: string): string {
	return authorizationHeader.replace(/^\S+ /, '');
}
