/** Numbers that no registry knows and that are met all the same, with who uses them. */
import type { StatusRow } from './status-code.ts';

const NO = 'no';
const YES = 'yes, after a moment';
const NOT_YOU = 'It is not your device or your connection.';
const CF = 'Cloudflare';
const ORIGIN = [
	'Ask the origin directly, past Cloudflare, with the same Host: curl --resolve name:443:address https://name/'
];

export const UNOFFICIAL_CODES: readonly StatusRow[] = [
	[
		419,
		'Page Expired',
		'Laravel',
		'visitor',
		'after loading the form again',
		'The form was open too long, or the cookie that belongs to it is missing.',
		['Load the form again and send it once more. Allow cookies for this site.']
	],
	[
		420,
		'Enhance Your Calm',
		'Twitter, Spring',
		'visitor',
		'later',
		'Too many requests, by an old name; in Spring, a method that failed.'
	],
	[
		430,
		'Request Header Fields Too Large',
		'Shopify',
		'visitor',
		'later',
		'Shopify refuses a request as too many or as unsafe.'
	],
	[440, 'Login Time-out', 'IIS', 'visitor', 'after signing in', 'The session has ended.', ['Sign in again.']],
	[
		444,
		'No Response',
		'nginx',
		'gateway',
		NO,
		'nginx closes the connection without a word. It stands in its log only; visitors see a connection that ends.',
		[],
		['Look for "return 444" in the configuration, mostly in the server block that catches unknown names.']
	],
	[
		449,
		'Retry With',
		'IIS',
		'visitor',
		'with what is missing',
		'The request lacks something that the server names.'
	],
	[
		450,
		'Blocked by Windows Parental Controls',
		'Microsoft',
		'visitor',
		NO,
		"A filter on the visitor's own computer refused the page."
	],
	[
		460,
		'Client closed the connection',
		'Amazon Elastic Load Balancing',
		'visitor',
		YES,
		"The visitor left before the balancer's time was up. It stands in the log only.",
		[],
		['Many of them are slow answers: compare the time of the server behind with the patience of clients.']
	],
	[
		463,
		'Too many addresses in X-Forwarded-For',
		'Amazon Elastic Load Balancing',
		'gateway',
		NO,
		'More than thirty proxies are named, mostly a loop.'
	],
	[
		464,
		'Incompatible protocol',
		'Amazon Elastic Load Balancing',
		'gateway',
		NO,
		'The versions of HTTP on both sides of the balancer do not fit.'
	],
	[470, 'Firewall denied', 'Check Point', 'gateway', NO, 'A firewall refused the request.'],
	[
		494,
		'Request header too large',
		'nginx',
		'visitor',
		NO,
		'As 431, by nginx before there was a number.',
		['Delete the cookies of this site, then load the page again.']
	],
	[
		495,
		'SSL certificate error',
		'nginx',
		'visitor',
		NO,
		'The certificate that the visitor showed is not accepted.'
	],
	[
		496,
		'SSL certificate required',
		'nginx',
		'visitor',
		NO,
		'The server wants a certificate of the visitor, and got none.'
	],
	[
		497,
		'HTTP request sent to HTTPS port',
		'nginx',
		'visitor',
		'by https',
		'Plain http came to a port that speaks TLS.',
		['Write https:// in front of the address.'],
		['Send http on to https, and check that the gateway speaks to the right port.']
	],
	[498, 'Invalid token', 'ArcGIS', 'visitor', 'after signing in', 'A token is wrong or has run out.'],
	[
		499,
		'Client closed request',
		'nginx',
		'visitor',
		YES,
		'The visitor left before there was an answer. It stands in the log only.',
		[],
		['Many of them mean slow answers, or a balancer in front that waits less than nginx.']
	],
	[
		509,
		'Bandwidth Limit Exceeded',
		'cPanel, hosts',
		'server behind',
		'later',
		'The traffic of the account is used up.',
		[NOT_YOU],
		['Raise the plan, or see what draws so much.']
	],
	[
		520,
		'Web server returned an unknown error',
		CF,
		'server behind',
		YES,
		'The origin answered something that Cloudflare could not read: empty, reset, or with headers too large.',
		[NOT_YOU],
		['Look for crashes at that minute, and for very large cookies or headers.', ...ORIGIN]
	],
	[
		521,
		'Web server is down',
		CF,
		'server behind',
		YES,
		"The origin refused Cloudflare's connection.",
		[NOT_YOU],
		["Is the server running and listening on 443? Does its firewall let Cloudflare's networks in?", ...ORIGIN]
	],
	[
		522,
		'Connection timed out',
		CF,
		'server behind',
		YES,
		'Cloudflare got no connection to the origin in time.',
		[NOT_YOU],
		['Mostly a firewall that drops, a wrong address in the DNS, or an overloaded server.', ...ORIGIN]
	],
	[
		523,
		'Origin is unreachable',
		CF,
		'server behind',
		YES,
		"There is no way to the origin's address.",
		[NOT_YOU],
		['Check the address in the DNS entry, and the route to it.', ...ORIGIN]
	],
	[
		524,
		'A timeout occurred',
		CF,
		'server behind',
		'once; it may be as slow again',
		'The origin took the connection and did not answer within a hundred seconds.',
		[NOT_YOU],
		['Move long work into the background and let the page ask for its result.', ...ORIGIN]
	],
	[
		525,
		'SSL handshake failed',
		CF,
		'server behind',
		YES,
		'Cloudflare and the origin did not agree on TLS.',
		[NOT_YOU],
		['Is there a certificate for this name at the origin, and does it speak TLS 1.2 or newer?', ...ORIGIN]
	],
	[
		526,
		'Invalid SSL certificate',
		CF,
		'server behind',
		NO,
		"The origin's certificate has run out, is for another name, or comes from nobody known.",
		[NOT_YOU],
		["Renew the origin's certificate, or use one of Cloudflare's origin certificates.", ...ORIGIN]
	],
	[
		527,
		'Railgun error',
		CF,
		'gateway',
		YES,
		'A product that Cloudflare has switched off had trouble with the origin.'
	],
	[
		529,
		'Site is overloaded',
		'Qualys, Anthropic',
		'server behind',
		'later',
		'The service has more to do than it can.'
	],
	[
		530,
		'Error 1xxx',
		CF,
		'either side',
		'depends on the number in the page',
		"Cloudflare shows an error of its own, named by a second number: often that the origin's name is not found (1016) or a tunnel is down (1033).",
		[NOT_YOU],
		['Read the second number in the page: it names the fault.']
	],
	[
		540,
		'Temporarily disabled',
		'Shopify',
		'server behind',
		'later',
		'The shop or the page is switched off for a time.'
	],
	[
		561,
		'Unauthorized',
		'Amazon Elastic Load Balancing',
		'gateway',
		NO,
		'The identity provider that the balancer asks reported a fault.'
	],
	[
		598,
		'Network read timeout',
		'proxies',
		'gateway',
		YES,
		'A proxy waited in vain for the rest of an answer.'
	],
	[599, 'Network connect timeout', 'proxies', 'gateway', YES, 'A proxy got no connection in time.'],
	[783, 'Unexpected token', 'Shopify', 'visitor', NO, 'A piece of JSON could not be read.'],
	[999, 'Request denied', 'LinkedIn', 'visitor', NO, 'A robot, or what is taken for one, is refused.']
];
