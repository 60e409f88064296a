import { actorMay } from '$lib/domain/actor';
import { noticeWords } from '$lib/format/notice-words';
import * as notices from '$lib/server/stores/notices';
import { attempt, readForm } from '$lib/server/web/form';
import { z } from 'zod';
import { requireMember, traceFor } from '../guard';
import type { Actions, PageServerLoad } from './$types';

const ON_A_PAGE = 50;

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'notices:read');
	const { database, clock, roster } = event.locals.app;
	const asked = event.url.searchParams;
	const state = notices.NOTICE_STATES.find((one) => one === asked.get('state'));
	const [, at, id] = /^(\d{1,15})-(.{1,300})$/.exec(asked.get('before') ?? '') ?? [];
	const after = at && id ? { createdAt: Number(at), id } : undefined;
	const query = { state, after, limit: ON_A_PAGE + 1 };
	const found = await notices.search(database.client, member.workspaceId, query);
	const counts = await notices.counts(database.client, member.workspaceId);
	const shown = found.slice(0, ON_A_PAGE);
	const last = found.length > ON_A_PAGE ? shown.at(-1) : undefined;
	const addresses = await notices.recipientsOf(database.client, member.workspaceId, shown);
	const known = new Set(roster().facts.channels.map(({ key }) => key));
	return {
		state: state ?? null,
		counts,
		notices: shown.map((one) => ({
			id: one.id,
			words: noticeWords(one.document, clock.now()),
			to: addresses.get(one.recipient) ?? one.recipient,
			channelKey: one.channelKey !== null && known.has(one.channelKey) ? one.channelKey : null,
			state: one.state,
			attempts: one.attempts,
			createdAt: one.createdAt,
			nextAttemptAt: one.nextAttemptAt,
			sentAt: one.sentAt,
			failure: one.failure
		})),
		older: last ? `${last.createdAt}-${last.id}` : null,
		mayWrite: actorMay(member, 'notices:write')
	};
};

export const actions: Actions = {
	async again(event) {
		const trace = traceFor(event, requireMember(event, 'notices:write'));
		const { data, failure } = await readForm(event.request, z.object({ notice: z.string().max(300) }));
		if (failure) return failure;
		const answer = await attempt({}, () => event.locals.app.desk.notices.sendAgain(trace, data.notice));
		return answer.failure ?? { done: 'It is on its way again.' };
	},
	async all(event) {
		const trace = traceFor(event, requireMember(event, 'notices:write'));
		const count = await event.locals.app.desk.notices.sendAllAgain(trace);
		return { done: `${count} on their way again. What is stopped stays where it is.` };
	}
};
