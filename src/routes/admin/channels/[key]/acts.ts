/** What is done to a channel by one press. */
import { attempt } from '$lib/server/web/form';
import type { RequestEvent } from '@sveltejs/kit';
import { requireMember, traceFor } from '../../guard';

export async function act(
	event: RequestEvent,
	what: 'setEnabled' | 'setArchived',
	isSo: boolean,
	said: string
) {
	const trace = traceFor(event, requireMember(event, 'channels:write'));
	const { channels } = event.locals.app.desk;
	const { failure } = await attempt({}, () => channels[what](trace, event.params.key ?? '', isSo));
	return failure ?? { done: said };
}
