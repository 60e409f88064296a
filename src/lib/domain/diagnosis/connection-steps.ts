/** The steps that mend what fails below or beside the answer itself: names, connections, TLS, and answers that break off. */
import type { Fix } from './diagnosis.ts';
import type { Cause } from './labels.ts';

type Step = Omit<Fix, 'commands'>;

const step = (id: string, what: string, why: string, remedy: Fix['remedy'] = null): Step => ({
	id,
	what,
	why,
	remedy
});

const LISTENS = step(
	'backend-runs',
	'Look whether the service runs and listens at this address and port.',
	'The machine answered that nobody listens there.',
	'layer-by-layer'
);
const LETS_IN = step(
	'firewall',
	'Look whether the machine is up, and whether a firewall lets connections in.',
	'Nothing came back, neither a yes nor a no.',
	'layer-by-layer'
);
const WAY = step(
	'way',
	'Look where on the way packets are lost: at us, on the line, or at their network.',
	'A router on the way said that there is no way through.',
	'own-line'
);
const CRASHES = step(
	'backend-log',
	'Read the log of the server for crashes and limits at that time.',
	'It hung up before its answer was whole.',
	'ask-in-parallel'
);
const SLOW = step(
	'slow-work',
	'Find what takes so long: a query, a call to another service, too few workers.',
	'The server took the request and did not answer in time.',
	'last-good'
);
const ZONE = step(
	'zone',
	'Look at the servers of the zone: do all of them answer, and is DNSSEC in order.',
	'The name exists, and those who should tell it could not.',
	'other-resolvers'
);
const RECORDS = step(
	'records',
	'Look whether the zone holds an address for this name.',
	'The name is there and leads nowhere.',
	'other-resolvers'
);
const TRUSTED = step(
	'trusted',
	'Serve a certificate of an authority that browsers trust.',
	'Every browser warns of this one.',
	'layer-by-layer'
);
const PROTOCOLS = step(
	'protocols',
	'Look which versions and ciphers of TLS the server offers, and whether the port speaks TLS at all.',
	'The two sides found nothing that both can speak.',
	'layer-by-layer'
);

const CLIENT_CERTIFICATE = step(
	'client-certificate',
	'Let the monitor in without a client certificate, or watch an address that asks for none.',
	'The server asks whoever connects for a certificate of their own.'
);
const OUR_LIMITS = step(
	'own-limits',
	'Look at the memory, the open files and the settings of the machine that Gatehouse runs on.',
	'The check failed on our side, before the target could answer.',
	'own-line'
);

export const CONNECTION_STEPS: Partial<Record<Cause, Step[]>> = {
	'tcp-refused': [LISTENS],
	'tcp-timeout': [LETS_IN],
	'tcp-reset': [CRASHES, LETS_IN],
	'host-unreachable': [WAY, LETS_IN],
	'network-unreachable': [WAY],
	'http-closed-early': [CRASHES],
	'http-truncated': [CRASHES],
	'http-malformed': [CRASHES],
	'http-body-timeout': [SLOW],
	'http-headers-timeout': [SLOW],
	'request-timeout': [SLOW],
	'http-redirect-loop': [
		step(
			'redirects',
			'Look at the rules that redirect: http to https, with and without www, and what the CDN adds to them.',
			'Two rules send the visitor to each other.',
			'bare-request'
		)
	],
	'dns-nodata': [RECORDS],
	'dns-servfail': [ZONE],
	'dns-temporary': [ZONE],
	'tls-self-signed': [TRUSTED],
	'tls-untrusted-ca': [TRUSTED],
	'tls-not-yet-valid': [
		step(
			'clock',
			'Compare the clocks of server and monitor, and the dates of the certificate.',
			'Its time has not begun, or a clock is wrong.',
			'own-line'
		)
	],
	'tls-handshake': [PROTOCOLS],
	'tls-protocol': [PROTOCOLS],
	'tls-not-https': [PROTOCOLS],
	'tls-client-cert': [CLIENT_CERTIFICATE],
	'client-cert-required': [CLIENT_CERTIFICATE],
	'http-to-https-port': [
		step(
			'scheme',
			'Write https in the address of the monitor, or ask the port for http.',
			'Plain http was sent to a port that speaks TLS.'
		)
	],
	'http-header-overflow': [
		step(
			'headers',
			'Look what makes the headers of the answer so large: cookies, most of the time.',
			'They are larger than a client takes.',
			'bare-request'
		)
	],
	'http-bad-encoding': [
		step(
			'encoding',
			'Look what compresses the answer, and whether two places do.',
			'What came is not what its headers say.',
			'past-cache'
		)
	],
	'tunnel-down': [
		step(
			'tunnel',
			'Start the program that keeps the tunnel open, beside the server.',
			'The edge answers and has no way in.'
		)
	],
	'proxy-failure': [
		step('proxy', 'Look at the proxy that the answer came from.', 'It stands between and failed by itself.')
	],
	'monitor-resources': [OUR_LIMITS],
	'monitor-config': [OUR_LIMITS],
	'captive-portal': [
		step(
			'portal',
			'Sign in to the network that Gatehouse is in.',
			'Something answers in the place of others.',
			'own-line'
		)
	],
	unavailable: [
		step(
			'app-restart',
			'Look whether the application is starting, being deployed, or held back by its own limits.',
			'It answers that it is not ready.',
			'ask-again'
		)
	],
	'config-error': [
		step(
			'gateway-log',
			'Check the configuration of the server and what was changed in it last.',
			'It is reachable and set up wrongly.',
			'last-good'
		)
	],
	'not-found': [
		step(
			'route',
			'Look whether the path still exists: a move, a deployment, a rule that rewrites.',
			'The server answers and does not have this page.',
			'last-good'
		)
	],
	'quota-exceeded': [
		step(
			'account',
			'Look at the quota of the account at its provider.',
			'What the provider allows is used up.'
		)
	],
	'access-denied': [
		step(
			'allow',
			'Let the address or the name of the monitor through, or give the monitor credentials.',
			'The check was refused; visitors may see the site.',
			'other-browsers'
		)
	]
};
