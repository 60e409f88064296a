import { error } from '@sveltejs/kit';
import { place } from '../../../../place';
import { subscriptionOf } from '../subscription';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	subscription: await subscriptionOf(event),
	manageAt: place(event, `/subscribe/${event.params.token}`)
});

export const actions: Actions = {
	/** The press on the page, and the mail program's own button (RFC 8058), which says nothing of who it is but the link. */
	async default({ locals, params }) {
		if (!(await locals.app.subscriptions.leave(params.token))) {
			error(404, 'This link is not whole. Open it from the mail once more.');
		}
		return { left: true };
	}
};
