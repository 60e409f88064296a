/** Envoy, and the mesh that is built on it. */
import { blocked, gateway, origin } from '../meaning.ts';
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

export const ENVOY_PAGES: readonly PageRow[] = [
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
	}
];
