/** The page's history as JSON Feed 1.1 (jsonfeed.org/version/1.1). */
import type { PageSnapshot } from '../../domain/snapshot.ts';
import type { Entry } from './entries.ts';
import type { FeedPlace } from './place.ts';

export function jsonFeed({ page }: PageSnapshot, entries: readonly Entry[], place: FeedPlace): string {
	return JSON.stringify({
		version: 'https://jsonfeed.org/version/1.1',
		title: place.title,
		home_page_url: place.home,
		feed_url: place.self,
		...(page.description === '' ? {} : { description: page.description }),
		language: page.locale,
		authors: [{ name: page.title, url: place.home }],
		items: entries.map((entry) => ({
			id: entry.id,
			url: entry.url,
			title: entry.title,
			content_html: entry.html,
			content_text: entry.text,
			date_published: new Date(entry.publishedAt).toISOString(),
			date_modified: new Date(entry.updatedAt).toISOString(),
			tags: [entry.category]
		}))
	});
}
