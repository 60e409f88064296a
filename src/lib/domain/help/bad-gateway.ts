/** The page about the 502, at length: what it is, how it is written, and what to do about it, in the order that pays. */

export interface HelpStep {
	what: string;
	why: string;
	/** The key of a guide that shows how. */
	guide?: string;
}

/** Every one of these is the same failure. */
export const SPELLINGS: readonly string[] = [
	'502 Bad Gateway',
	'Error 502',
	'HTTP Error 502 – Bad Gateway',
	'502 Proxy Error',
	'502 Service Temporarily Overloaded',
	'502 Server Error: The server encountered a temporary error and could not complete your request',
	'Temporary Error (502)',
	'Bad Gateway: the proxy server received an invalid response from an upstream server',
	'502. That’s an error.',
	'an empty page, where the browser’s own words or the console show 502'
];

export const WHAT_HAPPENS: readonly string[] = [
	'Nearly every site stands behind a front door: a gateway, a balancer or a network of caches. It takes the request and asks the server behind it for the page.',
	'A 502 comes from the front door. It says: I am here, I asked, and what I got was refused, broken off or not to be understood. So the way from the visitor to the front door works; the way from there to the server behind, or that server itself, does not.',
	'The number does not say which. The page’s look often says who wrote it, and the gateway’s own log always says what it met.'
];

export const FOR_VISITORS: readonly HelpStep[] = [
	{
		what: 'Load the page again after a minute.',
		why: 'Most 502s are a restart or a moment of overload. Do not send a form or a payment twice before you have looked whether the first one arrived.'
	},
	{
		what: 'Open it in a new session: a private window.',
		why: 'That leaves cookies, kept pages and extensions out.',
		guide: 'private-window'
	},
	{
		what: 'Clear the cache and cookies of this site.',
		why: 'A kept error page looks like a new one.',
		guide: 'clear-cache'
	},
	{ what: 'Try another browser or device.', why: 'If it works there, the trouble is in the first one.' },
	{
		what: 'Check your own equipment.',
		why: 'A proxy, a VPN or a router can write such a page, too.',
		guide: 'own-equipment'
	},
	{
		what: 'Ask another resolver for the name.',
		why: 'After a site has moved, an old answer can lead to a server that is no longer in use.',
		guide: 'change-dns'
	},
	{
		what: 'Look at the status page of the service, or tell its owner when it happened and what the page said.',
		why: 'The time and any number on the page are what the owner needs to find it in the logs.'
	}
];

export const FOR_OWNERS: readonly HelpStep[] = [
	{
		what: 'See whether it is every request or some: ask ten times on new connections.',
		why: 'A share of them failing means one sick server behind the balancer; all of them means the server, its network or the gateway’s rule.'
	},
	{
		what: 'Ask the server behind directly, with the public name in the Host header.',
		why: 'If it answers well, the fault lies between the two: address, port, protocol, firewall or certificate.'
	},
	{
		what: 'Look whether it runs and listens where the gateway asks.',
		why: 'After a deployment it is often another port, another address, or a socket that the gateway may not open.'
	},
	{
		what: 'Read the gateway’s error log at that minute.',
		why: 'It tells refused from reset, timed out, too large a header, a failed handshake or a name that was not found. Each has another remedy.'
	},
	{
		what: 'Let the server keep idle connections longer than the gateway reuses them.',
		why: 'Otherwise a request now and then meets a connection that is just being closed: a 502 with no trace in the application’s log.'
	},
	{
		what: 'Look at workers, memory and crashes of the application.',
		why: 'A process that is killed in the middle of an answer, or a pool with no free worker, is the commonest reason under load.'
	},
	{
		what: 'Look at what changed last: deployment, certificate, firewall, DNS entry, plugin, limit.',
		why: 'Undo first, look for the reason after that.'
	},
	{
		what: 'Ask the host or the network of caches, with times in UTC, addresses and the ids on the page.',
		why: 'They see the other side of their gateway.'
	}
];
