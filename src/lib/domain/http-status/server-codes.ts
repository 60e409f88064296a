/** 5xx of the registry: the request was fine and could not be served (RFC 9110, 15.6, and others). */
import type { StatusRow } from './status-code.ts';

const IANA = 'IANA';
const WAIT = 'Wait a minute or two and load the page again.';
const NOT_YOU = 'It is not your device or your connection.';

export const SERVER_CODES: readonly StatusRow[] = [
	[
		500,
		'Internal Server Error',
		IANA,
		'server behind',
		'yes, once',
		'The application met a fault of its own and had no better word for it.',
		[NOT_YOU, WAIT, 'If it comes with one page only, begin at the front page.'],
		[
			"Read the application's error log at the minute of the failure: the number alone tells nothing.",
			'What changed last? Undo it first, look for the reason after that.',
			'Look for a full disk, a database that refuses connections, a rights problem after a deployment.'
		]
	],
	[
		501,
		'Not Implemented',
		IANA,
		'server behind',
		'no',
		'The server does not know this method.',
		[],
		['Check what stands in front: some appliances answer this for methods that they do not pass on.']
	],
	[
		502,
		'Bad Gateway',
		IANA,
		'server behind',
		'yes, after a moment',
		'The front door answers; the server behind it did not, or not in a way that could be understood.',
		[NOT_YOU, WAIT],
		[
			'Is the server behind running and listening where the gateway looks for it?',
			"Read the gateway's error log: it names refused, reset, timed out or malformed."
		]
	],
	[
		503,
		'Service Unavailable',
		IANA,
		'server behind',
		'after the time in Retry-After',
		'The service says that it cannot answer now: overload, maintenance, or no healthy server behind the balancer.',
		[NOT_YOU, 'Wait as long as the page says, or a few minutes.'],
		[
			'Is a maintenance switched on, or left on?',
			'Balancer: which health check fails, and since when?',
			'Overload: workers, connections and queue length, before memory and processor.'
		]
	],
	[
		504,
		'Gateway Timeout',
		IANA,
		'server behind',
		'once; it may be as slow again',
		'The front door answers; the server behind it took longer than it waits.',
		[NOT_YOU, WAIT, 'What you sent may have arrived: look before you send it again.'],
		[
			'Which request is slow? Look at slow queries, calls to other services, and locks.',
			"Raise the gateway's patience only for what is known to take long."
		]
	],
	[
		505,
		'HTTP Version Not Supported',
		IANA,
		'server behind',
		'no',
		'The server does not take this version of HTTP.',
		[],
		['Check the version that the gateway speaks to the server behind it.']
	],
	[
		506,
		'Variant Also Negotiates',
		IANA,
		'server behind',
		'no',
		"A fault in the server's own choice between versions of a page."
	],
	[
		507,
		'Insufficient Storage',
		IANA,
		'server behind',
		'later',
		'The server has no room for what it should keep.',
		[NOT_YOU],
		['Make room on the disk, or raise the quota.']
	],
	[
		508,
		'Loop Detected',
		IANA,
		'server behind',
		'no',
		'The server found an endless loop (WebDAV). Some hosts say with it that an account has used up its share.',
		[NOT_YOU],
		[
			'Look at the limits of the account at your host.',
			'Look for two proxies that hand requests to each other.'
		]
	],
	[510, 'Not Extended', IANA, 'visitor', 'no', 'Obsolete: the request lacked an extension.'],
	[
		511,
		'Network Authentication Required',
		IANA,
		'network',
		'after signing in to the network',
		'The network that the visitor is in wants a sign-in first, as in hotels and trains.',
		['Open any page by http, sign in to the network, and load this one again.']
	]
];
