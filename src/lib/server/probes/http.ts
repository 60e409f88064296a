/** Asks a web address once: redirects followed and recorded, the answer held against what is expected. */
import { NOTHING_OBSERVED, type Check } from '../../domain/check.ts';
import type { Evidence, EvidenceError, Redirect } from '../../domain/evidence.ts';
import { deadlinePassed, failureOf, isNetworkShaped, isOwnLimit } from './failure.ts';
import { BodyFailure, KEPT_AT_MOST } from './http/body.ts';
import { ask, newExchange, phasesOf, type Exchange, type Request } from './http/exchange.ts';
import { hold, type Finding } from './http/expectations.ts';
import { redactHeaders, redactText, redactUrl, secretsOf } from './http/redact.ts';
import { httpTarget, isCredential, type HttpTarget } from './http/target.ts';
import type { ProbeKind, ProbeOptions } from './probe.ts';
import { expiryWarnings } from './tls-details.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const USER_AGENT = 'Gatehouse (status monitor)';

/** Everything one look went through; a failure leaves it as it was then. */
interface Journey {
	exchange: Exchange;
	redirects: Redirect[];
	url: URL;
	error: EvidenceError | null;
}

async function probe(target: HttpTarget, options: ProbeOptions): Promise<Check> {
	const at = options.now();
	const startedAt = performance.now();
	const journey: Journey = { exchange: newExchange(), redirects: [], url: new URL(target.url), error: null };
	await withDeadline(journey, options, travel(journey, target, options));
	const durationMs = performance.now() - startedAt;
	const finding = journey.error ? failed(journey.error) : hold(journey.exchange, target, durationMs);
	return toCheck(at, durationMs, journey, finding, target);
}

/** Runs until done, the deadline, or the stop of Gatehouse, whichever comes first; nothing is left open. */
async function withDeadline(journey: Journey, options: ProbeOptions, work: Promise<void>): Promise<void> {
	const close = () => journey.exchange.connection.socket?.destroy();
	let timer: NodeJS.Timeout | undefined;
	const deadline = new Promise<void>((resolve) => {
		timer = setTimeout(() => {
			journey.error ??= deadlinePassed(journey.exchange.connection.phase, options.timeoutMs);
			resolve();
		}, options.timeoutMs);
	});
	options.signal.addEventListener('abort', close, { once: true });
	try {
		await Promise.race([
			work.catch((error: unknown) => {
				if (error instanceof BodyFailure) journey.exchange.body = error.partial;
				const cause = error instanceof BodyFailure ? error.cause : error;
				journey.error ??= failureOf(cause, journey.exchange.connection.phase);
			}),
			deadline
		]);
	} finally {
		clearTimeout(timer);
		options.signal.removeEventListener('abort', close);
		close();
	}
}

async function travel(journey: Journey, target: HttpTarget, options: ProbeOptions): Promise<void> {
	const first = firstRequest(journey.url, target, options);
	let request = first;
	for (;;) {
		await ask(request, journey.exchange);
		const { status, headers } = journey.exchange;
		const location = headers['location'];
		if (target.redirects === 0 || status === null || !REDIRECTS.has(status) || location === undefined) return;
		journey.redirects.push({ status, location, url: redactUrl(request.url.href) });
		if (journey.redirects.length > target.redirects) {
			const message = `More than ${target.redirects} redirects, the last one to ${location}`;
			journey.error = { name: 'Error', code: 'ERR_TOO_MANY_REDIRECTS', message, phase: 'transfer' };
			return;
		}
		const next = URL.parse(location, request.url);
		if (!next || !/^https?:$/.test(next.protocol)) {
			journey.error = { name: 'Error', code: 'ERR_INVALID_REDIRECT', message: `A redirect to ${location}`, phase: 'transfer' };
			return;
		}
		request = followed(request, first, next, status);
		journey.url = next;
		journey.exchange = newExchange();
	}
}

function firstRequest(url: URL, target: HttpTarget, { privateTargets, signal }: ProbeOptions): Request {
	const headers: Record<string, string> = { 'user-agent': USER_AGENT, accept: '*/*', 'accept-encoding': 'gzip, br, deflate, zstd' };
	if (target.auth) headers['authorization'] = authorization(target.auth);
	else if (url.username) {
		const basic = { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
		headers['authorization'] = authorization({ basic });
	}
	if (target.body !== '') headers['content-length'] = String(Buffer.byteLength(target.body));
	for (const [name, value] of Object.entries(target.headers)) headers[name.toLowerCase()] = value;
	const { method, body, verify: isVerified } = target;
	return { url, method, headers, body, family: target.family ?? 0, isVerified, privateTargets, signal };
}

/** The next request of a redirect: no credentials to another origin, no body where the method changes (RFC 9110, 15.4). */
function followed(request: Request, first: Request, next: URL, status: number): Request {
	const isSameOrigin = next.origin === first.url.origin;
	const becomesGet = status === 303 || ((status === 301 || status === 302) && request.method === 'POST');
	const headers = Object.fromEntries(
		Object.entries(first.headers).filter(
			([name]) =>
				name !== 'host' &&
				(isSameOrigin || !isCredential(name)) &&
				!(becomesGet && /^content-/.test(name))
		)
	);
	return {
		...request,
		url: next,
		headers,
		method: becomesGet && request.method !== 'HEAD' ? 'GET' : request.method,
		body: becomesGet ? '' : request.body
	};
}

function authorization(auth: NonNullable<HttpTarget['auth']>): string {
	if ('bearer' in auth) return `Bearer ${auth.bearer}`;
	return `Basic ${Buffer.from(`${auth.basic.username}:${auth.basic.password}`).toString('base64')}`;
}

function failed(error: EvidenceError): Finding {
	return { outcome: isOwnLimit(error) ? 'unknown' : 'down', unmet: null };
}

function toCheck(at: number, durationMs: number, journey: Journey, finding: Finding, target: HttpTarget): Check {
	const { exchange, error } = journey;
	const { connection, status } = exchange;
	const answer = evidenceOf(journey, finding.unmet, target);
	const line = status === null ? '' : `HTTP ${status} ${exchange.statusText}`.trim();
	const isGood = finding.outcome === 'up';
	return {
		at,
		outcome: finding.outcome,
		durationMs,
		latenessMs: 0,
		phases: phasesOf(exchange),
		statusCode: status,
		summary: error ? `${line}${line && ': '}${error.message}` : finding.unmet ? `${line}: ${finding.unmet}` : line,
		warnings: expiryWarnings(connection.tls, target.expect.certificate, at),
		observed: isGood
			? {
					...NOTHING_OBSERVED,
					address: connection.address,
					addresses: connection.resolution.addresses,
					httpVersion: exchange.httpVersion,
					server: exchange.headers['server'] ?? null,
					statusCode: status,
					bodyBytes: exchange.body?.bytes ?? null,
					certificate: connection.tls?.fingerprint ?? null,
					certificateExpiresAt: connection.tls?.validTo ?? null,
					firstByteMs: exchange.firstByteMs
				}
			: NOTHING_OBSERVED,
		evidence: isGood ? null : answer,
		answer,
		isNetworkShaped: error !== null && isNetworkShaped(error)
	};
}

function evidenceOf(journey: Journey, unmet: string | null, target: HttpTarget): Evidence {
	const { exchange, redirects, error } = journey;
	const { connection, body } = exchange;
	const secrets = secretsOf(target);
	return {
		url: redactUrl(target.url),
		method: target.method,
		status: exchange.status,
		statusText: exchange.statusText,
		httpVersion: exchange.httpVersion,
		headers: redactHeaders(exchange.headers, secrets),
		body: redactText((body?.text ?? '').slice(0, KEPT_AT_MOST), secrets),
		bodyBytes: body?.bytes ?? 0,
		bodySha256: body?.sha256 ?? null,
		isBodyTruncated: body?.isTruncated ?? false,
		redirects,
		...(redirects.length > 0 ? { finalUrl: redactUrl(journey.url.href) } : {}),
		error,
		tls: connection.tls,
		address: connection.address,
		addresses: connection.resolution.addresses,
		phases: phasesOf(exchange),
		unmetExpectation: unmet
	};
}

export const http: ProbeKind<HttpTarget> = {
	kind: 'http',
	label: 'HTTP(S)',
	schema: httpTarget,
	secrets: ['auth.basic.password', 'auth.bearer', 'headers.*'],
	probe,
	host: ({ url }) => new URL(url).host,
	describe: ({ url }) => redactUrl(url)
};
