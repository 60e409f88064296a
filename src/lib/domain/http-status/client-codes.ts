/** 4xx of the registry: the request cannot be served as it is (RFC 9110, 15.5, and others). */
import type { StatusRow } from './status-code.ts';

const IANA = 'IANA';
const NO = 'no: the same request gets the same answer';
const COOKIES = 'Delete the cookies of this site, then load the page again.';
const SIGN_IN = 'Sign in again. If you are signed in, ask the owner whether your account may see this.';
const TYPED = 'Check the address for typing errors, or begin at the front page of the site.';

export const CLIENT_CODES: readonly StatusRow[] = [
	[
		400,
		'Bad Request',
		IANA,
		'visitor',
		NO,
		'The server could not make sense of the request: often a cookie that is too long, a wrong address, or plain http sent to an https port.',
		[COOKIES, TYPED],
		[
			'Look into the error log for what exactly was refused.',
			'Compare the size of headers with the limit (nginx: large_client_header_buffers; Apache: LimitRequestFieldSize).'
		]
	],
	[
		401,
		'Unauthorized',
		IANA,
		'visitor',
		'after signing in',
		'The page wants to know who asks.',
		[SIGN_IN],
		['Check that the WWW-Authenticate header names the way, and that the proxy passes Authorization on.']
	],
	[
		402,
		'Payment Required',
		IANA,
		'either side',
		'after paying',
		"Something is unpaid: the visitor's plan, or the owner's account at the host.",
		[],
		['Look at the account of your host or platform: several pause a site with this number.']
	],
	[
		403,
		'Forbidden',
		IANA,
		'either side',
		NO,
		'The server understood and refuses: by a rule, by a firewall, or because it may not read its own files.',
		[
			SIGN_IN,
			'Switch off a VPN and try once from another network: the refusal may be meant for an address that you share.'
		],
		[
			'Look at the owner and the mode of the files and folders, at deny rules, and at the log of the firewall.',
			'A check that is refused while browsers are let in is a block of the monitor, and no outage.'
		]
	],
	[
		404,
		'Not Found',
		IANA,
		'either side',
		NO,
		'The server answers; there is nothing at this address, or it does not say that there is.',
		[TYPED],
		[
			'Look for the links that lead here, and send what has moved to its new place with 301.',
			"All pages at once: look at the rewrite rules and at where the site's files are."
		]
	],
	[
		405,
		'Method Not Allowed',
		IANA,
		'visitor',
		NO,
		'This address does not take this method. The Allow header says which it takes.',
		[],
		['Check that the form, the script or the monitor uses a method that the address knows.']
	],
	[
		406,
		'Not Acceptable',
		IANA,
		'either side',
		NO,
		'The server has nothing in the forms that the request accepts; some firewalls refuse with it.',
		[],
		['Look at the Accept headers; with mod_security, at its audit log.']
	],
	[
		407,
		'Proxy Authentication Required',
		IANA,
		'visitor',
		'after signing in at the proxy',
		'A proxy between the visitor and the site wants a sign-in.',
		['Sign in at the proxy of your network, or ask who runs it.']
	],
	[
		408,
		'Request Timeout',
		IANA,
		'visitor',
		'yes, at once',
		'The server waited in vain for the rest of the request.',
		['Try again. If uploads fail, look at your own connection.'],
		["Slow uploads: raise the time that the server waits for a request's body."]
	],
	[
		409,
		'Conflict',
		IANA,
		'visitor',
		'after looking at the present state',
		'Somebody else changed the thing meanwhile.'
	],
	[410, 'Gone', IANA, 'nobody', NO, 'It was here and was removed for good.', [TYPED]],
	[411, 'Length Required', IANA, 'visitor', NO, 'The server wants to know the length of the body first.'],
	[
		412,
		'Precondition Failed',
		IANA,
		'visitor',
		'after fetching the present version',
		'A condition of the request does not hold: mostly, somebody else saved first.'
	],
	[
		413,
		'Content Too Large',
		IANA,
		'either side',
		'with less',
		'The body of the request is larger than the server takes.',
		['Send a smaller file.'],
		[
			"Raise the limit at every stage: nginx client_max_body_size, PHP post_max_size and upload_max_filesize, the application's own."
		]
	],
	[
		414,
		'URI Too Long',
		IANA,
		'visitor',
		NO,
		'The address is longer than the server takes; often a redirect that adds to itself.'
	],
	[415, 'Unsupported Media Type', IANA, 'visitor', NO, 'The server does not take a body of this type.'],
	[
		416,
		'Range Not Satisfiable',
		IANA,
		'visitor',
		'without the range',
		'The part that was asked for is not there; the file is shorter.',
		['Delete the partly loaded file and begin again.']
	],
	[
		417,
		'Expectation Failed',
		IANA,
		'visitor',
		'without the Expect header',
		'The server cannot do what the Expect header asks.'
	],
	[
		418,
		'(Unused)',
		IANA,
		'nobody',
		NO,
		'A joke of 1998 about a teapot; kept free for that reason. Some use it to refuse robots.'
	],
	[
		421,
		'Misdirected Request',
		IANA,
		'gateway',
		'yes, on a new connection',
		'The request came to a server that does not answer for this name; a shared certificate over HTTP/2 can cause it.',
		[],
		['Check that each name of the certificate is served where the connection ends.']
	],
	[
		422,
		'Unprocessable Content',
		IANA,
		'visitor',
		NO,
		'The form of the request is right, what it says is not.',
		['Look at the fields of the form again.']
	],
	[423, 'Locked', IANA, 'visitor', 'later', 'Somebody holds it (WebDAV).'],
	[
		424,
		'Failed Dependency',
		IANA,
		'visitor',
		NO,
		'It hung on another action, which failed (WebDAV). Twitter-like APIs and mail hosts use it for their own failures.'
	],
	[
		425,
		'Too Early',
		IANA,
		'visitor',
		'yes, at once',
		'The server does not risk a request that might be a replay (TLS early data).'
	],
	[
		426,
		'Upgrade Required',
		IANA,
		'visitor',
		'in the newer protocol',
		'The server wants another protocol, such as TLS or HTTP/2.'
	],
	[
		428,
		'Precondition Required',
		IANA,
		'visitor',
		'with If-Match',
		'The server wants the change to name the version that it is of.'
	],
	[
		429,
		'Too Many Requests',
		IANA,
		'visitor',
		'after the time in Retry-After',
		'Too many requests in a short time: from this address, this account, or this key.',
		['Wait a few minutes. Do not keep reloading: it begins the count again.'],
		[
			'Look at who is counted: behind a proxy all visitors can have one address.',
			"Let the monitor's address through, or ask less often."
		]
	],
	[
		431,
		'Request Header Fields Too Large',
		IANA,
		'visitor',
		NO,
		'The headers are longer than the server takes, mostly the cookies.',
		[COOKIES],
		['See which cookie grows, and raise the limit only after that.']
	],
	[451, 'Unavailable For Legal Reasons', IANA, 'nobody', NO, 'Withheld because of a law or an order.']
];
