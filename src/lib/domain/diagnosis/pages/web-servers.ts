/** Web servers and the many products that share nginx' page. */
import { blocked, client, DEFAULT_PAGE, gateway, origin } from '../meaning.ts';
import type { PageRow } from '../page-row.ts';
import type { Vendor } from '../vendors.ts';

const FOOTERS: [footer: string, vendor: Vendor][] = [
	['<hr><center>awselb/', 'aws-elb'],
	['<hr><center>microsoft-azure-application-gateway', 'azure-app-gateway'],
	['<hr><center>openresty', 'openresty'],
	['<hr><center>tengine', 'tengine'],
	['powered by tengine', 'tengine'],
	['<hr><center>nginx', 'nginx']
];

/** What stands in the middle of nginx' page when it is the request that it does not like. */
const NGINX_REMARKS: [text: string, is: NonNullable<PageRow['is']>][] = [
	['the plain http request was sent to https port', client('http-to-https-port')],
	['no required ssl certificate was sent', client('client-cert-required')],
	['the ssl certificate error', client('client-cert-required')],
	['request header or cookie too large', client('http-header-overflow')]
];

const nginxFamily = FOOTERS.flatMap(([footer, vendor]): PageRow[] => {
	const row = (is: PageRow['is'], status?: number | readonly number[], extra: string[] = []): PageRow => ({
		vendor,
		...(status === undefined ? {} : { status }),
		body: [footer, ...extra],
		is,
		on2xx: true,
		sign: `the page ends as ${vendor} ends its own`
	});
	const isBalancer = vendor === 'aws-elb' || vendor === 'azure-app-gateway';
	return [
		...NGINX_REMARKS.map(([text, is]) => row(is, undefined, [text])),
		row(isBalancer ? blocked('waf-block') : blocked('access-denied'), 403),
		row(isBalancer ? origin('no-healthy-upstream') : origin('unavailable'), 503),
		row(isBalancer ? gateway('gateway-internal') : origin('gateway-internal'), 500),
		row(
			null,
			[
				400, 401, 404, 405, 408, 413, 414, 416, 421, 429, 431, 494, 495, 496, 497, 499, 501, 502, 504, 505,
				507
			]
		)
	];
});

const APACHE: [text: string, is: NonNullable<PageRow['is']>][] = [
	['dns lookup failure for', origin('upstream-dns')],
	['error during ssl handshake with remote server', origin('upstream-tls')],
	['error reading from remote server', origin('upstream-failure')],
	['the proxy server could not handle the request', origin('upstream-failure')],
	['the proxy server received an invalid response from an upstream server', origin('upstream-failure')],
	['the gateway did not receive a timely response from the upstream server', origin('upstream-timeout')],
	[
		'the server is temporarily unable to service your request due to maintenance downtime or capacity problems',
		origin('unavailable')
	],
	[
		'the server encountered an internal error or misconfiguration and was unable to complete your request',
		origin('app-error')
	],
	["you're speaking plain http to an ssl-enabled server port", client('http-to-https-port')],
	["you don't have permission to access", blocked('access-denied')]
];
const APACHE_HEAD = '<!doctype html public "-//ietf//dtd html 2.0//en">';

const ARR_CODES: [code: string, is: NonNullable<PageRow['is']>][] = [
	['0x80072ee2', origin('upstream-timeout')],
	['0x80072efd', origin('upstream-refused')],
	['0x80072ee7', origin('upstream-dns')],
	['0x80072efe', origin('upstream-reset')],
	['0x80072f0d', origin('upstream-tls')],
	['0x80072f05', origin('upstream-tls')],
	['0x80072f8f', origin('upstream-tls')]
];

export const WEB_SERVER_PAGES: readonly PageRow[] = [
	{
		vendor: 'apisix',
		body: ['powered by <a href="https://apisix.apache.org/'],
		is: null,
		on2xx: true,
		sign: 'the page names Apache APISIX'
	},
	...nginxFamily,
	{
		vendor: 'nginx',
		status: 503,
		body: ['faithfully yours, nginx'],
		is: origin('unavailable'),
		on2xx: true,
		sign: 'the page is signed by nginx'
	},
	{
		vendor: 'nginx',
		body: ['faithfully yours, nginx', 'an error occurred'],
		is: null,
		on2xx: true,
		sign: 'the page is signed by nginx'
	},
	{
		vendor: 'nginx',
		body: ['the page you are looking for is temporarily unavailable', 'please try again later'],
		is: null,
		sign: 'the page is the one that nginx shipped with'
	},
	...APACHE.flatMap(([text, is]): PageRow[] => [
		{ vendor: 'apache-httpd', body: [text, '<address>apache'], is, sign: `Apache says: ${text}` },
		{ vendor: 'apache-httpd', body: [text, APACHE_HEAD], is, on2xx: true, sign: `Apache says: ${text}` }
	]),
	{
		vendor: 'apache-httpd',
		status: [502, 503],
		body: [APACHE_HEAD],
		reason: /^proxy error$/i,
		is: origin('upstream-failure'),
		sign: 'the reason phrase is that of Apache'
	},
	// the translated pages: what stays is the mail link in the head and the number in h2
	{
		vendor: 'apache-httpd',
		status: 503,
		body: ['<link rev="made" href="mailto:', '<h2>'],
		is: origin('unavailable'),
		sign: 'the page has the frame of the translated pages of Apache'
	},
	{
		vendor: 'apache-httpd',
		body: ['<link rev="made" href="mailto:', '<h2>'],
		is: null,
		sign: 'the page has the frame of the translated pages of Apache'
	},
	{ vendor: 'apache-httpd', body: ['<address>apache/'], is: null, sign: 'the page is signed by Apache' },
	...ARR_CODES.map(([code, is]): PageRow => ({
		vendor: 'iis-arr',
		status: 502,
		body: [code],
		is,
		sign: `IIS names the reason by its number ${code}`
	})),
	{
		vendor: 'iis-ancm',
		body: ['http error 500.3'],
		is: origin('app-crashed'),
		sign: 'the ASP.NET Core module could not start the application'
	},
	{
		vendor: 'iis-ancm',
		body: ['http error 502.5'],
		is: origin('app-crashed'),
		sign: 'the ASP.NET Core module could not start the application'
	},
	{
		vendor: 'iis-ancm',
		body: ['ancm'],
		status: [500, 502, 503],
		is: origin('app-crashed'),
		sign: 'the ASP.NET Core module could not start the application'
	},
	{
		vendor: 'iis-arr',
		body: ['http error 502.4'],
		is: origin('no-healthy-upstream'),
		sign: 'the balancer of IIS found no server'
	},
	{
		vendor: 'iis-arr',
		body: ['web server received an invalid response while acting as a gateway or proxy server'],
		is: origin('upstream-failure'),
		on2xx: true,
		sign: 'IIS says that the server behind it answered badly'
	},
	{
		vendor: 'iis-arr',
		body: ['http error 502.3'],
		is: origin('upstream-failure'),
		on2xx: true,
		sign: 'IIS says that the server behind it failed'
	},
	{
		vendor: 'http-sys',
		body: ['http error 503. the service is unavailable.'],
		is: origin('app-crashed'),
		on2xx: true,
		sign: 'HTTP.sys answers for an application pool that is stopped'
	},
	{
		vendor: 'http-sys',
		status: 503,
		headers: { server: /Microsoft-HTTPAPI/i },
		is: origin('app-crashed'),
		sign: 'HTTP.sys answers for an application pool that is stopped'
	},
	{
		vendor: 'http-sys',
		status: 404,
		headers: { server: /Microsoft-HTTPAPI/i },
		is: gateway('no-route'),
		sign: 'HTTP.sys has no site for this name'
	},
	{
		vendor: 'http-sys',
		status: 400,
		body: ['bad request - invalid hostname'],
		is: gateway('no-route'),
		sign: 'HTTP.sys has no site for this name'
	},
	{
		vendor: 'http-sys',
		headers: { server: /Microsoft-HTTPAPI/i },
		is: null,
		sign: 'the server header is that of HTTP.sys'
	},
	{
		vendor: 'iis',
		body: ["server error in '", 'application.'],
		is: origin('app-error'),
		sign: 'ASP.NET reports an error of the application'
	},
	{
		vendor: 'iis',
		body: ['<title>iis ', 'detailed error'],
		is: null,
		sign: 'the page is a detailed error of IIS'
	},
	{
		vendor: 'iis',
		headers: { server: /Microsoft-IIS/i },
		body: ['<fieldset>'],
		is: null,
		sign: 'the page has the frame of IIS'
	},
	{
		vendor: 'litespeed',
		status: 503,
		body: ['the server is temporarily busy, try again later!'],
		is: origin('overload'),
		on2xx: true,
		sign: 'LiteSpeed says that it is busy'
	},
	{ vendor: 'litespeed', body: ['proudly powered by litespeed'], is: null, sign: 'the page names LiteSpeed' },
	{
		vendor: 'litespeed',
		status: [500, 502, 503, 504, 508],
		headers: { server: /^LiteSpeed/i },
		body: ['<html style="height:100%">'],
		is: null,
		sign: 'the page has the frame of LiteSpeed'
	},
	{
		vendor: 'lighttpd',
		headers: { server: /^lighttpd/i },
		is: null,
		sign: 'the server header is that of lighttpd'
	},
	{
		vendor: 'nginx',
		body: ['<title>welcome to nginx', 'the nginx web server is successfully installed'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of nginx'
	},
	{
		vendor: 'nginx',
		body: ['<title>welcome to nginx', 'thank you for using nginx'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of nginx'
	},
	{
		vendor: 'openresty',
		body: ['<title>welcome to openresty'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of OpenResty'
	},
	{
		vendor: 'apache-httpd',
		whole:
			/^<html>\s*(?:<head>.{0,200}<\/head>)?\s*<body>\s*<h1>it works!<\/h1>\s*(?:<p>.{0,300}<\/p>\s*)*<\/body>\s*<\/html>$/,
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of Apache'
	},
	{
		vendor: 'apache-httpd',
		body: ['default page: it works', 'apache2'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of Apache'
	},
	{
		vendor: 'apache-httpd',
		body: ['<title>apache http server test page'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of Apache'
	},
	{
		vendor: 'iis',
		body: ['<title>iis windows', 'iisstart.png'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of IIS'
	},
	{
		vendor: 'caddy',
		body: ['<title>caddy works!</title>'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of Caddy'
	},
	{
		vendor: 'tomcat',
		body: ['<title>apache tomcat/', "if you're seeing this, you've successfully installed tomcat"],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the first page of Tomcat'
	},
	{
		vendor: 'cpanel',
		body: ['/cgi-sys/defaultwebpage.cgi'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the one of cPanel for a name without a site'
	},
	{
		vendor: null,
		body: ['<title>domain default page</title>', 'plesk'],
		is: DEFAULT_PAGE,
		on2xx: true,
		sign: 'the page is the one of Plesk for a name without a site'
	}
];
