/** The way of one look from the first address through its redirects to the answer. */
import { NO_PHASES, type Phases, type Redirect } from '../../../domain/evidence.ts';
import type { Hangup } from '../deadline.ts';
import { ProbeFailure } from '../failure.ts';
import type { ProbeOptions } from '../probe.ts';
import { decoded, redactUrl } from '../redact.ts';
import { ask, newExchange, phasesOf, type Exchange, type Request } from './exchange.ts';
import type { HttpTarget } from './target.ts';

const REDIRECTS: ReadonlySet<number | null> = new Set([301, 302, 303, 307, 308]);
/** What may be said to another origin than the one that was configured; everything else could be a credential. */
const HARMLESS = new Set(
	'accept accept-encoding accept-language cache-control content-length content-type pragma user-agent'.split(
		' '
	)
);

/** What one look went through; a failure leaves it as it was then. */
export interface Journey {
	/** The last exchange, the one that decides. */
	exchange: Exchange;
	/** Where it was asked. */
	url: URL;
	redirects: Redirect[];
	/** What the exchanges before it took. */
	earlier: Phases;
	/** When the first certificate of theirs runs out, epoch milliseconds; null where none was shown. */
	earlierExpiresAt: number | null;
}

export function newJourney(target: HttpTarget): Journey {
	return {
		exchange: newExchange(),
		url: new URL(target.url),
		redirects: [],
		earlier: NO_PHASES,
		earlierExpiresAt: null
	};
}

/** The time in each phase, of all exchanges together. */
export function phasesOfAll({ exchange, earlier }: Journey): Phases {
	const last = phasesOf(exchange);
	const sum = (phase: keyof Phases) =>
		last[phase] === null && earlier[phase] === null ? null : (last[phase] ?? 0) + (earlier[phase] ?? 0);
	return {
		resolveMs: sum('resolveMs'),
		connectMs: sum('connectMs'),
		tlsMs: sum('tlsMs'),
		firstByteMs: sum('firstByteMs'),
		transferMs: sum('transferMs')
	};
}

/** When the first certificate on the whole way runs out: a visitor meets each of them. */
export function earliestExpiryOf({ exchange, earlierExpiresAt }: Journey): number | null {
	const { certificateExpiresAt: last } = exchange.connection;
	if (last === null || earlierExpiresAt === null) return last ?? earlierExpiresAt;
	return Math.min(last, earlierExpiresAt);
}

/**
 * Goes until an answer is no redirect, or none that may be followed.
 * @param alter makes the first request another one, where a second look asks otherwise than the monitor does
 */
export async function travel(
	journey: Journey,
	target: HttpTarget,
	{ privateTargets }: Pick<ProbeOptions, 'privateTargets'>,
	hangup: Hangup,
	alter: (request: Request) => Request = (request) => request
): Promise<void> {
	let request = alter(firstRequest(journey.url, target, privateTargets));
	for (;;) {
		await ask(request, journey.exchange, hangup);
		const { status, headers } = journey.exchange;
		const { location } = headers;
		if (target.redirects === 0 || !REDIRECTS.has(status) || location === undefined) return;
		const next = URL.parse(location, request.url);
		const place = next ? redactUrl(next.href) : location;
		journey.redirects.push({ status: status ?? 0, location: place, url: redactUrl(request.url.href) });
		if (journey.redirects.length > target.redirects) {
			const message = `redirect count exceeded: more than ${target.redirects}, the last one to ${place}`;
			throw new ProbeFailure('ERR_TOO_MANY_REDIRECTS', message);
		}
		if (!next || !/^https?:$/.test(next.protocol)) {
			throw new ProbeFailure('ERR_BAD_REDIRECT', `unknown scheme: the redirect leads to ${place}`);
		}
		request = followed(request, next, status ?? 0);
		journey.url = next;
		journey.earlier = phasesOfAll(journey);
		journey.earlierExpiresAt = earliestExpiryOf(journey);
		journey.exchange = newExchange();
	}
}

function firstRequest(url: URL, target: HttpTarget, privateTargets: ProbeOptions['privateTargets']): Request {
	const { method, body, verify: isVerified } = target;
	const headers: Record<string, string> = {
		'user-agent': target.user_agent,
		accept: '*/*',
		'accept-encoding': 'gzip, br, zstd, deflate'
	};
	if (target.auth) headers['authorization'] = authorization(target.auth);
	else if (url.username !== '') headers['authorization'] = authorization({ basic: userOf(url) });
	if (body !== '') headers['content-length'] = String(Buffer.byteLength(body));
	for (const name of Object.keys(target.headers)) headers[name.toLowerCase()] = target.headers[name] ?? '';
	return { url, method, headers, body, family: target.family ?? 0, isVerified, privateTargets };
}

/**
 * The next request of a redirect (RFC 9110, 15.4): where the method becomes GET the body goes, and to another origin
 * go neither credentials nor a body. Once dropped they stay dropped.
 */
function followed(request: Request, next: URL, status: number): Request {
	const isSameOrigin = next.origin === request.url.origin;
	const becomesGet =
		(status === 303 && request.method !== 'HEAD') || (status <= 302 && request.method === 'POST');
	if (!isSameOrigin && !becomesGet && request.body !== '') {
		throw new ProbeFailure(
			'ERR_BAD_REDIRECT',
			`The redirect would take the body to another origin, ${next.origin}`
		);
	}
	const kept = Object.entries(request.headers).filter(
		([name]) => (isSameOrigin || HARMLESS.has(name)) && !(becomesGet && name.startsWith('content-'))
	);
	return {
		...request,
		url: next,
		headers: Object.fromEntries(kept),
		method: becomesGet ? 'GET' : request.method,
		body: becomesGet ? '' : request.body
	};
}

export function authorization(auth: NonNullable<HttpTarget['auth']>): string {
	if ('bearer' in auth) return `Bearer ${auth.bearer}`;
	return `Basic ${Buffer.from(`${auth.basic.username}:${auth.basic.password}`).toString('base64')}`;
}

/** The user and password that an address carries, as they were before they were written into it. */
export function userOf({ username, password }: URL): { username: string; password: string } {
	return { username: decoded(username), password: decoded(password) };
}
