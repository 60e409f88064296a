/** Adding and removing passkeys on the page about one's account. */
import { id, password } from '$lib/server/auth/fields';
import { visitorOf } from '$lib/server/auth/visitor';
import { readForm, refuse } from '$lib/server/web/form';
import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { requireMember } from '../guard';
import { answerWith, WAIT, WRONG } from './answers';

const NAME = 'Type a name of at most 60 characters.';
const name = z.string(NAME).trim().min(1, NAME).max(60, NAME);
const askSchema = z.object({ name, password });
const addSchema = z.object({ name, seal: z.string().max(2_000), answer: z.string().max(20_000) });
const forgetSchema = z.object({ passkey: id });

/** The password first: an open session alone must not be enough to leave a key behind. */
export async function askPasskey(event: RequestEvent) {
	const member = requireMember(event, 'account:write');
	const { data, failure } = await readForm(event.request, askSchema);
	if (failure) return answerWith('passkeys', failure);
	const { passkeys, passwords } = event.locals.app.auth;
	if (passkeys.missing) return answerWith('passkeys', refuse(400, data, { message: passkeys.missing }));
	const checked = await passwords.check(visitorOf(event), member, data.password);
	if (checked === 'wait') return answerWith('passkeys', refuse(429, data, { message: WAIT }));
	if (checked === 'wrong') {
		return answerWith('passkeys', refuse(400, data, { errors: { password: WRONG.password } }));
	}
	return { section: 'passkeys', asked: { ...(await passkeys.askToAdd(member)), name: data.name } };
}

export async function addPasskey(event: RequestEvent) {
	const member = requireMember(event, 'account:write');
	const { data } = await readForm(event.request, addSchema);
	const { passkeys } = event.locals.app.auth;
	const answer = data && parsed(data.answer);
	const isAdded =
		data && (await passkeys.add(member, data.seal, answer, data.name, event.getClientAddress()));
	if (isAdded)
		return { section: 'passkeys', done: 'The passkey is there. You can sign in with it from now on.' };
	const message = 'That passkey could not be taken, or it took longer than five minutes. Try again.';
	return answerWith('passkeys', refuse(400, {}, { message }));
}

export async function forgetPasskey(event: RequestEvent) {
	const member = requireMember(event, 'account:write');
	const { data } = await readForm(event.request, forgetSchema);
	const { passkeys } = event.locals.app.auth;
	if (!data || !(await passkeys.remove(member, data.passkey, event.getClientAddress()))) {
		error(404, 'There is no such passkey.');
	}
	return { section: 'passkeys', done: 'The passkey is removed and opens nothing any more.' };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
