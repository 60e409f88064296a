import { addressOf, repeated } from '$lib/server/subscribers/wish';
import { readForm, refuse, waitInWords } from '$lib/server/web/form';
import { z } from 'zod';
import { snapshotOf } from '../snapshot';
import { componentChoices } from './choices';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({
	email: z.string().optional(),
	webhook: z.string().max(2_000).optional(),
	component: repeated
});

export const load: PageServerLoad = ({ locals, url }) => ({
	choices: componentChoices(snapshotOf(locals), url.searchParams.getAll('component')),
	mailMissing: locals.app.subscriptions.mailMissing
});

export const actions: Actions = {
	async default(event) {
		const { locals, request } = event;
		const { data, failure } = await readForm(request, schema);
		if (failure) return failure;
		const { subscriptions } = locals.app;
		const kind = data.webhook ? 'webhook' : 'email';
		const values = { [kind]: data[kind] ?? '' };
		const { address, fault } = addressOf(kind, values[kind] ?? '');
		if (fault !== null) return refuse(400, values, { errors: { [kind]: fault } });
		if (kind === 'email' && subscriptions.mailMissing !== null) {
			return refuse(503, values, { message: `Nothing was sent. ${subscriptions.mailMissing}` });
		}
		const wish = {
			pageId: snapshotOf(locals).page.id,
			kind,
			address,
			componentKeys: data.component
		} as const;
		const answer = await subscriptions.signUp(wish, event.getClientAddress());
		if (answer.kind === 'asked') return { asked: kind };
		if (answer.kind === 'no-such-component') {
			return refuse(400, values, { errors: { component: 'Choose among the components of this page.' } });
		}
		const message =
			answer.kind === 'full'
				? 'This page takes no more subscriptions. The feeds are open to everybody.'
				: `Too much was asked for at once. Please try again in ${waitInWords(answer.waitMs)}, or take one of the feeds.`;
		return refuse(429, values, { message });
	}
};
