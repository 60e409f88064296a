/** Varnish, and Fastly, which is built on it. */
import { gateway, origin } from '../meaning.ts';
import type { PageRow } from '../page-row.ts';

export const VARNISH_PAGES: readonly PageRow[] = [
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
