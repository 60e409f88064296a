import { actorMay } from '$lib/domain/actor';
import { attempt, readForm } from '$lib/server/web/form';
import { channelKinds } from '$lib/server/web/channel-form';
import { z } from 'zod';
import { requireMember, traceFor } from '../guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'channels:read');
	const { desk } = event.locals.app;
	const titles = new Map(channelKinds().map(({ kind, title }) => [kind, title]));
	const [inUse, archived] = await Promise.all([
		desk.channels.list(member.workspaceId),
		desk.channels.list(member.workspaceId, { isArchived: true })
	]);
	return {
		channels: inUse.map(({ key, name, kind, goesTo, isManaged, disabledAt, disabledReason }) => {
			return { key, name, kind: titles.get(kind) ?? kind, goesTo, isManaged, disabledAt, disabledReason };
		}),
		archived: archived.map(({ key, name }) => ({ key, name })),
		made: event.url.searchParams.has('made'),
		mayWrite: actorMay(member, 'channels:write')
	};
};

export const actions: Actions = {
	async restore(event) {
		const member = requireMember(event, 'channels:write');
		const { data, failure } = await readForm(event.request, z.object({ key: z.string().max(100) }));
		if (failure) return failure;
		const { channels } = event.locals.app.desk;
		const answer = await attempt({}, () => channels.setArchived(traceFor(event, member), data.key, false));
		return answer.failure ?? { done: 'It is back, and told from now on.' };
	}
};
