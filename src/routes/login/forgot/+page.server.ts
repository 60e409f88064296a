import { email } from '$lib/server/auth/fields';
import { visitorOf } from '$lib/server/auth/visitor';
import { readForm, refuse } from '$lib/server/web/form';
import { z } from 'zod';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({ email });

export const load: PageServerLoad = ({ locals }) => ({ missing: locals.app.auth.passwords.missing });

export const actions: Actions = {
	async default(event) {
		const { data, failure } = await readForm(event.request, schema);
		if (failure) return failure;
		const { passwords } = event.locals.app.auth;
		if (passwords.missing) return refuse(503, data, { message: passwords.missing });
		if ((await passwords.requestReset(visitorOf(event), data.email)) === 'wait') {
			return refuse(429, data, {
				message: 'There were many tries. Please wait a few minutes, then try again.'
			});
		}
		return {
			done: 'If there is an account with this address, a link is on its way. It works once, for an hour.'
		};
	}
};
