import { search } from '$lib/domain/http-status/status-codes';
import type { PageServerLoad } from './$types';

const LONGEST_QUERY = 100;

export const load: PageServerLoad = ({ url }) => {
	const query = (url.searchParams.get('q') ?? '').slice(0, LONGEST_QUERY);
	const codes = search(query).map(({ code, name, registry, meaning, side, retry }) => {
		return { code, name, registry, meaning, side, retry };
	});
	return { query, codes };
};
