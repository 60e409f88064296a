import { actorMay } from '$lib/domain/actor';
import { standingOf, SUBSCRIBER_STANDINGS } from '$lib/domain/subscriber';
import { requireMember } from '../guard';
import { add, bring, remove } from './acts';
import type { Actions, PageServerLoad } from './$types';

const ON_A_PAGE = 50;

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'subscribers:read');
	const { desk, mail, roster } = event.locals.app;
	const asked = event.url.searchParams;
	const text = (asked.get('q') ?? '').trim().slice(0, 100);
	const standing = SUBSCRIBER_STANDINGS.find((one) => one === asked.get('standing')) ?? null;
	const page = Math.max(1, Math.min(10_000, Math.floor(Number(asked.get('page'))) || 1));
	const query = { text, standing, kind: null, skip: (page - 1) * ON_A_PAGE, limit: ON_A_PAGE };
	const { found, total } = await desk.subscribers.search(member.workspaceId, query);
	const { components, pages } = roster().facts;
	const ofWorkspace = pages.filter(({ workspaceId }) => workspaceId === member.workspaceId);
	const nameOf = new Map(components.map(({ id, name }) => [id, name]));
	return {
		text,
		standing,
		page,
		total,
		isLast: page * ON_A_PAGE >= total,
		found: found.map((one) => ({
			id: one.id,
			kind: one.kind,
			address: one.address,
			standing: standingOf(one),
			stopReason: one.stopReason,
			at: one.stoppedAt ?? one.confirmedAt ?? one.createdAt,
			follows: one.componentIds.flatMap((id) => nameOf.get(id) ?? []),
			page: ofWorkspace.find(({ id }) => id === one.pageId)?.title ?? ''
		})),
		pages: ofWorkspace.map(({ slug, title }) => ({ slug, title })),
		mailMissing: mail.missing,
		mayWrite: actorMay(member, 'subscribers:write'),
		mayBring: member.isDefaultWorkspace
	};
};

export const actions: Actions = { add, bring, remove };
