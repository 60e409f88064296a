/** What each cause means to a visitor: one safe, plain sentence, without host, address, vendor or threshold. */
import type { Cause, FailedSide, Kind } from './labels.ts';

const SENTENCES: Partial<Record<Cause, string>> = {
	'access-denied':
		'Our check was turned away, so we cannot tell from here whether the service works for you.',
	'app-crashed': 'The application behind this service has stopped running.',
	'app-error': 'The application behind this service answers with an error.',
	'bot-challenge':
		'Our check was asked to prove that it is human; visitors with a browser may notice nothing.',
	'captive-portal': 'The network we look from is asking for a sign-in, so we cannot tell how the service is.',
	'client-timeout': 'The service did not get the whole request in time.',
	'config-error': 'The service is reachable, but it is set up wrongly at the moment.',
	'db-error': 'The application is reachable, but it cannot reach its data.',
	'default-page': 'The server answers, but shows its blank starting page instead of the service.',
	'dns-nodata': 'The name of this service currently leads nowhere.',
	'dns-nxdomain': 'The name of this service cannot be found at the moment.',
	'dns-servfail': 'The directory that leads to this service has trouble.',
	'dns-temporary': 'The name of this service could not be looked up just now.',
	'gateway-internal': 'The front door of this service has a fault of its own.',
	'gateway-overload': 'The front door of this service is overloaded.',
	'host-unreachable': 'There is no way through to the server of this service at the moment.',
	'http-body-timeout': 'The service begins to answer and then stalls.',
	'http-closed-early': 'The server behind this service hangs up before it answers.',
	'http-headers-timeout': 'The server behind this service accepts requests but does not answer them in time.',
	'http-redirect-loop': 'The service sends visitors round in a circle.',
	'http-truncated': 'The service breaks off in the middle of its answer.',
	maintenance: 'The service is down for planned work.',
	'network-unreachable': 'The network we look from cannot reach this service.',
	'no-healthy-upstream': 'The front door of this service answers, but no server behind it is ready.',
	'no-route': 'The front door answers, but does not know this service at the moment.',
	'not-found': 'The page that this service should show is not there.',
	overload: 'The service is overloaded and turns requests away.',
	'parked-domain': 'The name of this service leads to a placeholder page.',
	'quota-exceeded': 'The service has used up what its provider allows.',
	'rate-limit':
		'Our check was asked to slow down, so we cannot tell from here whether the service works for you.',
	'request-timeout': 'The service does not answer in time.',
	suspended: 'The account behind this service is suspended at its provider.',
	'tcp-refused': 'The server is reachable, but the service on it is not running.',
	'tcp-reset': 'The server behind this service breaks off the connection.',
	'tcp-timeout': 'The server of this service does not answer at all.',
	'tls-expired': 'The security certificate of this service has run out, so browsers refuse to open it.',
	'tls-name-mismatch':
		'The security certificate belongs to another name, so browsers refuse to open the service.',
	'tls-not-yet-valid': 'The security certificate of this service is not valid yet.',
	'tls-self-signed': 'The security certificate of this service is not one that browsers trust.',
	'tls-untrusted-ca': 'The security certificate of this service is not one that browsers trust.',
	'tls-incomplete-chain':
		'The security certificate of this service is incomplete, so some browsers refuse to open it.',
	'tls-handshake': 'A secure connection to this service cannot be set up.',
	'tls-protocol': 'A secure connection to this service cannot be set up.',
	'tls-not-https': 'A secure connection to this service cannot be set up.',
	unavailable: 'The service is reachable, but says that it is not available right now.',
	'upstream-bad-response':
		'The front door of this service answers, but what the server behind it says makes no sense.',
	'upstream-connect-timeout':
		'The front door of this service answers, but cannot get through to the server behind it.',
	'upstream-dns': 'The front door of this service answers, but cannot find the server behind it.',
	'upstream-failure': 'The front door of this service answers, but the server behind it does not.',
	'upstream-refused': 'The front door of this service answers, but the server behind it is not running.',
	'upstream-reset': 'The front door of this service answers, but the server behind it hangs up.',
	'upstream-timeout': 'The front door of this service answers, but the server behind it takes too long.',
	'upstream-tls': 'The front door of this service answers, but has no secure way to the server behind it.',
	'upstream-unreachable': 'The front door of this service answers, but cannot reach the server behind it.',
	'waf-block': 'Our check was turned away, so we cannot tell from here whether the service works for you.'
};

const OF_SIDE: Record<FailedSide, string> = {
	client: 'Our check was not accepted, so we cannot tell from here whether the service works for you.',
	domain: 'The name of this service has trouble.',
	gateway: 'The front door of this service has trouble.',
	hosting: 'The provider of this service does not show it at the moment.',
	monitor: 'We cannot tell at the moment: the trouble may be on our side.',
	none: 'The service answers.',
	origin: 'The server behind this service has trouble.',
	unknown: 'The service does not answer as it should.'
};

const YOUR_OWN_LINE = ['If other services fail for you as well, look at your own connection.'];
const NOT_YOU = 'This is not your device, your browser or your connection.';
const LATER = 'Reload the page in a minute or two; until then there is nothing you need to do.';

/** What a visitor can do, in a few sentences; never more than what is known. */
export function visitorAdvice({
	kind,
	failedSide,
	cause
}: {
	kind: Kind;
	failedSide: FailedSide;
	cause: Cause;
}): string[] {
	if (kind === 'healthy') return [];
	if (kind === 'blocked') return ['Try the service itself: it may well work for you.', ...YOUR_OWN_LINE];
	if (failedSide === 'monitor' || failedSide === 'unknown' || failedSide === 'client')
		return ['Try the service itself.', ...YOUR_OWN_LINE];
	if (kind === 'maintenance') return [NOT_YOU, 'The service comes back when the work is done.'];
	if (cause.startsWith('tls-'))
		return [NOT_YOU, 'Do not pass over the warning of your browser: wait until the certificate is mended.'];
	if (failedSide === 'domain')
		return [NOT_YOU, 'After it is mended, it can take a while until your provider knows the name again.'];
	return [NOT_YOU, LATER];
}

/** The sentence for the public. */
export function causeSentence(cause: Cause, failedSide: FailedSide): string {
	return SENTENCES[cause] ?? OF_SIDE[failedSide];
}
