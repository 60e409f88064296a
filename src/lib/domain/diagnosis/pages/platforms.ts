/** What hosts of applications answer in place of the application. */
import { MAINTENANCE, account, blocked, gateway, origin } from '../meaning.ts';
import type { PageRow } from '../page-row.ts';

const VERCEL_ERRORS: [code: RegExp, is: NonNullable<PageRow['is']>][] = [
	[/FUNCTION_INVOCATION_TIMEOUT|FUNCTION_THROTTLED_TIMEOUT/, origin('upstream-timeout')],
	[/FUNCTION_THROTTLED/, origin('overload')],
	[/FUNCTION_PAYLOAD_TOO_LARGE|FUNCTION_RESPONSE_PAYLOAD_TOO_LARGE/, origin('response-too-large')],
	[/FUNCTION_|EDGE_FUNCTION_|MIDDLEWARE_/, origin('app-error')],
	[/ROUTER_EXTERNAL_TARGET_(?:CONNECTION|HANDSHAKE)/, origin('upstream-unreachable')],
	[/ROUTER_EXTERNAL_TARGET_/, origin('upstream-failure')],
	[/DNS_HOSTNAME_/, origin('upstream-dns')],
	[/DEPLOYMENT_(?:DISABLED|PAUSED|BLOCKED)/, account('suspended')],
	[/DEPLOYMENT_NOT_FOUND|DEPLOYMENT_DELETED|^NOT_FOUND/, gateway('no-route')],
	[/INFINITE_LOOP|INVALID_REQUEST|ROUTER_CANNOT_MATCH/, gateway('config-error')],
	[/INTERNAL_/, gateway('gateway-internal')]
];

export const PLATFORM_PAGES: readonly PageRow[] = [
	{
		vendor: 'heroku',
		body: ['herokucdn.com/error-pages/maintenance-mode'],
		is: MAINTENANCE,
		on2xx: 'in markup',
		sign: 'Heroku shows its maintenance page'
	},
	{
		vendor: 'heroku',
		body: ['herokucdn.com/error-pages/no-such-app'],
		is: gateway('no-route'),
		on2xx: 'in markup',
		sign: 'Heroku does not know this name'
	},
	{
		vendor: 'heroku',
		body: ['herokucdn.com/error-pages/application-error'],
		is: origin('app-crashed'),
		on2xx: 'in markup',
		sign: 'Heroku says that the application failed'
	},
	{
		vendor: 'heroku',
		body: ['herokucdn.com/error-pages/'],
		is: null,
		on2xx: 'in markup',
		sign: 'the page is one of Heroku'
	},

	...VERCEL_ERRORS.map(([code, is]): PageRow => ({
		vendor: 'vercel',
		headers: { 'x-vercel-error': code },
		is,
		sign: 'Vercel names the reason in a header'
	})),
	{
		vendor: 'vercel',
		headers: { 'x-vercel-mitigated': /challenge/i },
		is: blocked('bot-challenge'),
		on2xx: true,
		sign: 'Vercel says that it challenges this caller'
	},
	{
		vendor: 'vercel',
		headers: { 'x-vercel-mitigated': /./ },
		is: blocked('waf-block'),
		sign: 'Vercel says that it refuses this caller'
	},
	{
		vendor: 'netlify',
		headers: { server: /^Netlify/i },
		status: 404,
		body: ['not found - request id'],
		is: gateway('no-route'),
		sign: 'Netlify does not know this name'
	},
	{
		vendor: 'netlify',
		headers: { server: /^Netlify/i },
		whole: /^usage_exceeded/,
		is: account('quota-exceeded'),
		sign: 'Netlify says that a limit is used up'
	},
	{
		vendor: 'netlify',
		headers: { 'x-nf-request-id': /./ },
		whole: /^.{0,300}$/,
		is: null,
		sign: 'the headers are those of Netlify'
	},
	{
		vendor: 'fly-io',
		status: 503,
		headers: { server: /^Fly\//i },
		whole: /^$/,
		is: origin('no-healthy-upstream'),
		sign: 'Fly.io has no machine that runs'
	},
	{
		vendor: 'fly-io',
		headers: { server: /^Fly\//i },
		whole: /^$/,
		is: null,
		sign: 'the server header is that of Fly.io and the body is empty'
	},
	{
		vendor: 'fly-io',
		headers: { via: /fly\.io/i, 'fly-request-id': /./ },
		whole: /^$/,
		is: null,
		sign: 'the headers are those of Fly.io and the body is empty'
	},
	{
		vendor: 'render',
		headers: { 'x-render-routing': /^suspend/i },
		is: account('suspended'),
		on2xx: true,
		sign: 'Render says that the service is suspended'
	},
	{
		vendor: 'render',
		body: ['<title>service suspended</title>', 'this service has been suspended'],
		is: account('suspended'),
		on2xx: true,
		sign: 'Render says that the service is suspended'
	},
	{
		vendor: 'render',
		headers: { 'x-render-routing': /rate-limited/i },
		is: blocked('rate-limit'),
		sign: 'Render asks to slow down'
	},
	{
		vendor: 'render',
		headers: { 'x-render-routing': /hibernate|wake/i },
		is: origin('app-crashed'),
		sign: 'Render could not wake the service'
	},
	{
		vendor: 'render',
		headers: { 'x-render-routing': /no-server/i },
		is: gateway('no-route'),
		sign: 'Render does not know this name'
	},
	{
		vendor: 'railway',
		status: 404,
		headers: { 'x-railway-fallback': /true/i },
		is: gateway('no-route'),
		sign: 'Railway does not know this name'
	},
	{
		vendor: 'railway',
		headers: { 'x-railway-fallback': /true/i },
		is: origin('upstream-failure'),
		sign: 'Railway answers in place of the application'
	},
	{
		vendor: 'cloud-foundry',
		headers: { 'x-cf-routererror': /unknown_route/i },
		is: gateway('no-route'),
		sign: 'the router does not know this name'
	},
	{
		vendor: 'cloud-foundry',
		headers: { 'x-cf-routererror': /no_endpoints/i },
		is: origin('no-healthy-upstream'),
		sign: 'the router has no instance to send this to'
	},
	{
		vendor: 'cloud-foundry',
		headers: { 'x-cf-routererror': /endpoint_failure/i },
		is: origin('upstream-failure'),
		sign: 'the instance behind the router failed'
	},
	{
		vendor: 'cloud-foundry',
		headers: { 'x-cf-routererror': /./ },
		is: null,
		sign: 'the router names an error in a header'
	},
	{
		vendor: 'kubernetes-ingress',
		whole: /^default backend - 404$/,
		is: gateway('no-route'),
		sign: 'the default backend of a Kubernetes ingress answers'
	},
	{
		vendor: 'kubernetes-ingress',
		whole: /^response 404 \(backend notfound\), service rules for/,
		is: gateway('no-route'),
		sign: 'the ingress has no rule for this address'
	}
];
