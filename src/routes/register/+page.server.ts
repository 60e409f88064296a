import { BusyError } from '$lib/server/auth/passwords';
import { email, newPassword, personName } from '$lib/server/auth/fields';
import { readForm, refuse } from '$lib/server/web/form';
import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { place } from '../place';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({ name: personName, email, password: newPassword });
const CLOSED = 'Accounts are not open here: ask for an invitation.';

export const load: PageServerLoad = ({ locals }) => {
	if (!locals.app.auth.registration.isOpen) error(404, CLOSED);
	return {};
};

export const actions: Actions = {
	async default(event) {
		const { registration } = event.locals.app.auth;
		if (!registration.isOpen) error(404, CLOSED);
		const { data, failure } = await readForm(event.request, schema);
		if (failure) return failure;
		const answer = await registration.register(data, event.getClientAddress()).catch((fault: unknown) => {
			if (fault instanceof BusyError) return 'wait' as const;
			throw fault;
		});
		if (answer === 'ready') redirect(303, `${place(event, '/login')}?said=registered`);
		if (answer === 'wait') {
			return refuse(429, data, {
				message: 'There were many tries. Please wait a few minutes, then try again.'
			});
		}
		return { done: 'A mail is on its way. The link in it makes the account; it works for a day.' };
	}
};
