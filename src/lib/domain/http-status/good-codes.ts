/** 1xx to 3xx: interim answers, good ones, and those that lead elsewhere (RFC 9110, 15.2 to 15.4, and the registry). */
import type { StatusRow } from './status-code.ts';

const IANA = 'IANA';
const NONE = 'not needed';
const LOOP = 'Follow it once by hand. If it leads round in circles, delete the cookies of this site.';

export const GOOD_CODES: readonly StatusRow[] = [
	[
		100,
		'Continue',
		IANA,
		'nobody',
		NONE,
		'The server has read the head of the request and waits for its body.'
	],
	[
		101,
		'Switching Protocols',
		IANA,
		'nobody',
		NONE,
		'Both sides go on in another protocol, such as WebSocket.'
	],
	[102, 'Processing', IANA, 'nobody', NONE, 'The server is still at work. No longer recommended.'],
	[103, 'Early Hints', IANA, 'nobody', NONE, 'What the page will need, named before the page is ready.'],
	[
		104,
		'Upload Resumption Supported',
		IANA,
		'nobody',
		NONE,
		'An upload that breaks off can be taken up again. A temporary entry of the registry.'
	],
	[
		200,
		'OK',
		IANA,
		'nobody',
		NONE,
		'The request succeeded. A page that shows an error under this number is a fault of its maker.',
		[],
		[
			'If the page shows an error, let it say so by its status: caches, search engines and monitors believe the number.'
		]
	],
	[201, 'Created', IANA, 'nobody', NONE, 'Something new was made, and the answer says where it is.'],
	[202, 'Accepted', IANA, 'nobody', NONE, 'The request was taken in and is worked on later.'],
	[
		203,
		'Non-Authoritative Information',
		IANA,
		'nobody',
		NONE,
		'A proxy on the way changed what the server said.'
	],
	[204, 'No Content', IANA, 'nobody', NONE, 'It succeeded, and there is nothing to show.'],
	[205, 'Reset Content', IANA, 'nobody', NONE, 'It succeeded, and the form is to be cleared.'],
	[206, 'Partial Content', IANA, 'nobody', NONE, 'A part of a larger file, as it was asked for.'],
	[
		207,
		'Multi-Status',
		IANA,
		'nobody',
		NONE,
		'Several results in one answer, each with a status of its own (WebDAV).'
	],
	[
		208,
		'Already Reported',
		IANA,
		'nobody',
		NONE,
		'These members were listed before in the same answer (WebDAV).'
	],
	[
		218,
		'This is fine',
		'Apache',
		'nobody',
		NONE,
		'Passed on by Apache where the server behind it may choose the number itself.'
	],
	[226, 'IM Used', IANA, 'nobody', NONE, 'The difference to an earlier version, as it was asked for.'],
	[300, 'Multiple Choices', IANA, 'nobody', NONE, 'There are several versions to choose from.'],
	[
		301,
		'Moved Permanently',
		IANA,
		'nobody',
		NONE,
		'It has a new address for good. Browsers remember that for long.',
		[LOOP],
		[
			'Check that the target answers 200 and does not lead back, and that no link of yours names the old address.'
		]
	],
	[
		302,
		'Found',
		IANA,
		'nobody',
		NONE,
		'For now it is found at another address.',
		[LOOP],
		[
			'Check where it leads with and without cookies, by http and https: most loops are two rules that disagree on https.'
		]
	],
	[303, 'See Other', IANA, 'nobody', NONE, 'The result is found at another address, by GET.'],
	[
		304,
		'Not Modified',
		IANA,
		'nobody',
		NONE,
		'What the browser has kept is still right.',
		['If the page looks old all the same, reload it past the cache.'],
		['If visitors see what is long gone, look at the ETag and Last-Modified that you send.']
	],
	[305, 'Use Proxy', IANA, 'nobody', NONE, 'Deprecated since it was unsafe; browsers pay no heed to it.'],
	[306, '(Unused)', IANA, 'nobody', NONE, 'Reserved; an old meaning was given up.'],
	[
		307,
		'Temporary Redirect',
		IANA,
		'nobody',
		NONE,
		'For now at another address, asked by the same method.',
		[LOOP]
	],
	[
		308,
		'Permanent Redirect',
		IANA,
		'nobody',
		NONE,
		'At a new address for good, asked by the same method.',
		[LOOP]
	]
];
