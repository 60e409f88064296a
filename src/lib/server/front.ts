/**
 * Answers readers from memory: a public page is drawn once per change of the snapshot, and a burst of visitors costs
 * neither drawing nor database (DESIGN rule 11). Sits before the framework in the production server.
 */
import type { IncomingMessage } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { PageSnapshot } from '../domain/snapshot.ts';
import { etagOf, isHeld } from './http/etag.ts';

export interface FrontAnswer {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
}

/** An answer as the framework drew it. */
export interface Drawn {
	/** Path and query. */
	address: string;
	snapshot: PageSnapshot;
	headers: Headers;
	body: Buffer;
}

interface Kept {
	snapshot: PageSnapshot;
	etag: string;
	headers: Record<string, string>;
	identity: Buffer;
	br?: Buffer;
	gzip?: Buffer;
}

type Encoding = 'br' | 'gzip' | 'identity';

/** Enough for every page of a large installation; the oldest go first. */
const PAGES_KEPT = 500;
/** What is drawn from the snapshot alone and the same for every reader. */
const FROM_SNAPSHOT =
	/^\/(?:$|history$|api\/v2\/|incidents\/|maintenance\/|components\/|__data\.json$)|\/__data\.json$/;
/** Pages that read no query: what a mail program or a bored visitor appends costs no drawing. */
const READS_NO_QUERY = /^(\/|\/(?:incidents|maintenance|components)\/[^?/]+|\/api\/v2\/[^?]+\.json)\?/;
/** Query strings that the framework itself adds when a page refreshes its data. */
const OWN_QUERY = /^\?x-sveltekit-[a-z-]+=[01]*$/;

export interface Front {
	/** The stored answer to a request, or null when the framework has to draw it. */
	answer(request: IncomingMessage): FrontAnswer | null;
	/** Whether an answer to this address may be kept. */
	keeps(pathname: string, search: string): boolean;
	/**
	 * Keeps a drawn answer for as long as the snapshot it was drawn from is the current one.
	 * @returns the answer to the request it was drawn for, also where a newer snapshot came meanwhile; null for an answer
	 * to one person, which is not kept
	 */
	remember(drawn: Drawn, request: IncomingMessage): FrontAnswer | null;
}

/**
 * @param current the snapshot of the page that a host shows; null before the first
 * @param basePath the path the app is served below, without a trailing slash
 */
export function createFront(current: (host: string) => PageSnapshot | null, basePath: string): Front {
	const kept = new Map<string, Kept>();

	function keeps(pathname: string, search: string): boolean {
		const path = pathname.startsWith(basePath) ? pathname.slice(basePath.length) || '/' : pathname;
		return FROM_SNAPSHOT.test(path) && (search === '' || OWN_QUERY.test(search));
	}

	function find(request: IncomingMessage): Kept | null {
		if (request.method !== 'GET' && request.method !== 'HEAD') return null;
		const snapshot = current(request.headers.host ?? '');
		if (!snapshot) return null;
		const url = request.url ?? '';
		const page =
			kept.get(`${snapshot.page.id} ${url}`) ?? kept.get(`${snapshot.page.id} ${withoutQuery(url)}`);
		return page?.snapshot === snapshot ? page : null;
	}

	/** The address of the same page without a query that it does not read. */
	function withoutQuery(url: string): string {
		const path = url.startsWith(basePath) ? url.slice(basePath.length) : url;
		return READS_NO_QUERY.test(path) ? url.slice(0, url.indexOf('?')) : url;
	}

	return {
		keeps,
		answer(request) {
			const page = find(request);
			return page && answerFrom(page, request);
		},
		remember({ address, snapshot, headers, body }, request) {
			// What was answered to one person is not for the next.
			if (headers.has('set-cookie')) return null;
			const etag = headers.get('etag') ?? etagOf(body);
			const plain = Object.fromEntries([...headers].filter(([name]) => name !== 'content-length'));
			const vary = [headers.get('vary'), 'accept-encoding'].filter(Boolean).join(', ');
			const page: Kept = {
				snapshot,
				etag,
				headers: { 'cache-control': 'public, max-age=0, must-revalidate', ...plain, etag, vary },
				identity: body
			};
			kept.delete(`${snapshot.page.id} ${address}`);
			kept.set(`${snapshot.page.id} ${address}`, page);
			for (const oldest of kept.keys()) {
				if (kept.size <= PAGES_KEPT) break;
				kept.delete(oldest);
			}
			return answerFrom(page, request);
		}
	};
}

function answerFrom(page: Kept, request: IncomingMessage): FrontAnswer {
	if (isHeld(request.headers['if-none-match'] ?? null, page.etag)) {
		return { status: 304, headers: page.headers, body: Buffer.alloc(0) };
	}
	const encoding = encodingFor(request.headers['accept-encoding']);
	const body = encoded(page, encoding);
	const headers: Record<string, string> = { ...page.headers, 'content-length': String(body.length) };
	if (encoding !== 'identity') headers['content-encoding'] = encoding;
	return { status: 200, headers, body };
}

function encodingFor(accepted: string | string[] | undefined): Encoding {
	const text = String(accepted ?? '');
	if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(text)) return 'br';
	return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(text) ? 'gzip' : 'identity';
}

function encoded(page: Kept, encoding: Encoding): Buffer {
	if (encoding === 'identity') return page.identity;
	if (encoding === 'gzip') return (page.gzip ??= gzipSync(page.identity, { level: 6 }));
	return (page.br ??= brotliCompressSync(page.identity, {
		params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: page.identity.length }
	}));
}
