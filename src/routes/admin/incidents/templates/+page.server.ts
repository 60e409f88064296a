import { actorMay } from '$lib/domain/actor';
import { templateInput } from '$lib/server/desk/incident-templates';
import { z } from 'zod';
import { requireMember } from '../../guard';
import { carryOut } from '../read-typed';
import { templateIn } from '../typed';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'incidents:read');
	return {
		templates: await event.locals.app.desk.incidentTemplates.list(member.workspaceId),
		mayWrite: actorMay(member, 'incidents:write')
	};
};

export const actions: Actions = {
	async save(event) {
		const { done, failure } = await carryOut(event, {
			schema: templateInput,
			input: templateIn,
			act: (trace, input) => event.locals.app.desk.incidentTemplates.save(trace, input)
		});
		return failure ?? { done: `“${done.name}” is saved.` };
	},
	async remove(event) {
		const { failure } = await carryOut(event, {
			schema: z.object({ id: z.string().max(64) }),
			input: ({ id }) => ({ id }),
			act: (trace, { id }) => event.locals.app.desk.incidentTemplates.remove(trace, id)
		});
		return failure ?? { done: 'The template is gone.' };
	}
};
