/** Evidence as the rules look at it: header names in one case, a body of bounded size, the page's structure on demand. */
import type { Evidence, Redirect } from '../evidence.ts';
import { readPage, type Page } from './page.ts';
import { statusInWords } from './spellings.ts';

/** More of a body is never looked at. */
const LOOKED_AT = 64 * 1024;
const HEADER_LOOKED_AT = 4096;

export interface Answer {
	/** What the service answered; from the page's own words where no status line was kept; 0 when there is neither. */
	status: number;
	/** The status that the page speaks of, which on a 2xx is the telling one. */
	spoken: number;
	reason: string;
	headers: ReadonlyMap<string, string>;
	body: string;
	/** The body in lower case with single spaces, as the tables write their marks. */
	flat: () => string;
	page: () => Page;
	redirects: readonly Redirect[];
	url: string;
	finalUrl: string;
}

export function readAnswer(evidence: Evidence): Answer {
	const body = textOf(evidence.body).slice(0, LOOKED_AT);
	const reason = textOf(evidence.statusText).slice(0, 200).trim();
	const known = typeof evidence.status === 'number' && Number.isFinite(evidence.status) ? evidence.status : 0;
	let page: Page | null = null;
	let flat: string | null = null;
	let spoken: number | null = null;
	const pageOf = () => (page ??= readPage(body));
	const status = known || wordsOf(reason, body, pageOf);
	return {
		status,
		get spoken() {
			if (status >= 400) return status;
			return (spoken ??= wordsOf('', body, pageOf));
		},
		reason,
		headers: lowerCased(evidence.headers),
		body,
		flat: () => (flat ??= flattened(body)),
		page: pageOf,
		redirects: Array.isArray(evidence.redirects) ? evidence.redirects.slice(0, 50) : [],
		url: textOf(evidence.url).slice(0, HEADER_LOOKED_AT),
		finalUrl: textOf(evidence.finalUrl).slice(0, HEADER_LOOKED_AT)
	};
}

/** Error pages are short, and their footers stand at the end: no more is held against the tables. */
const FLAT_LOOKED_AT = 12 * 1024;

export function flattened(markup: string): string {
	const looked =
		markup.length <= 2 * FLAT_LOOKED_AT
			? markup
			: `${markup.slice(0, FLAT_LOOKED_AT)} ${markup.slice(-FLAT_LOOKED_AT)}`;
	return looked.toLowerCase().replace(/\s+/g, ' ').trim();
}

function wordsOf(reason: string, body: string, page: () => Page): number {
	const said = (text: string) => statusInWords(text)?.status ?? 0;
	if (reason !== '' && said(reason)) return said(reason);
	if (body === '') return 0;
	if (!body.includes('<')) return said(body.slice(0, 300));
	const { title, headings } = page();
	return said(title) || headings.map(said).find((one) => one > 0) || 0;
}

function lowerCased(headers: Record<string, string> | undefined): Map<string, string> {
	const found = new Map<string, string>();
	if (typeof headers !== 'object' || headers === null) return found;
	for (const [name, value] of Object.entries(headers)) {
		const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
		const key = name.toLowerCase();
		const before = found.get(key);
		found.set(key, (before === undefined ? text : `${before}, ${text}`).slice(0, HEADER_LOOKED_AT));
	}
	return found;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
