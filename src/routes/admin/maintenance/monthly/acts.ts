/** What the page of the monthly look does: hold it, write down how its points stand, complete a month, open it again. */
import { REVIEW_ITEMS } from '$lib/domain/monthly-review';
import { reviewPlanInput, reviewTicksInput } from '$lib/server/desk/monthly-review-input';
import { attempt, readForm, refuse } from '$lib/server/web/form';
import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { requireMember, traceFor } from '../../guard';
import { readPlan } from '../plan-form';

export async function settle(event: RequestEvent) {
	const member = requireMember(event, 'maintenance:write');
	const { data, failure } = await readForm(event.request, reviewPlanInput);
	if (failure) return failure;
	await event.locals.app.desk.monthlyReview.settle(traceFor(event, member), data);
	return { done: `It is held each month, due on day ${data.day}.` };
}

export async function stop(event: RequestEvent) {
	const member = requireMember(event, 'maintenance:write');
	await event.locals.app.desk.monthlyReview.settle(traceFor(event, member), null);
	return { done: 'It is held no more. What was held stays here.' };
}

export const save = (event: RequestEvent) => fill(event, 'tick', 'Saved.');
export const complete = (event: RequestEvent) => fill(event, 'complete', 'The month is completed.');

export async function reopen(event: RequestEvent) {
	const member = requireMember(event, 'maintenance:write');
	const { data } = await readForm(event.request, z.object({ review: z.string() }));
	if (!data) error(404, 'There is no such review.');
	const { monthlyReview } = event.locals.app.desk;
	const { failure } = await attempt({}, () => monthlyReview.reopen(traceFor(event, member), data.review));
	return failure ?? { done: 'The month is open again.' };
}

async function fill(event: RequestEvent, deed: 'tick' | 'complete', done: string) {
	const member = requireMember(event, 'maintenance:write');
	const { values } = await readPlan(event.request);
	const given = Object.fromEntries(
		REVIEW_ITEMS.flatMap((item) => {
			const state = values[`state-${item}`];
			const note = (values[`note-${item}`] ?? '').replace(/\r\n/g, '\n');
			return state === undefined ? [] : [[item, { state, note }]];
		})
	);
	const parsed = reviewTicksInput.safeParse(given);
	if (!parsed.success) {
		const errors: Record<string, string> = {};
		for (const { path, message } of parsed.error.issues) errors[`note-${String(path[0])}`] ??= message;
		return refuse(400, values, { errors });
	}
	const { monthlyReview } = event.locals.app.desk;
	const trace = traceFor(event, member);
	const { failure } = await attempt(values, () =>
		monthlyReview[deed](trace, values.review ?? '', parsed.data)
	);
	return failure ?? { done };
}
