/** API gateways, which answer with a small document of their own. */
import { blocked, gateway, origin } from '../meaning.ts';
import type { PageRow } from '../page-row.ts';

const KONG: [text: string, is: NonNullable<PageRow['is']>][] = [
	['an invalid response was received from the upstream server', origin('upstream-bad-response')],
	['the upstream server is timing out', origin('upstream-timeout')],
	['name resolution failed', origin('upstream-dns')],
	['failure to get a peer from the ring-balancer', origin('no-healthy-upstream')],
	['no route matched with those values', gateway('no-route')],
	['an unexpected error occurred', gateway('gateway-internal')],
	['api rate limit exceeded', blocked('rate-limit')],
	['no api key found in request', blocked('access-denied')],
	['unauthorized', blocked('access-denied')]
];

const APIGEE: [code: string, is: NonNullable<PageRow['is']>][] = [
	['target_connect_timeout', origin('upstream-connect-timeout')],
	['target_read_timeout', origin('upstream-timeout')],
	['messaging.adaptors.http.flow.gatewaytimeout', origin('upstream-timeout')],
	['messaging.adaptors.http.flow.serviceunavailable', origin('unavailable')],
	['messaging.adaptors.http.flow.noactivetargets', origin('no-healthy-upstream')],
	['messaging.adaptors.http.flow.sslhandshakefailed', origin('upstream-tls')],
	['messaging.adaptors.http.flow.applicationnotfound', gateway('no-route')],
	['messaging.adaptors.http.unexpectedeof', origin('upstream-reset')],
	['policies.ratelimit.', blocked('rate-limit')]
];

const TYK: [text: string, is: NonNullable<PageRow['is']>][] = [
	['upstream host lookup failed', origin('upstream-dns')],
	['upstream service reached hard timeout', origin('upstream-timeout')],
	['there was a problem proxying the request', origin('upstream-failure')],
	['client closed request', origin('upstream-failure')],
	['access to this api has been disallowed', blocked('access-denied')]
];

export const API_GATEWAY_PAGES: readonly PageRow[] = [
	...KONG.flatMap(([text, is]): PageRow[] => [
		{ vendor: 'kong', headers: { server: /^kong/i }, body: [text], is, sign: `Kong says: ${text}` },
		{
			vendor: 'kong',
			headers: { 'x-kong-response-latency': /./ },
			body: [text],
			is,
			sign: `Kong says: ${text}`
		},
		{ vendor: 'kong', body: [text, 'request_id'], is, sign: `Kong says: ${text}` }
	]),
	{
		vendor: 'kong',
		body: ['an invalid response was received from the upstream server'],
		is: origin('upstream-bad-response'),
		sign: 'the sentence is one of Kong'
	},
	{
		vendor: 'kong',
		body: ['failure to get a peer from the ring-balancer'],
		is: origin('no-healthy-upstream'),
		sign: 'the sentence is one of Kong'
	},
	{
		vendor: 'apisix',
		whole: /^\{"error_msg": ?"404 route not found"\}$/,
		is: gateway('no-route'),
		sign: 'APISIX has no route for this address'
	},
	{
		vendor: 'apisix',
		headers: { server: /^APISIX/i },
		is: null,
		sign: 'the server header is that of APISIX'
	},
	...TYK.flatMap(([text, is]): PageRow[] => [
		{ vendor: 'tyk', headers: { 'x-generator': /tyk/i }, body: [text], is, sign: `Tyk says: ${text}` },
		{ vendor: 'tyk', whole: new RegExp(`^\\{ ?"error": ?"${text}" ?\\}$`), is, sign: `Tyk says: ${text}` }
	]),
	...APIGEE.map(([code, is]): PageRow => ({
		vendor: 'apigee',
		body: ['"fault"', code],
		is,
		sign: `Apigee names the reason: ${code}`
	})),
	{
		vendor: 'apigee',
		body: ['"faultstring"', '"errorcode"'],
		is: null,
		sign: 'the document has the form of Apigee'
	}
];
