/** How the answers about passwords and second factors read on the page. */
import type { PasswordAnswer } from '$lib/server/auth/password-desk';
import type { Enrolment, FactorAnswer } from '$lib/server/auth/second-factor';
import { refuse, type FormFaults } from '$lib/server/web/form';
import { fail, type ActionFailure } from '@sveltejs/kit';
import { renderSVG } from 'uqr';

type Section = 'password' | 'factor' | 'passkeys' | 'browsers';

export const WAIT = 'There were many tries. Please wait a minute, then try again.';
export const WRONG = {
	password: 'That is not your password.',
	code: 'That code is not right, or it has run out. The app shows a new one every 30 seconds.'
};

/** Says which part of the page an answer is for. */
export function answerWith(section: Section, { status, data }: ActionFailure<FormFaults>) {
	return fail(status, { ...data, section });
}

export function passwordAnswer(answer: PasswordAnswer) {
	if (answer === 'done') {
		return { section: 'password', done: 'The password is changed, and your other sessions have ended.' };
	}
	const isWait = answer === 'wait';
	const fault = isWait ? { message: WAIT } : { errors: { password: WRONG.password } };
	return answerWith('password', refuse(isWait ? 429 : 400, {}, fault));
}

export function factorAnswer(answer: Enrolment | string[] | FactorAnswer, field: 'code' | 'password') {
	if (answer === 'done')
		return { section: 'factor', done: 'That is done, and your other sessions have ended.' };
	if (answer === 'wait') return answerWith('factor', refuse(429, {}, { message: WAIT }));
	if (answer === 'wrong') return answerWith('factor', refuse(400, {}, { errors: { [field]: WRONG[field] } }));
	if (Array.isArray(answer)) return { section: 'factor', codes: answer };
	const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(answer.uri, { ecc: 'M' }))}`;
	return { section: 'factor', enrolment: { ...answer, picture } };
}
