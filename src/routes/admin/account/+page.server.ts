import { id, newPassword, password } from '$lib/server/auth/fields';
import { visitorOf } from '$lib/server/auth/visitor';
import { pushKeys } from '$lib/server/push-keys';
import { readForm } from '$lib/server/web/form';
import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { requireMember } from '../guard';
import { answerWith, passwordAnswer } from './answers';
import { chooseWorkspace, endSession, factorAct } from './acts';
import { hearHere, takeAway } from './browser-acts';
import { addPasskey, askPasskey, forgetPasskey } from './passkey-acts';
import type { Actions, PageServerLoad } from './$types';

const changeSchema = z.object({ password, newPassword });
const idSchema = z.object({ session: id });

export const load: PageServerLoad = async (event) => {
	const member = requireMember(event, 'account:read');
	const { auth, desk, sealer, settings } = event.locals.app;
	const { sessions: all, passkeys } = auth;
	const sessions = await all.list(member.userId);
	return {
		browsers: await desk.browsers.list(member.workspaceId, member.userId),
		pushKey: pushKeys(sealer, settings).publicKey,
		passkeys: await passkeys.list(member.userId),
		noPasskeys: passkeys.missing,
		hasSecondFactor: member.hasSecondFactor,
		sessions: sessions.map((session) => ({ ...session, isThis: session.id === member.sessionId }))
	};
};

export const actions: Actions = {
	async password(event) {
		const member = requireMember(event, 'account:write');
		const { data, failure } = await readForm(event.request, changeSchema);
		if (failure) return answerWith('password', failure);
		const { passwords } = event.locals.app.auth;
		return passwordAnswer(await passwords.change(visitorOf(event), member, data.password, data.newPassword));
	},
	async end(event) {
		const member = requireMember(event, 'account:write');
		const { data } = await readForm(event.request, idSchema);
		if (!data || !(await endSession(event, member, data.session))) error(404, 'There is no such session.');
		return { section: 'sessions', done: 'That session has ended.' };
	},
	begin: (event) => factorAct(event, 'password', 'begin'),
	confirm: (event) => factorAct(event, 'code', 'confirm'),
	off: (event) => factorAct(event, 'password', 'switchOff'),
	codes: (event) => factorAct(event, 'password', 'renewCodes'),
	askPasskey,
	passkey: addPasskey,
	forget: forgetPasskey,
	hear: hearHere,
	quiet: takeAway,
	work: chooseWorkspace
};
