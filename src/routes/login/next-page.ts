/** Where to go after signing in: a page of ours, whatever the link says. */
import type { RequestEvent } from '@sveltejs/kit';
import { place } from '../place';

export function nextPage(event: Pick<RequestEvent, 'locals' | 'url'>): string {
	const { url } = event;
	const next = url.searchParams.get('next');
	const home = place(event, '/admin');
	if (!next) return home;
	const target = URL.parse(next, url);
	const isOurs = target?.origin === url.origin && next.startsWith('/') && !/^\/[/\\]/.test(next);
	return isOurs ? target.pathname + target.search : home;
}
