import { attempt, readForm } from '$lib/server/web/form';
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { place } from '../../../place';
import { requireMember, traceFor } from '../../guard';
import type { Actions, PageServerLoad } from './$types';

const NOTHING = 'Paste a list, or choose a file.';
const importSchema = z.object({
	text: z.string(NOTHING).transform((text) => text.replace(/\r\n?/g, '\n')),
	file: z.string().optional()
});

export const load: PageServerLoad = (event) => {
	event.depends('gatehouse:import');
	const { workspaceId } = requireMember(event, 'monitors:write');
	return { progress: event.locals.app.desk.monitors.importProgress(workspaceId) };
};

export const actions: Actions = {
	async read(event) {
		const member = requireMember(event, 'monitors:write');
		const copy = event.request.clone();
		const { data, failure } = await readForm(event.request, importSchema);
		if (failure) return failure;
		const file = (await copy.formData()).get('file');
		const text = file instanceof File && file.size > 0 ? await file.text() : data.text;
		const { monitors } = event.locals.app.desk;
		const answer = await attempt({ text }, () =>
			Promise.resolve(monitors.planImport(member.workspaceId, text))
		);
		if (answer.failure) return answer.failure;
		return { plan: answer.done, text };
	},
	async make(event) {
		const member = requireMember(event, 'monitors:write');
		const { data, failure } = await readForm(event.request, importSchema);
		if (failure) return failure;
		const { monitors } = event.locals.app.desk;
		const answer = await attempt(data, () =>
			Promise.resolve(monitors.beginImport(traceFor(event, member), data.text))
		);
		if (answer.failure) return answer.failure;
		redirect(303, place(event, '/admin/monitors/import'));
	},
	cancel(event) {
		const { workspaceId } = requireMember(event, 'monitors:write');
		event.locals.app.desk.monitors.cancelImport(workspaceId);
		redirect(303, place(event, '/admin/monitors/import'));
	}
};
