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
	if (led(/\/fgtauth\?|\/guest\/s\/[^/]+\/\?|[?&]switch_url=|\/hotspotlogin|captiveportal|[?&]wlanuserip=/)) {
		const vendor = led(/\/fgtauth\?/) ? 'fortinet' : led(/\/guest\/s\//) ? 'unifi' : null;
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
