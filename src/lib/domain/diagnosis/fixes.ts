/** What an owner can do, in the order of the article: reload, session, browser, own line, DNS, host; then what the cause asks for. */
import type { Fix } from './diagnosis.ts';
import { commandsFor } from './fix-commands.ts';
import type { Cause, FailedSide } from './labels.ts';
import { vendorName } from './vendors.ts';

export interface Failing {
	cause: Cause;
	failedSide: FailedSide;
	/** Who wrote the page, else who stands at the edge. */
	vendor: string | null;
}

const GENERAL: readonly Fix[] = [
	{
		id: 'reload',
		what: 'Ask again after a minute, on a new connection.',
		why: 'A short overload or a restart is over by then.',
		commands: ['curl -sv -o /dev/null URL'],
		remedy: 'ask-again'
	},
	{
		id: 'session-and-cache',
		what: 'Ask past every cache and without a session.',
		why: 'A cache can keep an error page after the service is well.',
		commands: ["curl -sv -o /dev/null -H 'Cache-Control: no-cache' 'URL?again=1'"],
		remedy: 'past-cache'
	},
	{
		id: 'browser',
		what: 'Ask as other browsers do.',
		why: 'A rule against robots can refuse one caller and let all others in.',
		commands: ["curl -sv -o /dev/null -A 'Mozilla/5.0' URL"],
		remedy: 'other-browsers'
	},
	{
		id: 'own-line',
		what: 'Look whether the line and the resolver of the monitor work.',
		why: 'What fails for every address fails on our side.',
		commands: [],
		remedy: 'own-line'
	},
	{
		id: 'dns',
		what: 'Compare what several resolvers answer for the name.',
		why: 'An old or wrong answer of one resolver leads its users astray.',
		commands: ['dig +short HOST', 'dig +short HOST @1.1.1.1', 'dig +trace HOST'],
		remedy: 'other-resolvers'
	},
	{
		id: 'maintenance',
		what: 'Look whether maintenance is announced, by you or by the host.',
		why: 'Planned work needs no repair.',
		commands: [],
		remedy: 'maintenance'
	}
];

const origin = (
	id: string,
	what: string,
	why: string,
	remedy: Fix['remedy'] = null
): Omit<Fix, 'commands'> => ({ id, what, why, remedy });

/** By cause: the steps that mend it, the likeliest first. */
const BY_CAUSE: Partial<Record<Cause, Omit<Fix, 'commands'>[]>> = {
	'upstream-refused': [
		origin(
			'backend-runs',
			'Look whether the server behind the gateway runs and listens where the gateway asks.',
			'A refused connection means that nobody listens there.',
			'straight-to-origin'
		)
	],
	'upstream-failure': [
		origin(
			'backend-runs',
			'Look whether the server behind the gateway runs and listens where the gateway asks.',
			'A gateway says this when the server behind it does not answer properly.',
			'straight-to-origin'
		),
		origin(
			'keep-alive',
			'Let the server keep idle connections longer than the gateway does.',
			'A server that hangs up first breaks requests that are already on their way.',
			'ask-in-parallel'
		)
	],
	'upstream-reset': [
		origin(
			'keep-alive',
			'Let the server keep idle connections longer than the gateway does.',
			'A server that hangs up first breaks requests that are already on their way.',
			'ask-in-parallel'
		),
		origin(
			'backend-log',
			'Read the log of the server for crashes at that time.',
			'A process that ends in the middle of a request resets its connection.'
		)
	],
	'upstream-bad-response': [
		origin(
			'backend-log',
			'Read what the server sent: too large headers, no HTTP, or nothing.',
			'The gateway got something that is not an answer.',
			'straight-to-origin'
		)
	],
	'upstream-timeout': [
		origin(
			'slow-work',
			'Find what takes so long: a query, a call to another service, too few workers.',
			'The server accepted the request and did not answer in time.',
			'last-good'
		),
		origin(
			'timeouts',
			'Compare the time limits of gateway and server.',
			'A gateway that waits shorter than the server works gives up on good answers.'
		)
	],
	'upstream-connect-timeout': [
		origin(
			'firewall',
			'Look whether a firewall lets the gateway in, and whether the server is overloaded.',
			'A connection that is never answered is dropped on the way or by a full queue.',
			'straight-to-origin'
		)
	],
	'upstream-unreachable': [
		origin(
			'firewall',
			'Look whether the gateway can reach the server: address, route, firewall.',
			'There was no way through.',
			'straight-to-origin'
		)
	],
	'upstream-dns': [
		origin(
			'backend-name',
			'Look whether the name of the server behind the gateway still leads somewhere.',
			'The gateway could not look it up.',
			'other-resolvers'
		)
	],
	'upstream-tls': [
		origin(
			'backend-certificate',
			'Look at the certificate and the protocols of the server behind the gateway.',
			'Gateway and server found no secure connection.',
			'layer-by-layer'
		)
	],
	'no-healthy-upstream': [
		origin(
			'health-checks',
			'Look why every server fails the health check of the gateway: the path, the status it expects, the time limit.',
			'The gateway has servers and believes in none.',
			'straight-to-origin'
		)
	],
	'no-route': [
		origin(
			'route',
			'Look whether the gateway has a route for this name and path.',
			'It answers, and does not know where to send the request.'
		)
	],
	'gateway-internal': [
		origin('gateway-log', 'Read the log of the gateway at that time.', 'It failed by itself.')
	],
	'gateway-overload': [
		origin(
			'gateway-limits',
			'Look at connections, memory and limits of the gateway.',
			'It has more to do than it can.'
		)
	],
	overload: [
		origin(
			'capacity',
			'Look at load, memory and the number of workers, and at what takes the most.',
			'The server says that it has too much to do.',
			'ask-in-parallel'
		)
	],
	'app-error': [
		origin(
			'app-log',
			'Read the log of the application at that time; look at the last deployment.',
			'The application answered with an error of its own.',
			'last-good'
		)
	],
	'app-crashed': [
		origin(
			'app-restart',
			'Look why the application does not run, and start it.',
			'The platform answers in its place.',
			'last-good'
		)
	],
	'db-error': [
		origin(
			'database',
			'Look whether the database runs, lets the application in and has room.',
			'The application says that it cannot reach its data.'
		)
	],
	'tls-expired': [
		origin(
			'renew',
			'Renew the certificate and reload the server.',
			'It has run out; every browser warns.',
			'layer-by-layer'
		)
	],
	'tls-incomplete-chain': [
		origin(
			'chain',
			'Send the intermediate certificate with your own.',
			'Some callers cannot build the chain without it.',
			'layer-by-layer'
		)
	],
	'tls-name-mismatch': [
		origin(
			'names',
			'Ask for a certificate that holds this name, or serve the right one for it.',
			'The certificate is for other names.',
			'layer-by-layer'
		)
	],
	'dns-nxdomain': [
		origin(
			'domain',
			'Look whether the domain is registered and its zone holds the name.',
			'No resolver knows the name.',
			'other-resolvers'
		)
	],
	suspended: [
		origin(
			'account',
			'Ask the host why the account is suspended; look for unpaid bills.',
			'The host holds the site back on purpose.'
		)
	],
	'parked-domain': [
		origin(
			'domain',
			'Look whether the domain has run out or points to a dealer.',
			'The name leads to a placeholder.',
			'other-resolvers'
		)
	],
	'waf-block': [
		origin(
			'allow',
			'Let the address or the name of the monitor through the firewall.',
			'The check was refused; visitors may see the site.',
			'other-browsers'
		)
	],
	'bot-challenge': [
		origin(
			'allow',
			'Let the address or the name of the monitor through the firewall.',
			'The check was challenged; visitors may see the site.',
			'other-browsers'
		)
	],
	'rate-limit': [
		origin(
			'slower',
			'Check less often, or raise the limit for the monitor.',
			'The service asks to slow down.'
		)
	],
	'default-page': [
		origin(
			'virtual-host',
			'Look whether a site is set up for this name.',
			'The server shows its own first page.'
		)
	]
};

export function fixesFor(failing: Failing): Fix[] {
	const { cause, vendor } = failing;
	const host: Fix = {
		id: 'host',
		what: vendor
			? `Look at what ${vendorName(vendor)} itself reports, and ask the host with times and ids.`
			: 'Ask the host, with times and ids.',
		why: 'Only they see the other side of their gateway.',
		commands: [],
		remedy: null
	};
	const special = (BY_CAUSE[cause] ?? []).map((fix) => ({ ...fix, commands: commandsFor(vendor, fix.id) }));
	const [maintenance] = GENERAL.slice(-1);
	return [...GENERAL.slice(0, -1), ...(maintenance ? [maintenance] : []), ...special, host];
}
