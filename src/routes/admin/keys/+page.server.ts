import { limitsOf } from '$lib/domain/limits';
import { SCOPES } from '$lib/domain/role';
import { actorMay } from '$lib/domain/actor';
import { id, scopes } from '$lib/server/auth/fields';
import { readForm, refuse } from '$lib/server/web/form';
import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { requireMember, traceFor } from '../guard';
import type { Actions, PageServerLoad } from './$types';

const NAME = 'Type a name that says what the key is for, of at most 60 characters.';
const createSchema = z.object({ name: z.string(NAME).trim().min(1, NAME).max(60, NAME), scopes });
const keySchema = z.object({ key: id });

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'keys:read');
	return {
		keys: await event.locals.app.auth.keys.list(member.workspaceId),
		scopes: SCOPES,
		mayWrite: actorMay(member, 'keys:write')
	};
};

export const actions: Actions = {
	async create(event) {
		const member = requireMember(event, 'keys:write');
		const { data, failure } = await readForm(event.request, createSchema);
		if (failure) return failure;
		const { keys } = event.locals.app.auth;
		if ((await keys.list(member.workspaceId)).length >= limitsOf(member).keys) {
			return refuse(400, data, {
				message: 'This workspace has as many keys as it may have. Revoke one first.'
			});
		}
		return { key: await keys.create(traceFor(event, member), data), done: 'The key is made.' };
	},
	async revoke(event) {
		const member = requireMember(event, 'keys:write');
		const { data } = await readForm(event.request, keySchema);
		if (!data || !(await event.locals.app.auth.keys.revoke(traceFor(event, member), data.key))) {
			error(404, 'There is no such key.');
		}
		return { key: null, done: 'The key is revoked and opens nothing any more.' };
	}
};
