/** What the page of an outage does: take it over, look again, tick a step, teach an error page and forget it. */
import { acknowledgeOutage, forgetPage, lookAgain, settleStep } from '$lib/server/desk/outage-input';
import { attempt, readForm, refuse } from '$lib/server/web/form';
import { error, type RequestEvent } from '@sveltejs/kit';
import { requireMember, traceFor } from '../../guard';
import { fileFor } from './file';

type Event = RequestEvent<{ id: string }>;

export async function acknowledgeIt(event: Event) {
	const member = requireMember(event, 'outages:write');
	const { data, failure } = await readForm(event.request, acknowledgeOutage);
	if (failure) return failure;
	const { outages } = event.locals.app.desk;
	const asked = await attempt(data, () =>
		outages.acknowledge(traceFor(event, member), event.params.id, data.acknowledged)
	);
	const done = data.acknowledged ? 'You have taken this outage over.' : 'Nobody has this outage in hand now.';
	return asked.failure ?? { done };
}

export async function lookOnceMore(event: Event) {
	const member = requireMember(event, 'outages:write');
	const { data, failure } = await readForm(event.request, lookAgain);
	if (failure) return failure;
	const { outage } = await fileFor(event, member);
	const { investigate } = event.locals.app;
	const asked = await investigate(member.workspaceId, outage.id, member.email, data.remedy);
	if (asked === null)
		return refuse(409, data, { message: 'This outage is over, so there is nothing left to look at.' });
	if ('refused' in asked) return refuse(409, data, { message: asked.refused });
	return { done: 'It is being looked into. What comes of it appears here within half a minute.' };
}

export async function settleIt(event: Event) {
	const member = requireMember(event, 'outages:write');
	const { data, failure } = await readForm(event.request, settleStep);
	if (failure) return failure;
	const { outages } = event.locals.app.desk;
	const asked = await attempt({ ...data, ticked: '' }, () =>
		outages.settle(traceFor(event, member), event.params.id, data)
	);
	return asked.failure ?? { done: 'The step is kept.' };
}

export async function teachIt(event: Event) {
	const member = requireMember(event, 'monitors:write');
	const { outages } = event.locals.app.desk;
	const asked = await attempt({}, () => outages.teach(traceFor(event, member), event.params.id));
	return (
		asked.failure ?? {
			done: 'From now on, an answer that shows this page is a failure, whatever its status says.'
		}
	);
}

export async function forgetIt(event: Event) {
	const member = requireMember(event, 'monitors:write');
	const { data } = await readForm(event.request, forgetPage);
	if (!data) error(404, 'There is no such page.');
	const { outages } = event.locals.app.desk;
	const asked = await attempt(data, () => outages.forget(traceFor(event, member), data.page));
	return asked.failure ?? { done: 'That page is forgotten.' };
}
