/** The steps that mend a cause, the likeliest first; their commands stand in fix-commands.ts. */
import type { Fix } from './diagnosis.ts';
import type { Cause } from './labels.ts';

const step = (
	id: string,
	what: string,
	why: string,
	remedy: Fix['remedy'] = null
): Omit<Fix, 'commands'> => ({ id, what, why, remedy });

/** By cause: the steps that mend it, the likeliest first. */
export const STEPS_BY_CAUSE: Partial<Record<Cause, Omit<Fix, 'commands'>[]>> = {
	'upstream-refused': [
		step(
			'backend-runs',
			'Look whether the server behind the gateway runs and listens where the gateway asks.',
			'A refused connection means that nobody listens there.',
			'straight-to-origin'
		)
	],
	'upstream-failure': [
		step(
			'backend-runs',
			'Look whether the server behind the gateway runs and listens where the gateway asks.',
			'A gateway says this when the server behind it does not answer properly.',
			'straight-to-origin'
		),
		step(
			'keep-alive',
			'Let the server keep idle connections longer than the gateway does.',
			'A server that hangs up first breaks requests that are already on their way.',
			'ask-in-parallel'
		)
	],
	'upstream-reset': [
		step(
			'keep-alive',
			'Let the server keep idle connections longer than the gateway does.',
			'A server that hangs up first breaks requests that are already on their way.',
			'ask-in-parallel'
		),
		step(
			'backend-log',
			'Read the log of the server for crashes at that time.',
			'A process that ends in the middle of a request resets its connection.'
		)
	],
	'upstream-bad-response': [
		step(
			'backend-log',
			'Read what the server sent: too large headers, no HTTP, or nothing.',
			'The gateway got something that is not an answer.',
			'straight-to-origin'
		)
	],
	'upstream-timeout': [
		step(
			'slow-work',
			'Find what takes so long: a query, a call to another service, too few workers.',
			'The server accepted the request and did not answer in time.',
			'last-good'
		),
		step(
			'timeouts',
			'Compare the time limits of gateway and server.',
			'A gateway that waits shorter than the server works gives up on good answers.'
		)
	],
	'upstream-connect-timeout': [
		step(
			'firewall',
			'Look whether a firewall lets the gateway in, and whether the server is overloaded.',
			'A connection that is never answered is dropped on the way or by a full queue.',
			'straight-to-origin'
		)
	],
	'upstream-unreachable': [
		step(
			'firewall',
			'Look whether the gateway can reach the server: address, route, firewall.',
			'There was no way through.',
			'straight-to-origin'
		)
	],
	'upstream-dns': [
		step(
			'backend-name',
			'Look whether the name of the server behind the gateway still leads somewhere.',
			'The gateway could not look it up.',
			'other-resolvers'
		)
	],
	'upstream-tls': [
		step(
			'backend-certificate',
			'Look at the certificate and the protocols of the server behind the gateway.',
			'Gateway and server found no secure connection.',
			'layer-by-layer'
		)
	],
	'no-healthy-upstream': [
		step(
			'health-checks',
			'Look why every server fails the health check of the gateway: the path, the status it expects, the time limit.',
			'The gateway has servers and believes in none.',
			'straight-to-origin'
		)
	],
	'no-route': [
		step(
			'route',
			'Look whether the gateway has a route for this name and path.',
			'It answers, and does not know where to send the request.'
		)
	],
	'gateway-internal': [
		step('gateway-log', 'Read the log of the gateway at that time.', 'It failed by itself.')
	],
	'gateway-overload': [
		step(
			'gateway-limits',
			'Look at connections, memory and limits of the gateway.',
			'It has more to do than it can.'
		)
	],
	overload: [
		step(
			'capacity',
			'Look at load, memory and the number of workers, and at what takes the most.',
			'The server says that it has too much to do.',
			'ask-in-parallel'
		)
	],
	'app-error': [
		step(
			'app-log',
			'Read the log of the application at that time; look at the last deployment.',
			'The application answered with an error of its own.',
			'last-good'
		)
	],
	'app-crashed': [
		step(
			'app-restart',
			'Look why the application does not run, and start it.',
			'The platform answers in its place.',
			'last-good'
		)
	],
	'db-error': [
		step(
			'database',
			'Look whether the database runs, lets the application in and has room.',
			'The application says that it cannot reach its data.'
		)
	],
	'tls-expired': [
		step(
			'renew',
			'Renew the certificate and reload the server.',
			'It has run out; every browser warns.',
			'layer-by-layer'
		)
	],
	'tls-incomplete-chain': [
		step(
			'chain',
			'Send the intermediate certificate with your own.',
			'Some callers cannot build the chain without it.',
			'layer-by-layer'
		)
	],
	'tls-name-mismatch': [
		step(
			'names',
			'Ask for a certificate that holds this name, or serve the right one for it.',
			'The certificate is for other names.',
			'layer-by-layer'
		)
	],
	'dns-nxdomain': [
		step(
			'domain',
			'Look whether the domain is registered and its zone holds the name.',
			'No resolver knows the name.',
			'other-resolvers'
		)
	],
	suspended: [
		step(
			'account',
			'Ask the host why the account is suspended; look for unpaid bills.',
			'The host holds the site back on purpose.'
		)
	],
	'parked-domain': [
		step(
			'domain',
			'Look whether the domain has run out or points to a dealer.',
			'The name leads to a placeholder.',
			'other-resolvers'
		)
	],
	'waf-block': [
		step(
			'allow',
			'Let the address or the name of the monitor through the firewall.',
			'The check was refused; visitors may see the site.',
			'other-browsers'
		)
	],
	'bot-challenge': [
		step(
			'allow',
			'Let the address or the name of the monitor through the firewall.',
			'The check was challenged; visitors may see the site.',
			'other-browsers'
		)
	],
	'rate-limit': [
		step('slower', 'Check less often, or raise the limit for the monitor.', 'The service asks to slow down.')
	],
	'default-page': [
		step(
			'virtual-host',
			'Look whether a site is set up for this name.',
			'The server shows its own first page.'
		)
	]
};
