/** What the front ends of Google and Microsoft answer. */
import { DEFAULT_PAGE, account, blocked, gateway, origin } from '../meaning.ts';
import type { PageRow } from '../page-row.ts';

export const CLOUD_PAGES: readonly PageRow[] = [
	{
		vendor: 'google-frontend',
		body: ['(server error)!!1</title>'],
		is: null,
		on2xx: true,
		sign: 'the page is the one of the front end of Google'
	},
	{
		vendor: 'google-frontend',
		body: ['that’s an error.', 'images/branding/googlelogo'],
		is: null,
		sign: 'the page is the one of the front end of Google'
	},
	{
		vendor: 'google-frontend',
		status: 500,
		headers: { server: /^Google Frontend/i },
		body: ['<h1>error: server error</h1>'],
		is: origin('app-error'),
		sign: 'App Engine says that the application failed'
	},
	{
		vendor: 'google-frontend',
		headers: { server: /^Google Frontend/i },
		body: ['<h1>error: '],
		is: null,
		sign: 'the page is the one of App Engine'
	},
	{
		vendor: 'gcp-lb',
		status: 500,
		body: ['<h1>error: server error</h1>', 'the server encountered an error'],
		is: origin('app-error'),
		sign: 'the page is the one of the Google Cloud load balancer'
	},
	{
		vendor: 'gcp-lb',
		body: [
			'<h1>error: server error</h1>',
			'the server encountered a temporary error and could not complete your request'
		],
		is: origin('upstream-failure'),
		on2xx: true,
		sign: 'the page is the one of the Google Cloud load balancer'
	},
	{
		vendor: 'gcp-lb',
		body: ['<h1>error: server error</h1>'],
		is: null,
		sign: 'the page is the one of the Google Cloud load balancer'
	},
	{
		vendor: 'gcp-lb',
		whole: /^no healthy upstream$/,
		headers: { via: /1\.1 google/i },
		is: origin('no-healthy-upstream'),
		sign: 'the load balancer of Google has no healthy server'
	},
	{
		vendor: 'google',
		body: ['our systems have detected unusual traffic from your computer network'],
		is: blocked('bot-challenge'),
		sign: 'Google asks the caller to prove that it is human'
	},

	{
		vendor: 'azure-front-door',
		body: ['azure front door service configuration'],
		is: gateway('no-route'),
		sign: 'Azure Front Door does not know this name'
	},
	{
		vendor: 'azure-front-door',
		body: ["our services aren't available right now", 'origintimeout'],
		is: origin('upstream-timeout'),
		sign: 'Azure Front Door waited for the server behind it in vain'
	},
	{
		vendor: 'azure-front-door',
		status: 504,
		body: ["our services aren't available right now"],
		is: origin('upstream-timeout'),
		sign: 'the page is the one of Azure Front Door'
	},
	{
		vendor: 'azure-front-door',
		status: 502,
		body: ["our services aren't available right now"],
		is: origin('upstream-failure'),
		sign: 'the page is the one of Azure Front Door'
	},
	{
		vendor: 'azure-front-door',
		body: ["our services aren't available right now"],
		is: origin('unavailable'),
		on2xx: ["<h2>our services aren't available right now"],
		sign: 'the page is the one of Azure Front Door'
	},
	{
		vendor: 'azure-front-door',
		status: 403,
		headers: { 'x-azure-ref': /./ },
		is: blocked('waf-block'),
		sign: 'a refusal with a reference of Azure Front Door'
	},
	{
		vendor: 'azure-app-service',
		body: [':( application error'],
		is: origin('app-crashed'),
		on2xx: ['>:( application error</h1>'],
		sign: 'Azure App Service says that the application does not run'
	},
	{
		vendor: 'azure-app-service',
		body: ['error 403 - this web app is stopped'],
		is: account('suspended'),
		on2xx: ['<title>web app - unavailable'],
		sign: 'Azure App Service says that the application was stopped'
	},
	{
		vendor: 'azure-app-service',
		body: ['<title>microsoft azure app service - welcome'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of Azure App Service'
	},
	{
		vendor: 'azure-app-service',
		body: ['404 web site not found', 'azure'],
		is: gateway('no-route'),
		sign: 'Azure App Service does not know this name'
	},
	{
		vendor: 'azure-app-gateway',
		headers: { server: /^Microsoft-Azure-Application-Gateway/i },
		is: null,
		sign: 'the server header is that of Azure Application Gateway'
	}
];
