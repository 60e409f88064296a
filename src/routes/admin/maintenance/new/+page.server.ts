import { dayAfter, dayOf } from '$lib/domain/days';
import { maintenanceInput } from '$lib/server/desk/maintenance-input';
import { redirect } from '@sveltejs/kit';
import { place } from '../../../place';
import { requireMember } from '../../guard';
import { choicesOf } from '../choices';
import { preview, withPlan } from '../plan-acts';
import { newValues } from '../plan-form';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'maintenance:write');
	const { app } = event.locals;
	const { site } = await event.parent();
	const asked = event.url.searchParams.get('day') ?? '';
	const tomorrow = dayAfter(dayOf(app.clock.now(), site.timeZone));
	const day = /^\d{4}-\d\d-\d\d$/.test(asked) ? asked : tomorrow;
	return {
		values: newValues(`${day}T02:00`, `${day}T04:00`, site.timeZone),
		choices: choicesOf(app.roster(), member.workspaceId)
	};
};

export const actions: Actions = {
	preview,
	async plan(event) {
		const { done, failure } = await withPlan(event, maintenanceInput, (trace, input) =>
			event.locals.app.desk.maintenance.plan(trace, input)
		);
		if (failure) return failure;
		redirect(303, place(event, `/admin/maintenance/${done.id}`));
	}
};
