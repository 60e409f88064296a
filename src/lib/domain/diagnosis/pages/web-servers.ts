/** Web servers other than nginx. */
import { blocked, client, gateway, origin } from '../meaning.ts';
import type { PageRow } from '../page-row.ts';

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
/** How its own pages begin, up to 2.4.5x and since. */
const APACHE_HEADS = [
	'<!doctype html public "-//ietf//dtd html 2.0//en">',
	'<!doctype html public "-//w3c//dtd html 4.01//en" "http://www.w3.org/tr/html4/strict.dtd"> <html><head> <title>'
];

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
	...APACHE.flatMap(([text, is]): PageRow[] => [
		{ vendor: 'apache-httpd', body: [text, '<address>apache'], is, sign: `Apache says: ${text}` },
		...APACHE_HEADS.map((head): PageRow => {
			return {
				vendor: 'apache-httpd',
				body: [text, head],
				is,
				on2xx: ['<h1>'],
				sign: `Apache says: ${text}`
			};
		})
	]),
	...APACHE_HEADS.map((head): PageRow => ({
		vendor: 'apache-httpd',
		status: [502, 503],
		body: [head],
		reason: /^proxy error$/i,
		is: origin('upstream-failure'),
		sign: 'the reason phrase is that of Apache'
	})),
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
		on2xx: ['<h2>502 - web server received an invalid response'],
		sign: 'IIS says that the server behind it answered badly'
	},
	{
		vendor: 'iis-arr',
		body: ['http error 502.3'],
		is: origin('upstream-failure'),
		sign: 'IIS says that the server behind it failed'
	},
	{
		vendor: 'http-sys',
		body: ['http error 503. the service is unavailable.'],
		is: origin('app-crashed'),
		on2xx: ['<h2>service unavailable</h2>', '<p>http error 503. the service is unavailable.</p>'],
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
	}
];
