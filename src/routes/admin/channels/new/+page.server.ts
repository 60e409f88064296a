import { channelKinds } from '$lib/server/web/channel-form';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { place } from '../../../place';
import { requireMember, traceFor } from '../../guard';
import { draw, write, type Writing } from '../form';
import type { Actions, PageServerLoad } from './$types';

/** Null before a kind is chosen. */
function writingOf({ url }: RequestEvent, workspaceId: string): Writing | null {
	const kind = url.searchParams.get('type');
	if (kind === null) return null;
	if (!channelKinds().some((one) => one.kind === kind)) error(404, 'There is no such kind of channel.');
	return { workspaceId, kind, entry: {}, isNew: true };
}

export const load: PageServerLoad = (event) => {
	const { workspaceId } = requireMember(event, 'channels:write');
	const writing = writingOf(event, workspaceId);
	const kinds = channelKinds();
	const title = kinds.find(({ kind }) => kind === writing?.kind)?.title ?? '';
	const { missing } = event.locals.app.mail;
	return {
		kinds,
		kind: writing?.kind ?? null,
		title,
		drawn: writing && draw(event, writing),
		missing: writing?.kind === 'email' ? missing : null
	};
};

export const actions: Actions = {
	async create(event) {
		const member = requireMember(event, 'channels:write');
		const writing = writingOf(event, member.workspaceId) ?? error(400, 'Choose a kind of channel first.');
		const { channels } = event.locals.app.desk;
		const { done, failure } = await write(event, writing, (entry) =>
			channels.create(traceFor(event, member), entry)
		);
		if (failure) return failure;
		redirect(303, place(event, `/admin/channels/${done.key}?made`));
	}
};
