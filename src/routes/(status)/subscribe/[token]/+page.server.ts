import { repeated } from '$lib/server/subscribers/wish';
import { readForm } from '$lib/server/web/form';
import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { place } from '../../../place';
import { subscriptionOf } from './subscription';
import type { Actions, PageServerLoad } from './$types';

/** `choice` says that the list of components was on the page; without it, what is followed stays. */
const schema = z.object({ choice: z.string().optional(), component: repeated });

export const load: PageServerLoad = async (event) => ({
	subscription: await subscriptionOf(event),
	leaveAt: place(event, `/subscribe/${event.params.token}/leave`)
});

export const actions: Actions = {
	async default(event) {
		const before = await subscriptionOf(event);
		const { data, failure } = await readForm(event.request, schema);
		if (failure) return failure;
		const { subscriptions } = event.locals.app;
		if (!(await subscriptions.save(event.params.token, data.choice ? data.component : null))) {
			error(404, 'Nobody confirmed this in time, or it was removed. Please subscribe once more.');
		}
		return { saved: before.standing === 'active' ? 'changed' : 'confirmed' };
	}
};
