import { error, redirect } from '@sveltejs/kit';
import { showIncident, WHOLE } from '$lib/format/shown';
import type { PageServerLoad } from './$types';
import { place } from '../../../place';
import { snapshotOf } from '../../snapshot';

export const load: PageServerLoad = async (event) => {
	const { app } = event.locals;
	const detail = await app.incident(snapshotOf(event.locals), event.params.id);
	if (detail?.movedTo) redirect(308, place(event, `/incidents/${detail.movedTo}`));
	if (!detail?.incident) error(404, 'There is no such incident, or it is not public.');
	return { incident: showIncident(detail.incident, WHOLE), charts: detail.charts };
};
