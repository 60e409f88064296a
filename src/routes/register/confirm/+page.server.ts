import { readForm, refuse } from '$lib/server/web/form';
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { place } from '../../place';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({ token: z.string().max(2_000) });

export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get('token') ?? '' });

export const actions: Actions = {
	async default(event) {
		const { data, failure } = await readForm(event.request, schema);
		if (failure) return failure;
		const { registration } = event.locals.app.auth;
		if (await registration.confirm(data.token, event.getClientAddress())) {
			redirect(303, `${place(event, '/login')}?said=registered`);
		}
		const message = 'This link was used already, or it is older than a day. Make the account once more.';
		return refuse(400, {}, { message });
	}
};
