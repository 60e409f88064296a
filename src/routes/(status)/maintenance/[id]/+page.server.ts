import { error } from '@sveltejs/kit';
import { showMaintenance, WHOLE } from '$lib/format/shown';
import type { PageServerLoad } from './$types';
import { snapshotOf } from '../../snapshot';

export const load: PageServerLoad = ({ locals, params }) => {
	const maintenance = snapshotOf(locals).maintenances.find(({ id }) => id === params.id);
	if (!maintenance) error(404, 'There is no such maintenance, or it is not public.');
	return { maintenance: showMaintenance(maintenance, WHOLE) };
};
