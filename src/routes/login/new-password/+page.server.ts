import { newPassword, token } from '$lib/server/auth/fields';
import { visitorOf } from '$lib/server/auth/visitor';
import { readForm, refuse } from '$lib/server/web/form';
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { place } from '../../place';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({ token, password: newPassword });

export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get('token') ?? '' });

export const actions: Actions = {
	async default(event) {
		const { data, failure } = await readForm(event.request, schema);
		if (failure) return failure;
		const { passwords } = event.locals.app.auth;
		const answer = await passwords.reset(visitorOf(event), data.token, data.password);
		if (answer === 'done') redirect(303, `${place(event, '/login')}?said=changed`);
		const message =
			answer === 'wait'
				? 'There were many tries. Please wait a few minutes, then try again.'
				: 'This link was used already, or it is older than an hour. Ask for a new one.';
		return refuse(answer === 'wait' ? 429 : 400, {}, { message });
	}
};
