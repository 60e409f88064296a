import { error } from '@sveltejs/kit';
import { showIncident, WHOLE } from '$lib/format/shown';
import type { PageServerLoad } from './$types';
import { snapshotOf } from '../../snapshot';

export const load: PageServerLoad = ({ locals, params }) => {
	const incident = snapshotOf(locals).incidents.find(({ id }) => id === params.id);
	if (!incident) error(404, 'There is no such incident, or it is not public.');
	return { incident: showIncident(incident, WHOLE) };
};
