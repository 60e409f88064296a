/** Asking for messages in one's own browser, and taking that back, on the page about one's account. */
import { actorMay } from '$lib/domain/actor';
import { id } from '$lib/server/auth/fields';
import { browserInput } from '$lib/server/desk/browsers';
import { attempt, readForm, refuse } from '$lib/server/web/form';
import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { requireMember, traceFor } from '../guard';
import { answerWith } from './answers';

const quietSchema = z.object({ browser: id });

export async function hearHere(event: RequestEvent) {
	const member = requireMember(event, 'account:write');
	const { data } = await readForm(event.request, browserInput);
	if (!data) {
		const message = 'The browser gave nothing that messages could be sent to. Try again.';
		return answerWith('browsers', refuse(400, {}, { message }));
	}
	const owner = { ...member, maySetUpChannels: actorMay(member, 'channels:write') };
	const { desk } = event.locals.app;
	const { failure } = await attempt({}, () => desk.browsers.subscribe(traceFor(event, member), owner, data));
	if (failure) return answerWith('browsers', failure);
	return { section: 'browsers', done: 'This browser shows messages from now on.' };
}

export async function takeAway(event: RequestEvent) {
	const member = requireMember(event, 'account:write');
	const { data } = await readForm(event.request, quietSchema);
	if (!data) error(404, 'There is no such browser.');
	const { desk } = event.locals.app;
	const trace = traceFor(event, member);
	const { failure } = await attempt({}, () => desk.browsers.unsubscribe(trace, member, data.browser));
	if (failure) return answerWith('browsers', failure);
	return { section: 'browsers', done: 'That browser is told nothing any more.' };
}
