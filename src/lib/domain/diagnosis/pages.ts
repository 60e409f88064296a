/** Who wrote an answer and what it says: the first row of the tables whose marks all hold. */
import { flattened, type Answer } from './answer.ts';
import { isMadeLikeASite } from './page.ts';
import type { PageRow } from './page-row.ts';
import { AMAZON_PAGES } from './pages/amazon.ts';
import { API_GATEWAY_PAGES } from './pages/api-gateways.ts';
import { APPLICATION_PAGES } from './pages/applications.ts';
import { CLOUD_PAGES } from './pages/clouds.ts';
import { CLOUDFLARE_PAGES } from './pages/cloudflare.ts';
import { EDGE_PAGES } from './pages/edges.ts';
import { ENVOY_PAGES } from './pages/envoy.ts';
import { FIRST_PAGES } from './pages/first-pages.ts';
import { PLACEHOLDER_PAGES } from './pages/in-its-place.ts';
import { NGINX_PAGES } from './pages/nginx.ts';
import { PLATFORM_PAGES } from './pages/platforms.ts';
import { PROXY_PAGES } from './pages/proxies.ts';
import { VARNISH_PAGES } from './pages/varnish.ts';
import { WEB_SERVER_PAGES } from './pages/web-servers.ts';

/** The most specific layer stands first: an application's page may come through any gateway. */
export const PAGES: readonly PageRow[] = [
	...APPLICATION_PAGES,
	...PLACEHOLDER_PAGES,
	...CLOUDFLARE_PAGES,
	...EDGE_PAGES,
	...AMAZON_PAGES,
	...CLOUD_PAGES,
	...PLATFORM_PAGES,
	...API_GATEWAY_PAGES,
	...ENVOY_PAGES,
	...VARNISH_PAGES,
	...PROXY_PAGES,
	...NGINX_PAGES,
	...WEB_SERVER_PAGES,
	...FIRST_PAGES
];
const ON_2XX = PAGES.filter((row) => row.on2xx);
/** What a page that is made like a site may still be; looking for the others would cost each good check a millisecond. */
const ON_SITES = ON_2XX.filter((row) => row.whole || row.is?.cause === 'parked-domain');
/** The longest of the known templates stays below; what is longer and says 2xx is a site. */
const LONGEST_TEMPLATE = 40_000;

/** The row that a failing answer fits. */
export function failingPage(answer: Answer): PageRow | null {
	return find(PAGES, answer, answer.flat());
}

/**
 * The row that a good answer fits, if it is none: by structure only, outside of quotations, and never on a page that is
 * made like a site.
 */
export function disguisedPage(answer: Answer): PageRow | null {
	const { body } = answer;
	if (body.length > LONGEST_TEMPLATE) return null;
	const byHeader = find(HEADERS_ONLY, answer, '');
	if (byHeader) return byHeader;
	if (body === '') return null;
	const flat = body.includes('<') ? answer.flat() : flattened(body);
	const first = find(isMadeLikeASite(body) ? ON_SITES : ON_2XX, answer, flat);
	if (!first || first.whole) return first;
	const { isSite, skeleton } = answer.page();
	if (isSite && first.is?.cause !== 'parked-domain') return null;
	return holds(first, answer, flattened(withScripts(first) ? body : skeleton)) ? first : null;
}

const HEADERS_ONLY = ON_2XX.filter(({ headers, body, whole }) => headers && !body && !whole);

/** Dealers, sign-in pages and challenges are scripts and little else. */
function withScripts({ is }: PageRow): boolean {
	return is !== null && ['parked-domain', 'captive-portal', 'bot-challenge'].includes(is.cause);
}

function find(rows: readonly PageRow[], answer: Answer, flat: string): PageRow | null {
	return rows.find((row) => holds(row, answer, flat)) ?? null;
}

/** What is cheap and rules out most comes first; which status a page speaks of takes reading it. */
function holds(row: PageRow, answer: Answer, flat: string): boolean {
	const { status, headers, body, whole, reason } = row;
	if (headers) {
		for (const name in headers) {
			const sent = answer.headers.get(name);
			if (sent === undefined || !headers[name]?.test(sent)) return false;
		}
	}
	if (body && !body.every((mark) => flat.includes(mark))) return false;
	if (whole && !(flat.length < 2_000 && whole.test(flat))) return false;
	if (reason && !reason.test(answer.reason)) return false;
	if (status === undefined) return true;
	return typeof status === 'number' ? status === answer.spoken : status.includes(answer.spoken);
}
