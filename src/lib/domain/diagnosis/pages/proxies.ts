/** Reverse proxies and balancers that people run themselves. */
import { blocked, client, gateway, origin } from '../meaning.ts';
import type { PageRow } from '../page-row.ts';

const SQUID_ERRORS: [name: string, is: NonNullable<PageRow['is']>][] = [
	['err_connect_fail', origin('upstream-refused')],
	['err_dns_fail', origin('upstream-dns')],
	['err_read_timeout', origin('upstream-timeout')],
	['err_lifetime_exp', origin('upstream-timeout')],
	['err_zero_size_object', origin('upstream-bad-response')],
	['err_invalid_resp', origin('upstream-bad-response')],
	['err_read_error', origin('upstream-reset')],
	['err_write_error', origin('upstream-reset')],
	['err_secure_connect_fail', origin('upstream-tls')],
	['err_cannot_forward', gateway('gateway-internal')],
	['err_socket_failure', gateway('gateway-internal')],
	['err_access_denied', blocked('access-denied')],
	['err_cache_access_denied', blocked('access-denied')],
	['err_too_big', gateway('response-too-large')],
	['err_invalid_url', client('config-error')],
	['err_unsup_req', client('config-error')]
];

const ATS_TITLES: [title: string, is: NonNullable<PageRow['is']>][] = [
	['could not connect', origin('upstream-unreachable')],
	['unknown host', origin('upstream-dns')],
	['cannot find server', origin('upstream-dns')],
	['inactivity timeout', origin('upstream-timeout')],
	['activity timeout', origin('upstream-timeout')],
	['server connection closed', origin('upstream-reset')],
	['no valid host', origin('no-healthy-upstream')],
	['not found on accelerator', gateway('no-route')],
	['invalid http response', origin('upstream-bad-response')],
	['bad http response', origin('upstream-bad-response')]
];

const HAPROXY: [status: number, text: string, is: NonNullable<PageRow['is']>][] = [
	[502, 'the server returned an invalid or incomplete response.', origin('upstream-bad-response')],
	[503, 'no server is available to handle this request.', origin('no-healthy-upstream')],
	[504, "the server didn't respond in time.", origin('upstream-timeout')],
	[500, 'an internal server error occurred.', gateway('gateway-internal')],
	[408, "your browser didn't send a complete request in time.", client('client-timeout')],
	[429, 'you have sent too many requests in a given amount of time.', blocked('rate-limit')],
	[403, 'request forbidden by administrative rules.', blocked('access-denied')],
	[400, 'your browser sent an invalid request.', client('config-error')],
	[401, 'you need a valid user and password to access this content.', blocked('access-denied')]
];

export const PROXY_PAGES: readonly PageRow[] = [
	{
		vendor: 'openshift-router',
		body: ['application is not available', 'possible reasons you are seeing this page'],
		is: origin('no-healthy-upstream'),
		on2xx: ['<h1>application is not available'],
		sign: 'the OpenShift router has no running application for this name'
	},
	...HAPROXY.map(([status, text, is]): PageRow => ({
		vendor: 'haproxy',
		body: ['<html><body><h1>', text],
		is,
		on2xx: true,
		sign: `the page is the one that HAProxy sends with ${status}`
	})),
	{
		vendor: 'traefik',
		whole: /^no available server$/,
		is: origin('no-healthy-upstream'),
		sign: 'the short text is the one of Traefik without a healthy server'
	},
	{
		vendor: 'traefik',
		status: 404,
		whole: /^404 page not found$/,
		headers: { 'x-content-type-options': /nosniff/i },
		is: gateway('no-route'),
		sign: 'the short text is the one of Traefik without a matching router'
	},
	{
		vendor: 'traefik',
		status: 502,
		whole: /^bad gateway$/,
		is: origin('upstream-failure'),
		sign: 'the short text is the one of Traefik'
	},
	{
		vendor: 'traefik',
		status: 504,
		whole: /^gateway timeout$/,
		is: origin('upstream-timeout'),
		sign: 'the short text is the one of Traefik'
	},
	{
		vendor: 'traefik',
		status: 499,
		whole: /^client closed request$/,
		is: client('client-closed'),
		sign: 'the short text is the one of Traefik for a caller that hung up'
	},
	{
		vendor: 'caddy',
		status: 503,
		headers: { server: /^caddy/i },
		is: origin('no-healthy-upstream'),
		sign: 'Caddy has no server to send this to'
	},
	{
		vendor: 'caddy',
		headers: { server: /^caddy/i },
		whole: /^$/,
		is: null,
		sign: 'the server header is that of Caddy, whose own answers are empty'
	},
	{
		vendor: 'squid',
		headers: { 'x-transformed-from': /^http\/0\.9$/i },
		is: origin('upstream-bad-response'),
		on2xx: true,
		sign: 'Squid passes on an answer that was no HTTP'
	},
	// a read error of Squid's without one of the system's: there was no connection to read from
	{
		vendor: 'squid',
		headers: { 'x-squid-error': /^err_read_error 0$/i },
		is: origin('upstream-unreachable'),
		sign: 'Squid read nothing, and names no error of the system: it never got through'
	},
	...SQUID_ERRORS.flatMap(([name, is]): PageRow[] => [
		{
			vendor: 'squid',
			headers: { 'x-squid-error': new RegExp(`^${name}`, 'i') },
			is,
			sign: `Squid names its reason: ${name.toUpperCase()}`
		},
		{
			vendor: 'squid',
			body: [`id=${name}`],
			is,
			sign: `the page carries Squid's mark ${name.toUpperCase()}`
		},
		{
			vendor: 'squid',
			body: [`id="${name}"`],
			is,
			sign: `the page carries Squid's mark ${name.toUpperCase()}`
		}
	]),
	{ vendor: 'squid', headers: { 'x-squid-error': /./ }, is: null, sign: 'Squid names an error of its own' },
	...ATS_TITLES.map(([title, is]): PageRow => ({
		vendor: 'traffic-server',
		body: [`<title>${title}</title>`, '<font face="helvetica,arial">'],
		is,
		sign: `the page is Traffic Server's "${title}"`
	})),
	{
		vendor: 'traffic-server',
		headers: { server: /^ATS\b/ },
		is: null,
		sign: 'the server header is that of Traffic Server'
	},
	{
		vendor: 'netscaler',
		body: ['<html><body><b>http/1.1 service unavailable</b></body>'],
		is: origin('no-healthy-upstream'),
		on2xx: true,
		sign: 'the page is the one of a NetScaler without a healthy server'
	},
	{
		vendor: 'go-proxy',
		status: 502,
		whole: /^(?:proxy error: |dial tcp |http: proxy error)/,
		is: origin('upstream-failure'),
		sign: 'the text is that of a proxy written in Go'
	}
];
