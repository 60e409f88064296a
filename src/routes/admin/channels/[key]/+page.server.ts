import { actorMay } from '$lib/domain/actor';
import { wasDelivered } from '$lib/domain/delivery';
import { attempt } from '$lib/server/web/form';
import { channelKinds } from '$lib/server/web/channel-form';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { stringify } from 'yaml';
import { place } from '../../../place';
import { requireMember, traceFor } from '../../guard';
import { draw, write } from '../form';
import { act } from './acts';
import type { Actions, PageServerLoad } from './$types';

async function channelOf({ params, locals }: RequestEvent, workspaceId: string) {
	const channel = await locals.app.desk.channels.get(workspaceId, params.key ?? '');
	return channel ?? error(404, 'There is no such channel.');
}

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'channels:read');
	const { workspaceId } = member;
	const { entry, ...channel } = await channelOf(event, workspaceId);
	const title = channelKinds().find(({ kind }) => kind === channel.kind)?.title;
	const mayWrite = actorMay(member, 'channels:write');
	const isWritable = mayWrite && !channel.isManaged && channel.archivedAt === null && title !== undefined;
	return {
		channel,
		title: title ?? channel.kind,
		mayWrite,
		made: event.url.searchParams.has('made'),
		drawn: isWritable ? draw(event, { workspaceId, kind: channel.kind, entry, isNew: false }) : null,
		text: stringify(entry)
	};
};

export const actions: Actions = {
	async change(event) {
		const member = requireMember(event, 'channels:write');
		const { entry, kind, key } = await channelOf(event, member.workspaceId);
		const writing = { workspaceId: member.workspaceId, kind, entry, isNew: false };
		const { channels } = event.locals.app.desk;
		const { failure } = await write(event, writing, (typed) =>
			channels.change(traceFor(event, member), key, typed)
		);
		return failure ?? { done: 'Saved.' };
	},
	async test(event) {
		const trace = traceFor(event, requireMember(event, 'channels:write'));
		const { channels } = event.locals.app.desk;
		const { done, failure } = await attempt({}, () => channels.tryOut(trace, event.params.key));
		if (failure) return failure;
		return wasDelivered(done) ? { tried: done.answer, isGood: true } : { tried: done.failed, isGood: false };
	},
	enable: (event) => act(event, 'setEnabled', true, 'It is told again from now on.'),
	disable: (event) => act(event, 'setEnabled', false, 'It hears nothing until it is enabled again.'),
	async archive(event) {
		const answer = await act(event, 'setArchived', true, '');
		if (!('done' in answer)) return answer;
		redirect(303, place(event, '/admin/channels'));
	}
};
