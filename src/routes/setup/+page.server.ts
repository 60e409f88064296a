import { email, newPassword, personName, token } from '$lib/server/auth/fields';
import { BusyError } from '$lib/server/auth/passwords';
import { visitorOf } from '$lib/server/auth/visitor';
import { readForm, refuse } from '$lib/server/web/form';
import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { place } from '../place';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({ token, name: personName, email, password: newPassword });
const CLOSED = 'Setup is closed: this installation has its owner. Sign in instead.';

export const load: PageServerLoad = ({ locals, url }) => {
	const { setup } = locals.app.auth;
	if (!setup.isOpen()) error(403, CLOSED);
	const given = url.searchParams.get('token') ?? '';
	return { token: setup.accepts(given) ? given : null, wasGiven: given !== '' };
};

export const actions: Actions = {
	async default(event) {
		const { setup, signIn } = event.locals.app.auth;
		if (!setup.isOpen()) error(403, CLOSED);
		const { data, failure } = await readForm(event.request, schema);
		if (failure) return failure;
		if (!setup.accepts(data.token)) {
			const message = 'That is not the link from the console. A restart of Gatehouse prints a new one.';
			return refuse(403, data, { message });
		}
		const visitor = visitorOf(event);
		try {
			if (!(await setup.enter(data.token, data, visitor.address))) error(403, CLOSED);
		} catch (fault) {
			if (fault instanceof BusyError) return refuse(503, data, { message: fault.message });
			throw fault;
		}
		await signIn.withPassword(visitor, data.email, data.password);
		redirect(303, place(event, '/admin'));
	}
};
