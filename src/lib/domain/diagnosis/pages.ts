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
	if (isMadeLikeASite(body)) return null;
	const flat = body.includes('<') ? answer.flat() : flattened(body);
	return (
		possibleRows(flat).find(
			(row) => holds(row, answer, flat) && (row.whole !== undefined || isStructural(row, answer))
		) ?? null
	);
}

/** One mark a row, a tag where it has one: a single look at a page tells whether any row is worth a try. */
const ANY_MARK = new RegExp(
	[...new Set(ON_2XX.flatMap(({ body = [] }) => body.find((mark) => mark.startsWith('<')) ?? body[0] ?? []))]
		.sort()
		.map(literally)
		.join('|')
);
const WHOLE = ON_2XX.filter(({ whole }) => whole !== undefined);
const ANY_WHOLE = new RegExp(WHOLE.flatMap(({ whole }) => whole?.source ?? []).join('|'));
/** Such texts are short. */
const LONGEST_WHOLE = 2_000;

/** The rows that may hold: nearly every page has none of the marks and is none of the short texts. */
function possibleRows(flat: string): readonly PageRow[] {
	if (ANY_MARK.test(flat)) return ON_2XX;
	return flat.length < LONGEST_WHOLE && ANY_WHOLE.test(flat) ? WHOLE : [];
}

function literally(mark: string): string {
	return mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const HEADERS_ONLY = ON_2XX.filter(({ headers, body, whole }) => headers && !body && !whole);
/** The words of the longest error page that we know; a first page explains more than that. */
const MOST_WORDS = 1_600;
/** What dealers, sign-in pages and challenges say beside their scripts. */
const HARDLY_ANY_WORDS = 300;

/** Whether the marks of a row stand in the page's structure: in its tags, and not in what it says or quotes. */
function isStructural(row: PageRow, answer: Answer): boolean {
	const { isSite, skeleton, markup, text } = answer.page();
	const marks = row.body ?? [];
	if (isSite) return false;
	if (row.on2xx === 'in markup') {
		const words = text.toLowerCase();
		const inside = flattened(markup);
		return (
			text.length <= HARDLY_ANY_WORDS && marks.every((mark) => inside.includes(mark) && !words.includes(mark))
		);
	}
	if (text.length > MOST_WORDS && row.is?.cause !== 'default-page') return false;
	const tags = typeof row.on2xx === 'object' ? row.on2xx : [];
	const inside = flattened(skeleton);
	return [...marks, ...tags].every((mark) => inside.includes(mark));
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
	if (whole && !(flat.length < LONGEST_WHOLE && whole.test(flat))) return false;
	if (reason && !reason.test(answer.reason)) return false;
	if (status === undefined) return true;
	return typeof status === 'number' ? status === answer.spoken : status.includes(answer.spoken);
}
