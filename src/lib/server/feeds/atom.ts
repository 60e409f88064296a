/** The page's history as Atom (RFC 4287). */
import type { PageSnapshot } from '../../domain/snapshot.ts';
import { newestOf, type Entry } from './entries.ts';
import type { FeedPlace } from './place.ts';
import { document, element, text, type Node } from './xml.ts';

const NAMESPACES = { '': 'http://www.w3.org/2005/Atom' };

export function atom({ page }: PageSnapshot, entries: readonly Entry[], place: FeedPlace): string {
	const feed = element('feed', { 'xml:lang': page.locale }, [
		text('id', `tag:gatehouse,2026:page:${encodeURIComponent(page.id)}${idSuffix(place.self)}`),
		text('title', place.title),
		page.description === '' ? null : text('subtitle', page.description),
		text('updated', new Date(newestOf(entries) || page.updatedAt).toISOString()),
		element('author', {}, [text('name', page.title)]),
		element('link', { rel: 'self', type: 'application/atom+xml', href: place.self }),
		element('link', { rel: 'alternate', type: 'text/html', href: place.home }),
		...entries.map(entryOf)
	]);
	return document(feed, NAMESPACES, place.stylesheet);
}

function entryOf(entry: Entry): Node {
	return element('entry', {}, [
		text('id', entry.id),
		text('title', entry.title),
		element('link', { rel: 'alternate', type: 'text/html', href: entry.url }),
		text('published', new Date(entry.publishedAt).toISOString()),
		text('updated', new Date(entry.updatedAt).toISOString()),
		element('category', { term: entry.category }),
		text('summary', entry.text),
		text('content', entry.html, { type: 'html' })
	]);
}

/** The feed of one component is another feed than that of the whole page. */
function idSuffix(self: string): string {
	const { search } = new URL(self);
	return search === '' ? '' : `:${search.slice(1)}`;
}
