import { newPassword, personName, token } from '$lib/server/auth/fields';
import { BusyError } from '$lib/server/auth/passwords';
import { visitorOf } from '$lib/server/auth/visitor';
import { readForm } from '$lib/server/web/form';
import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { place } from '../place';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({ token, name: personName, password: newPassword });
const tokenSchema = z.object({ token });
const GONE = 'This invitation was used, withdrawn, or is older than a week. Ask for a new one.';

export const load: PageServerLoad = async ({ locals, url }) => {
	const given = url.searchParams.get('token') ?? '';
	const invitation = await locals.app.auth.invitations.find(given);
	if (!invitation) error(404, GONE);
	const { email, workspaceName, as, hasAccount } = invitation;
	return { token: given, email, workspaceName, as, hasAccount, signedInAs: locals.member?.email ?? null };
};

export const actions: Actions = {
	/** Somebody new: makes the account and joins. */
	async anew(event) {
		const { data, failure } = await readForm(event.request, schema);
		if (failure) return failure;
		const { invitations, signIn } = event.locals.app.auth;
		const invitation = await invitations.find(data.token);
		const visitor = visitorOf(event);
		if (!invitation) error(404, GONE);
		const isIn = await invitations.acceptAnew(data.token, data, visitor.address).catch((fault: unknown) => {
			if (fault instanceof BusyError) error(503, fault.message);
			throw fault;
		});
		if (!isIn) error(404, GONE);
		await signIn.withPassword(visitor, invitation.email, data.password);
		redirect(303, place(event, '/admin'));
	},
	/** Somebody who has an account, and is signed in to it. */
	async accept(event) {
		const { member, app } = event.locals;
		const { data } = await readForm(event.request, tokenSchema);
		const isIn =
			data && member && (await app.auth.invitations.acceptAs(data.token, member, event.getClientAddress()));
		if (!isIn) error(404, GONE);
		redirect(303, place(event, '/admin'));
	}
};
