/** What the pages that write a channel share: drawing the form, reading it, and saying what is wrong. */
import { Refusal } from '$lib/server/desk/refusal';
import { channelEntryOf, channelForm, type ChannelForm } from '$lib/server/web/channel-form';
import { postedOf, type Posted } from '$lib/server/web/drawn-form';
import { error, fail, type RequestEvent } from '@sveltejs/kit';

/** Where a form begins: its kind and what is stored. */
export interface Writing {
	workspaceId: string;
	kind: string;
	/** Secrets as `(kept)`; empty for a new one. */
	entry: Record<string, unknown>;
	isNew: boolean;
}

export function draw(
	{ locals }: RequestEvent,
	{ workspaceId, ...writing }: Writing,
	posted: Posted | null = null,
	errors: Record<string, string> = {}
): ChannelForm {
	return channelForm(locals.app.roster(), workspaceId, { ...writing, posted, errors });
}

/** Does it with what was typed; what is refused comes back with everything, secrets aside. */
export async function write<T>(
	event: RequestEvent,
	writing: Writing,
	act: (entry: Record<string, unknown>) => Promise<T>
) {
	const data = await event.request.formData().catch(() => error(400, 'That is not a form that can be read.'));
	const posted = postedOf(data);
	const { desk } = event.locals.app;
	const lists = await Promise.all([
		desk.channels.list(writing.workspaceId),
		desk.channels.list(writing.workspaceId, { isArchived: true })
	]);
	const taken = new Set(lists.flat().map(({ key }) => key));
	try {
		return { done: await act(channelEntryOf(writing.kind, posted, writing.entry, taken)), failure: null };
	} catch (fault) {
		if (!(fault instanceof Refusal)) throw fault;
		if (fault.kind === 'missing') error(404, fault.message);
		const drawn = draw(event, writing, posted, fault.errors);
		return { done: null, failure: fail(fault.status, { drawn, message: fault.message }) };
	}
}
