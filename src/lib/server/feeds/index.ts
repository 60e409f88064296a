/** The feeds by their format, written out once for each snapshot, so that a burst of readers costs nothing. */
import type { PageSnapshot } from '../../domain/snapshot.ts';
import { etagOf } from '../http/etag.ts';
import { atom } from './atom.ts';
import { calendar } from './calendar.ts';
import { entriesOf, newestOf } from './entries.ts';
import { jsonFeed } from './json-feed.ts';
import type { FeedPlace } from './place.ts';
import { rss } from './rss.ts';

export const FEEDS = {
	rss: { path: '/history.rss', type: 'application/rss+xml; charset=utf-8' },
	atom: { path: '/history.atom', type: 'application/atom+xml; charset=utf-8' },
	json: { path: '/feed.json', type: 'application/feed+json; charset=utf-8' },
	calendar: { path: '/calendar.ics', type: 'text/calendar; charset=utf-8' }
} as const;
export type FeedFormat = keyof typeof FEEDS;

export interface RenderedFeed {
	body: Buffer<ArrayBuffer>;
	/** Strong: the same bytes have the same tag, also over snapshots. */
	etag: string;
	/** When anything in it last changed, epoch milliseconds. */
	changedAt: number;
}

const written = new WeakMap<PageSnapshot, Map<string, RenderedFeed>>();

/** The bytes of one feed; null for a component that the page does not show. */
export function renderFeed(
	format: FeedFormat,
	snapshot: PageSnapshot,
	componentKey: string | null
): RenderedFeed | null {
	const shown = snapshot.groups.flatMap(({ components }) => components);
	const component = shown.find(({ key }) => key === componentKey);
	if (componentKey !== null && !component) return null;
	const ofSnapshot = written.get(snapshot) ?? new Map<string, RenderedFeed>();
	written.set(snapshot, ofSnapshot);
	const name = `${format} ${componentKey ?? ''}`;
	const known = ofSnapshot.get(name);
	if (known) return known;

	const { page } = snapshot;
	const query = componentKey === null ? '' : `?component=${encodeURIComponent(componentKey)}`;
	const place: FeedPlace = {
		title: component ? `${page.title}: ${component.name}` : page.title,
		home: component ? `${page.url}/components/${encodeURIComponent(component.key)}` : `${page.url}/`,
		self: `${page.url}${FEEDS[format].path}${query}`,
		stylesheet: 'feed.css'
	};
	const entries = entriesOf(snapshot, componentKey);
	const text = {
		rss: () => rss(snapshot, entries, place),
		atom: () => atom(snapshot, entries, place),
		json: () => jsonFeed(snapshot, entries, place),
		calendar: () => calendar(snapshot, entries, componentKey, place)
	}[format]();
	const body = Buffer.from(text);
	const rendered = { body, etag: etagOf(body), changedAt: newestOf(entries) || page.updatedAt };
	ofSnapshot.set(name, rendered);
	return rendered;
}
