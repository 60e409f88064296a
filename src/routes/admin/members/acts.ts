/** What the page about members does: invite, withdraw, change a role, remove. */
import { email, id, role } from '$lib/server/auth/fields';
import { OWN_WORKSPACE } from '$lib/server/auth/invitations';
import type { TeamAnswer } from '$lib/server/auth/team';
import { readForm, refuse } from '$lib/server/web/form';
import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { requireMember } from '../guard';

const inviteSchema = z.object({ email, as: z.union([role, z.literal(OWN_WORKSPACE)], 'Choose a role.') });
const roleSchema = z.object({ user: id, role });
const userSchema = z.object({ user: id });
const invitationSchema = z.object({ invitation: id });

const REFUSALS = {
	forbidden: 'Your role may not give that one.',
	already: 'That person is a member already.',
	full: 'This workspace has as many members as it may have.'
};

export async function invite(event: RequestEvent) {
	const member = requireMember(event, 'members:write');
	const { data, failure } = await readForm(event.request, inviteSchema);
	if (failure) return failure;
	const { invitations } = event.locals.app.auth;
	const answer = await invitations.invite(member, data.email, data.as, event.getClientAddress());
	if (answer.outcome === 'sent')
		return { done: `The invitation is on its way to ${data.email}.`, link: null };
	if (answer.outcome === 'link') {
		return {
			done: `${answer.reason} Hand this link to ${data.email}; it works once, for a week.`,
			link: answer.link
		};
	}
	const status = answer.outcome === 'forbidden' ? 403 : 400;
	return refuse(status, data, { errors: { email: REFUSALS[answer.outcome] } });
}

export async function withdraw(event: RequestEvent) {
	const member = requireMember(event, 'members:write');
	const { data } = await readForm(event.request, invitationSchema);
	const { invitations } = event.locals.app.auth;
	if (!data || !(await invitations.withdraw(member, data.invitation, event.getClientAddress()))) {
		error(404, 'There is no such invitation.');
	}
	return { done: 'The invitation is withdrawn; its link does nothing any more.', link: null };
}

export async function changeRole(event: RequestEvent) {
	const member = requireMember(event, 'members:write');
	const { data } = await readForm(event.request, roleSchema);
	if (!data) error(404, 'There is no such member.');
	const { team } = event.locals.app.auth;
	return teamAnswer(
		await team.changeRole(member, data.user, data.role, event.getClientAddress()),
		'The role is changed.'
	);
}

export async function remove(event: RequestEvent) {
	const member = requireMember(event, 'members:write');
	const { data } = await readForm(event.request, userSchema);
	if (!data) error(404, 'There is no such member.');
	const { auth, refresh } = event.locals.app;
	const answer = await auth.team.remove(member, data.user, event.getClientAddress());
	// Their browsers are told nothing any more, and the house knows of each by heart.
	if (answer === 'done') await refresh();
	return teamAnswer(answer, 'That person is removed, and every session of theirs has ended.');
}

function teamAnswer(answer: TeamAnswer, done: string) {
	if (answer === 'done') return { done, link: null };
	if (answer === 'missing') error(404, 'There is no such member.');
	if (answer === 'forbidden') error(403, 'Only an owner can change what owners are.');
	return refuse(400, {}, { message: 'That is the last owner. Make somebody else an owner first.' });
}
