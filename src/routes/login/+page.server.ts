import { email, password } from '$lib/server/auth/fields';
import { visitorOf } from '$lib/server/auth/visitor';
import { readForm, refuse, waitInWords } from '$lib/server/web/form';
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import type { Actions, PageServerLoad } from './$types';
import { place } from '../place';
import { nextPage } from './next-page';

const schema = z.object({ email, password });

const SAID = {
	out: 'You are signed out.',
	again: 'The time for that step is over. Sign in again.',
	changed: 'The password is changed. Sign in with the new one.',
	registered: 'If the address was free, the account is ready. Sign in with the password you chose.'
} as const;

export const load: PageServerLoad = (event) => {
	const { app, member } = event.locals;
	if (member) redirect(303, nextPage(event));
	const said = event.url.searchParams.get('said') ?? '';
	return {
		said: said in SAID ? SAID[said as keyof typeof SAID] : null,
		mayRegister: app.settings.registration === 'open',
		isSetUp: !app.auth.setup.isOpen()
	};
};

export const actions: Actions = {
	async default(event) {
		const { data, failure } = await readForm(event.request, schema);
		if (failure) return failure;
		const answer = await event.locals.app.auth.signIn.withPassword(
			visitorOf(event),
			data.email,
			data.password
		);
		const next = nextPage(event);
		if (answer.outcome === 'in') redirect(303, next);
		if (answer.outcome === 'second factor') {
			redirect(303, `${place(event, '/login/code')}?next=${encodeURIComponent(next)}`);
		}
		if (answer.outcome === 'wait') {
			const message = `There were many tries. Please wait ${waitInWords(answer.waitMs)}, then try again.`;
			event.setHeaders({ 'retry-after': String(Math.ceil(answer.waitMs / 1_000)) });
			return refuse(429, data, { message });
		}
		return refuse(400, data, { message: 'Address and password do not belong together.' });
	}
};
