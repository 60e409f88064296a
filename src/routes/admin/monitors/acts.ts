/** What is done to one or several monitors from a page: paused, resumed, tagged, archived, brought back, checked. */
import { monitorKeys } from '$lib/server/desk/monitor-input';
import { attempt, readForm } from '$lib/server/web/form';
import type { Trace } from '$lib/domain/audit';
import { name } from '$lib/server/config/fields';
import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { requireMember, traceFor } from '../guard';

/** Ticked ones, or with `all` every one that the page shows. */
const chosen = z
	.object({ keys: z.unknown().optional(), shown: z.unknown().optional(), all: z.string().optional() })
	.transform(({ keys, shown, all }, context) => {
		const parsed = monitorKeys.safeParse(all === undefined ? (keys ?? []) : (shown ?? []));
		if (parsed.success) return { keys: parsed.data };
		context.addIssue({ code: 'custom', path: ['keys'], message: parsed.error.issues[0]?.message ?? '' });
		return z.NEVER;
	});
const tagged = z.object({
	tag: name,
	keys: z.unknown().optional(),
	shown: z.unknown().optional(),
	all: z.string().optional()
});

type Act = (trace: Trace, keys: string[]) => Promise<void>;

async function doTo(
	event: RequestEvent,
	act: (desk: RequestEvent['locals']['app']['desk']['monitors']) => Act,
	said: (count: string) => string
) {
	const member = requireMember(event, 'monitors:write');
	const { data, failure } = await readForm(event.request, chosen);
	if (failure) return failure;
	const work = act(event.locals.app.desk.monitors);
	const answer = await attempt({}, () => work(traceFor(event, member), data.keys));
	if (answer.failure) return answer.failure;
	return { done: said(countOf(data.keys)), keys: data.keys, isArchived: false };
}

export const pause = (event: RequestEvent) =>
	doTo(
		event,
		(desk) => desk.pause,
		(count) => `${count} paused: nothing is known from now on.`
	);

export const resume = (event: RequestEvent) =>
	doTo(
		event,
		(desk) => desk.resume,
		(count) => `${count} watched again.`
	);

export const restore = (event: RequestEvent) =>
	doTo(
		event,
		(desk) => desk.restore,
		(count) => `${count} back, with all that was recorded.`
	);

export async function archive(event: RequestEvent) {
	const answer = await doTo(
		event,
		(desk) => desk.archive,
		(count) => `${count} archived. What was recorded is kept.`
	);
	return 'done' in answer ? { ...answer, isArchived: true } : answer;
}

export async function tag(event: RequestEvent) {
	const member = requireMember(event, 'monitors:write');
	const { data, failure } = await readForm(event.request, tagged.and(chosen));
	if (failure) return failure;
	const isRemoval = event.url.searchParams.has('remove');
	const change = isRemoval ? { add: [], remove: [data.tag] } : { add: [data.tag], remove: [] };
	const { monitors } = event.locals.app.desk;
	const answer = await attempt({ tag: data.tag }, () =>
		monitors.tag(traceFor(event, member), data.keys, change)
	);
	if (answer.failure) return answer.failure;
	const said = `The tag is ${isRemoval ? 'taken off' : 'put on'} ${countOf(data.keys)}.`;
	return { done: said, keys: data.keys, isArchived: false };
}

function countOf(keys: readonly string[]): string {
	return keys.length === 1 ? `${keys[0]} is` : `${keys.length} monitors are`;
}
