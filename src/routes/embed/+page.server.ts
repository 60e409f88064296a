import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	const { snapshot } = locals;
	if (!snapshot) error(503, 'The page is not ready yet; ask again in a few seconds.');
	const { page, sentence, indicator, lastCheckedAt } = snapshot;
	return {
		title: page.title,
		url: page.url,
		sentence,
		indicator,
		lastCheckedAt: lastCheckedAt === null ? null : new Date(lastCheckedAt).toISOString()
	};
};
