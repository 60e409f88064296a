import { OPERATIONS } from '$lib/server/api/operations';
import { referenceOf } from '$lib/server/api/reference';
import { place } from '../../place';
import type { PageServerLoad } from './$types';

/** A page to read and search: it needs no script. */
export const csr = false;

export const load: PageServerLoad = (event) => {
	const server = event.locals.app.settings.origin + place(event, '/api/v1');
	return { server, groups: referenceOf(OPERATIONS, server) };
};
