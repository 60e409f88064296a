/** What the page about one's account does beside passwords and codes. */
import type { Member } from '$lib/domain/actor';
import { WORKSPACE_COOKIE } from '$lib/server/auth/auth';
import { code, id, password } from '$lib/server/auth/fields';
import type { SecondFactor } from '$lib/server/auth/second-factor';
import { visitorOf } from '$lib/server/auth/visitor';
import * as audit from '$lib/server/stores/audit';
import { readForm } from '$lib/server/web/form';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { place } from '../../place';
import { requireMember, traceFor } from '../guard';
import { answerWith, factorAnswer } from './answers';

const YEAR_SECONDS = 365 * 86_400;
const workspaceSchema = z.object({ workspace: id });

const factorSchemas = { password: z.object({ password }), code: z.object({ code }) };

/** One step of the second factor, opened by the password or by a code. */
export async function factorAct(event: RequestEvent, field: 'password' | 'code', step: keyof SecondFactor) {
	const member = requireMember(event, 'account:write');
	const { data, failure } = await readForm(event.request, factorSchemas[field]);
	if (failure) return answerWith('factor', failure);
	const { secondFactor } = event.locals.app.auth;
	const given = 'code' in data ? data.code : data.password;
	return factorAnswer(await secondFactor[step](visitorOf(event), member, given), field);
}

export async function endSession(event: RequestEvent, member: Member, sessionId: string): Promise<boolean> {
	const { app } = event.locals;
	if (!(await app.auth.sessions.end(member.userId, sessionId))) return false;
	const change = { action: 'session.end', subject: member.email };
	await audit.record(app.database.client, traceFor(event, member), change);
	return true;
}

/** Works in another of one's workspaces from now on; a stranger's is not there. */
export async function chooseWorkspace(event: RequestEvent): Promise<never> {
	const member = requireMember(event, 'account:write');
	const { data } = await readForm(event.request, workspaceSchema);
	const own = await event.locals.app.auth.team.workspacesOf(member.userId);
	if (!data || !own.some(({ workspaceId }) => workspaceId === data.workspace)) {
		error(404, 'There is no such workspace.');
	}
	event.cookies.set(WORKSPACE_COOKIE, data.workspace, {
		path: '/',
		maxAge: YEAR_SECONDS,
		secure: event.locals.app.settings.origin.startsWith('https:')
	});
	redirect(303, place(event, '/admin'));
}
