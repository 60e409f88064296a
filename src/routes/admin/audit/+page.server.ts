import * as audit from '$lib/server/stores/audit';
import { requireMember } from '../guard';
import type { PageServerLoad } from './$types';

const ON_A_PAGE = 50;

export const load: PageServerLoad = async (event) => {
	const { workspaceId } = requireMember(event, 'audit:read');
	const text = (event.url.searchParams.get('q') ?? '').trim().slice(0, 100);
	const before = Number(event.url.searchParams.get('before'));
	const found = await audit.search(event.locals.app.database.client, workspaceId, {
		text,
		beforeId: Number.isSafeInteger(before) && before > 0 ? before : null,
		limit: ON_A_PAGE + 1
	});
	const entries = found.slice(0, ON_A_PAGE);
	return { text, entries, older: found.length > ON_A_PAGE ? (entries.at(-1)?.id ?? null) : null };
};
