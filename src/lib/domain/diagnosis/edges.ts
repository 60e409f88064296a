/** Who stands at the edge, told by headers alone; it need not be who wrote the page. */
import type { Vendor } from './vendors.ts';

const EDGES: readonly (readonly [header: string, value: RegExp, vendor: Vendor])[] = [
	['cf-ray', /./, 'cloudflare'],
	['server', /^cloudflare/i, 'cloudflare'],
	['x-amz-cf-id', /./, 'cloudfront'],
	['via', /cloudfront\.net/i, 'cloudfront'],
	['x-served-by', /^cache-/i, 'fastly'],
	['server', /^AkamaiGHost/i, 'akamai'],
	['akamai-grn', /./, 'akamai'],
	['x-azure-ref', /./, 'azure-front-door'],
	['x-iinfo', /./, 'imperva'],
	['x-sucuri-id', /./, 'sucuri'],
	['server', /^ddos-guard/i, 'ddos-guard'],
	['x-vercel-id', /./, 'vercel'],
	['x-nf-request-id', /./, 'netlify'],
	['server', /^netlify/i, 'netlify'],
	['fly-request-id', /./, 'fly-io'],
	['x-railway-edge', /./, 'railway'],
	['server', /^railway/i, 'railway'],
	['server', /^Google Frontend/i, 'google-frontend'],
	['via', /1\.1 google/i, 'gcp-lb'],
	['server', /^awselb/i, 'aws-elb'],
	['server', /^heroku/i, 'heroku'],
	['via', /heroku|vegur/i, 'heroku']
];

/** The first that the headers name; null where nothing tells. */
export function edgeOf(headers: ReadonlyMap<string, string>): Vendor | null {
	const found = EDGES.find(([name, value]) => headers.has(name) && value.test(headers.get(name) ?? ''));
	return found ? found[2] : null;
}
