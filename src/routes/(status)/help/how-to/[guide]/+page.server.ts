import { error } from '@sveltejs/kit';
import { guide, GUIDES } from '$lib/domain/help/guides';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => {
	const found = guide(params.guide);
	if (!found) error(404, 'There is no such guide.');
	const others = GUIDES.filter(({ key }) => key !== found.key).map(({ key, title }) => ({ key, title }));
	return { guide: found, others };
};
