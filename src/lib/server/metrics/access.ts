/**
 * Who may read the metrics, which name hidden monitors and their targets: who has the token, or, where no token is set,
 * who sits at this machine and did not come through something else that does.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import ipaddr from 'ipaddr.js';

export interface Reader {
	/** The address that is really connected, whatever headers say. */
	peerAddress: string;
	headers: Headers;
}

export type Access = { isAllowed: true } | { isAllowed: false; status: 401 | 403; reason: string };

/** Headers that proxies add: with one of them, the peer is a proxy and says nothing about the reader. */
const PROXY_HEADERS = [
	'forwarded',
	'via',
	'x-forwarded-for',
	'x-forwarded-host',
	'x-forwarded-proto',
	'x-real-ip'
];
/** A foreign name that leads here is a public proxy, or a page that had its name changed to our address. */
const LOOPBACK_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/** @param token METRICS_TOKEN; null where none is set */
export function metricsAccess({ peerAddress, headers }: Reader, token: string | null): Access {
	if (token !== null) {
		if (isBearer(headers.get('authorization'), token)) return { isAllowed: true };
		return refused(401, 'Send METRICS_TOKEN as a bearer token: "Authorization: Bearer …".');
	}
	if (!isLoopback(peerAddress)) {
		return refused(
			403,
			'Without METRICS_TOKEN the metrics are for this machine alone; set it to read them from elsewhere.'
		);
	}
	if (PROXY_HEADERS.some((name) => headers.has(name)) || !LOOPBACK_NAME.test(headers.get('host') ?? '')) {
		return refused(
			403,
			'This request came through a proxy; set METRICS_TOKEN to read the metrics through one.'
		);
	}
	return { isAllowed: true };
}

function refused(status: 401 | 403, reason: string): Access {
	return { isAllowed: false, status, reason };
}

/** Compares digests, so that the time it takes tells nothing about the token, its length included. */
function isBearer(authorization: string | null, token: string): boolean {
	const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
	return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}

function isLoopback(address: string): boolean {
	return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}
