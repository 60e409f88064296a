/** How a feed is answered: readers ask again and again, and are told at once that nothing has changed. */
import type { PageSnapshot } from '../../domain/snapshot.ts';
import { FEEDS, renderFeed, type FeedFormat } from '../feeds/index.ts';
import { OPEN_TO_ANY_ORIGIN, problem } from './answers.ts';
import { isHeld } from './etag.ts';

/** `?component=` narrows it; a component that is not shown is answered like one that does not exist. */
export function feedAnswer(request: Request, snapshot: PageSnapshot | null, format: FeedFormat): Response {
	if (!snapshot) {
		return problem(503, 'Service Unavailable', 'The page is not ready yet; ask again in a few seconds.', {
			headers: { 'retry-after': '5' }
		});
	}
	const rendered = renderFeed(format, snapshot, new URL(request.url).searchParams.get('component'));
	if (!rendered) {
		return problem(
			404,
			'Not Found',
			'There is no such component; without ?component= the feed has them all.'
		);
	}
	const headers = {
		...OPEN_TO_ANY_ORIGIN,
		etag: rendered.etag,
		'last-modified': new Date(rendered.changedAt).toUTCString(),
		'cache-control': 'public, max-age=60',
		vary: 'accept'
	};
	if (isUnchanged(request.headers, rendered)) return new Response(null, { status: 304, headers });
	return new Response(rendered.body, { headers: { ...headers, 'content-type': typeFor(request, format) } });
}

/** A browser shows a feed's own types as raw text; as plain XML it draws them by their style sheet. */
function typeFor(request: Request, format: FeedFormat): string {
	const isBrowser = /\btext\/html\b/.test(request.headers.get('accept') ?? '');
	const isXml = format === 'rss' || format === 'atom';
	return isBrowser && isXml ? 'application/xml; charset=utf-8' : FEEDS[format].type;
}

/** If-None-Match speaks before If-Modified-Since, which knows whole seconds only (RFC 9110 section 13.2.2). */
function isUnchanged(headers: Headers, { etag, changedAt }: { etag: string; changedAt: number }): boolean {
	const tags = headers.get('if-none-match');
	if (tags !== null) return isHeld(tags, etag);
	const since = Date.parse(headers.get('if-modified-since') ?? '');
	return !Number.isNaN(since) && Math.floor(changedAt / 1_000) * 1_000 <= since;
}
