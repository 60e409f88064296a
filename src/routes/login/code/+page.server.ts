import { code } from '$lib/server/auth/fields';
import { visitorOf } from '$lib/server/auth/visitor';
import { readForm, refuse, waitInWords } from '$lib/server/web/form';
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { place } from '../../place';
import { nextPage } from '../next-page';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({ code });

export const load: PageServerLoad = (event) => {
	if (event.locals.member) redirect(303, nextPage(event));
	return {};
};

export const actions: Actions = {
	async default(event) {
		const { data, failure } = await readForm(event.request, schema);
		if (failure) return failure;
		const answer = await event.locals.app.auth.signIn.withCode(visitorOf(event), data.code);
		if (answer.outcome === 'in') redirect(303, nextPage(event));
		if (answer.outcome === 'wait') {
			const message = `There were many tries. Please wait ${waitInWords(answer.waitMs)}, then try again.`;
			return refuse(429, {}, { message });
		}
		if (answer.outcome === 'again') {
			redirect(303, `${place(event, '/login')}?said=again&next=${encodeURIComponent(nextPage(event))}`);
		}
		return refuse(
			400,
			{},
			{
				errors: {
					code: 'That code is not right, or it has run out. The app shows a new one every 30 seconds.'
				}
			}
		);
	}
};
