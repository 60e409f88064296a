import { error } from '@sveltejs/kit';
import { isOpen } from '$lib/domain/incident';
import { showComponent, showIncident, titlesOfDays } from '$lib/format/shown';
import type { PageServerLoad } from './$types';
import { snapshotOf } from '../../snapshot';

export const load: PageServerLoad = async ({ locals, params }) => {
	const snapshot = snapshotOf(locals);
	const detail = await locals.app.component(snapshot, params.key);
	if (!detail) error(404, 'There is no such service, or it is not public.');
	const { component, series, outages } = detail;
	const concerns = snapshot.incidents.filter(
		({ status, components }) =>
			isOpen({ status, isDraft: false }) && components.some(({ id }) => id === component.id)
	);
	return {
		component: {
			...showComponent(component),
			description: component.description,
			lookedAt: component.lookedAt,
			canTry: component.publicUrl !== null
		},
		titles: titlesOfDays(snapshot, [component]),
		open: concerns.map((one) => showIncident(one)),
		series,
		outages
	};
};
