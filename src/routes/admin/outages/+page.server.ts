import { SIDES, type FailedSide } from '$lib/domain/diagnosis/labels';
import * as outages from '$lib/server/stores/outages';
import { requireMember } from '../guard';
import type { PageServerLoad } from './$types';

const ON_A_PAGE = 50;
const STATES = ['all', 'open', 'past'] as const;

export const load: PageServerLoad = async (event) => {
	const { workspaceId } = requireMember(event, 'outages:read');
	const { app } = event.locals;
	const asked = event.url.searchParams;
	const state = STATES.find((one) => one === asked.get('state')) ?? 'all';
	const side = SIDES.find((one) => one === asked.get('side')) ?? null;
	const text = (asked.get('q') ?? '').trim().slice(0, 100);
	const found = await outages.search(app.database.client, workspaceId, {
		isOpen: state === 'all' ? undefined : state === 'open',
		side: side ?? undefined,
		text,
		after: placeOf(asked.get('before') ?? ''),
		limit: ON_A_PAGE + 1
	});
	const shown = found.slice(0, ON_A_PAGE);
	const last = found.length > ON_A_PAGE ? shown.at(-1) : undefined;
	return {
		state,
		side: side satisfies FailedSide | null,
		text,
		sides: SIDES.filter((one) => one !== 'none'),
		now: app.clock.now(),
		outages: shown,
		older: last ? `${last.startedAt}-${last.id}` : null
	};
};

/** Where the page before ended: `1764072000000-<id>`; nothing for the first. */
function placeOf(text: string): { startedAt: number; id: string } | undefined {
	const [, startedAt, id] = /^(\d{1,15})-(.{1,100})$/.exec(text) ?? [];
	return startedAt && id ? { startedAt: Number(startedAt), id } : undefined;
}
