/** Reverse proxies and balancers that people run themselves. */
import { blocked, client, gateway, origin } from '../meaning.ts';
import type { PageRow } from '../page-row.ts';

const ENVOY_SERVER = { server: /^envoy$/i };
const ISTIO_SERVER = { server: /istio/i };
const RESET = 'upstream connect error or disconnect/reset before headers';

/** What Envoy calls the way in which the connection to its upstream ended. */
const RESET_REASONS: [text: string, cause: Parameters<typeof origin>[0]][] = [
	['delayed connect error: 111', 'upstream-refused'],
	['connection refused', 'upstream-refused'],
	['delayed connect error: 113', 'upstream-unreachable'],
	['tls_error', 'upstream-tls'],
	['tls error', 'upstream-tls'],
	['reset reason: overflow', 'overload'],
	['connection termination', 'upstream-reset'],
	['remote reset', 'upstream-reset'],
	['connection timeout', 'upstream-connect-timeout'],
	['protocol error', 'upstream-bad-response'],
	['connection failure', 'upstream-unreachable']
];

/** The same proxy under two names: a mesh says `istio-envoy`. */
function envoyRows(vendor: 'envoy' | 'istio', headers?: PageRow['headers']): PageRow[] {
	const said = (text: string, is: PageRow['is'], sign: string): PageRow => ({
		vendor,
		...(headers ? { headers } : {}),
		body: [text],
		is,
		sign
	});
	return [
		...RESET_REASONS.map(([text, cause]): PageRow => ({
			vendor,
			...(headers ? { headers } : {}),
			body: [RESET, text],
			is: origin(cause),
			sign: `Envoy names how the connection behind it ended: ${text}`
		})),
		said(
			RESET,
			origin('upstream-failure'),
			'Envoy says that the connection behind it ended before an answer began'
		),
		said('no healthy upstream', origin('no-healthy-upstream'), 'Envoy has no healthy server to send this to'),
		said(
			'upstream request timeout',
			origin('upstream-timeout'),
			'Envoy waited for the server behind it in vain'
		),
		said('stream timeout', origin('upstream-timeout'), 'Envoy waited for the server behind it in vain'),
		said('rbac: access denied', blocked('access-denied'), 'a rule of the proxy refuses this caller'),
		said('local_rate_limited', blocked('rate-limit'), 'the proxy asks to slow down')
	];
}

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
		on2xx: true,
		sign: 'the OpenShift router has no running application for this name'
	},
	...HAPROXY.map(([status, text, is]): PageRow => ({
		vendor: 'haproxy',
		body: ['<html><body><h1>', text],
		is,
		on2xx: true,
		sign: `the page is the one that HAProxy sends with ${status}`
	})),
	...envoyRows('istio', ISTIO_SERVER),
	...envoyRows('envoy'),
	{
		vendor: 'istio',
		status: 404,
		headers: ISTIO_SERVER,
		whole: /^$/,
		is: gateway('no-route'),
		sign: 'the mesh gateway has no route for this address'
	},
	{
		vendor: 'envoy',
		status: 404,
		headers: ENVOY_SERVER,
		whole: /^$/,
		is: gateway('no-route'),
		sign: 'Envoy has no route for this address'
	},
	{
		vendor: 'istio',
		headers: { ...ISTIO_SERVER, 'x-envoy-overloaded': /./ },
		is: origin('overload'),
		sign: 'the proxy says that it sheds load'
	},
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
	// Fastly's page is Varnish's with marks of its own
	...fastlyRows(),
	{
		vendor: 'varnish',
		body: ['vcl failed', 'guru meditation'],
		is: gateway('gateway-internal'),
		sign: 'Varnish failed in its own rules'
	},
	{
		vendor: 'varnish',
		status: 500,
		reason: /vcl failed/i,
		is: gateway('gateway-internal'),
		sign: 'Varnish failed in its own rules'
	},
	{
		vendor: 'varnish',
		body: ['backend fetch failed', 'varnish cache server'],
		is: origin('upstream-failure'),
		sign: 'Varnish could not fetch from the server behind it'
	},
	{
		vendor: 'varnish',
		body: ['guru meditation', 'xid:'],
		is: origin('upstream-failure'),
		sign: 'the page carries the transaction number of Varnish'
	},
	{
		vendor: 'varnish',
		headers: { via: /varnish/i, 'x-varnish': /\d/ },
		reason: /backend fetch failed|first byte timeout/i,
		is: origin('upstream-failure'),
		sign: 'the reason phrase is that of Varnish'
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

function fastlyRows(): PageRow[] {
	const fastly = (text: string, is: NonNullable<PageRow['is']>): PageRow[] => [
		{
			vendor: 'fastly',
			headers: { 'x-served-by': /cache-/i },
			body: [text],
			is,
			sign: `Fastly says "${text}"`
		},
		{ vendor: 'fastly', body: [text, 'error 54113'], is, sign: `Fastly says "${text}"` },
		{ vendor: 'fastly', body: [text, 'details: cache-'], is, sign: `Fastly says "${text}"` }
	];
	return [
		...fastly('fastly error: unknown domain', gateway('no-route')),
		...fastly('first byte timeout', origin('upstream-timeout')),
		...fastly('between bytes timeout', origin('upstream-timeout')),
		...fastly('backend is unhealthy', origin('no-healthy-upstream')),
		...fastly('connection refused', origin('upstream-refused')),
		...fastly('connection timed out', origin('upstream-connect-timeout')),
		...fastly('connection failure', origin('upstream-unreachable')),
		...fastly('backend read error', origin('upstream-reset')),
		...fastly('no stale object available', origin('upstream-failure')),
		...fastly('unable to get domain', gateway('no-route')),
		...fastly('response object too large', gateway('response-too-large')),
		...fastly('ssl handshake error', origin('upstream-tls')),
		{
			vendor: 'fastly',
			status: [500, 501, 502, 503, 504],
			headers: { 'x-served-by': /^cache-/i },
			reason: /first byte timeout/i,
			is: origin('upstream-timeout'),
			sign: 'the reason phrase names a timeout of Fastly'
		},
		{
			vendor: 'fastly',
			body: ['error 54113'],
			is: origin('upstream-failure'),
			sign: 'the page carries the error number of Fastly'
		},
		{
			vendor: 'fastly',
			body: ['guru mediation'],
			is: origin('upstream-failure'),
			sign: 'the page is spelt as only Fastly spells it'
		},
		{
			vendor: 'fastly',
			body: ['details: cache-', 'varnish cache server'],
			is: origin('upstream-failure'),
			sign: 'the page names a cache of Fastly'
		}
	];
}
