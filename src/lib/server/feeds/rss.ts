/** The page's history as RSS 2.0 (rssboard.org/rss-specification). */
import type { PageSnapshot } from '../../domain/snapshot.ts';
import { newestOf, type Entry } from './entries.ts';
import { escapeHtml } from './escape-html.ts';
import type { FeedPlace } from './place.ts';
import { document, element, text, type Node } from './xml.ts';

const NAMESPACES = {
	atom: 'http://www.w3.org/2005/Atom',
	content: 'http://purl.org/rss/1.0/modules/content/'
};

export function rss({ page }: PageSnapshot, entries: readonly Entry[], place: FeedPlace): string {
	const changedAt = newestOf(entries) || page.updatedAt;
	const channel = element('channel', {}, [
		text('title', place.title),
		text('link', place.home),
		text('description', page.description === '' ? place.title : page.description),
		text('language', page.locale),
		text('lastBuildDate', new Date(changedAt).toUTCString()),
		text('ttl', '5'),
		element('atom:link', { rel: 'self', type: 'application/rss+xml', href: place.self }),
		...entries.map(itemOf)
	]);
	return document(element('rss', { version: '2.0' }, [channel]), NAMESPACES, place.stylesheet);
}

/** `description` holds every update in plain text, for readers that know nothing else and for browsers. */
function itemOf(entry: Entry): Node {
	return element('item', {}, [
		text('title', entry.title),
		text('link', entry.url),
		text('guid', entry.id, { isPermaLink: 'false' }),
		text('pubDate', new Date(entry.publishedAt).toUTCString()),
		text('atom:updated', new Date(entry.updatedAt).toISOString()),
		text('category', entry.category),
		text('description', escapeHtml(entry.text)),
		text('content:encoded', entry.html)
	]);
}
