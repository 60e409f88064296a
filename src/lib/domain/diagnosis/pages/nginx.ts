/** nginx, and the many products that share its page. */
import { blocked, client, gateway, origin } from '../meaning.ts';
import type { PageRow } from '../page-row.ts';
import type { Vendor } from '../vendors.ts';

const FOOTERS: [footer: string, vendor: Vendor][] = [
	['<hr><center>awselb/', 'aws-elb'],
	['<hr><center>microsoft-azure-application-gateway', 'azure-app-gateway'],
	['<hr><center>openresty', 'openresty'],
	['<hr><center>tengine', 'tengine'],
	['<hr/>powered by tengine', 'tengine'],
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

export const NGINX_PAGES: readonly PageRow[] = [
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
		on2xx: ['<p><em>faithfully yours, nginx'],
		sign: 'the page is signed by nginx'
	},
	{
		vendor: 'nginx',
		body: ['faithfully yours, nginx', 'an error occurred'],
		is: null,
		on2xx: ['<p><em>faithfully yours, nginx'],
		sign: 'the page is signed by nginx'
	},
	{
		vendor: 'nginx',
		body: ['the page you are looking for is temporarily unavailable', 'please try again later'],
		is: null,
		sign: 'the page is the one that nginx shipped with'
	}
];
