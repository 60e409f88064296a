/** What the places say that redirects led to. */
import type { Evidence } from '../evidence.ts';
import type { Answer } from './answer.ts';
import { SURE, type Finding } from './finding.ts';

/** Where redirects led says more than the page there: a suspended account, a sign-in of our own network. */
export function redirectMeaning({ redirects }: Evidence, answer: Answer): Finding | null {
	const places = [
		answer.finalUrl,
		...(Array.isArray(redirects) ? redirects.slice(0, 20).map(({ location }) => String(location ?? '')) : []),
		answer.headers.get('location') ?? ''
	].map((place) => place.toLowerCase());
	const led = (mark: RegExp) => places.some((place) => mark.test(place));
	/** A service may have pages of its own about signing in; a network that wants a sign-in leads to another host. */
	const ledAway = (mark: RegExp) =>
		places.some((place) => mark.test(place) && isElsewhere(place, answer.url));
	if (led(/\/cgi-sys\/suspendedpage\.cgi/)) {
		return {
			kind: 'account',
			failedSide: 'hosting',
			cause: 'suspended',
			vendor: 'cpanel',
			confidence: SURE,
			retryable: false,
			reasons: ['The host leads to its page for suspended accounts.']
		};
	}
	if (
		ledAway(/\/fgtauth\?|\/guest\/s\/[^/]+\/\?|[?&]switch_url=|\/hotspotlogin|captiveportal|[?&]wlanuserip=/)
	) {
		const vendor = ledAway(/\/fgtauth\?/) ? 'fortinet' : ledAway(/\/guest\/s\//) ? 'unifi' : null;
		return {
			kind: 'soft-error',
			failedSide: 'monitor',
			cause: 'captive-portal',
			vendor,
			confidence: SURE,
			retryable: true,
			reasons: ['The network that we look from leads to its sign-in.']
		};
	}
	return null;
}

function isElsewhere(place: string, asked: string): boolean {
	const [from, to] = [URL.parse(asked), URL.parse(place, asked)];
	return from !== null && to !== null && from.hostname !== to.hostname;
}
