/** What a signed link leads to: seen by its holder alone, kept by nobody, found by no search engine. */
import type { Subscription } from '$lib/server/subscribers/subscriptions';
import { error, type RequestEvent } from '@sveltejs/kit';

/** @throws 404 for a link that we did not make */
export async function subscriptionOf(
	event: Pick<RequestEvent<{ token: string }>, 'locals' | 'params' | 'setHeaders' | 'request'>
): Promise<Subscription> {
	// the page that an action answers with sets them
	if (event.request.method !== 'POST')
		event.setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
	const found = await event.locals.app.subscriptions.read(event.params.token);
	if (!found) error(404, 'This link is not whole. Open it from the mail once more.');
	return found;
}
