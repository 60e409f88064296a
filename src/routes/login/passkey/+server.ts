/** Signing in by passkey, asked and answered by the script of the sign-in page. */
import { visitorOf } from '$lib/server/auth/visitor';
import { waitInWords } from '$lib/server/web/form';
import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { nextPage } from '../next-page';
import type { RequestHandler } from './$types';

const schema = z.object({ seal: z.string().max(2_000), answer: z.unknown() });

export const GET: RequestHandler = async ({ locals }) => json(await locals.app.auth.passkeys.askToSignIn());

export const POST: RequestHandler = async (event) => {
	const { data } = schema.safeParse(await event.request.json().catch(() => null));
	if (!data) return json({ message: 'That is not what a browser sends.' }, { status: 400 });
	const { signIn } = event.locals.app.auth;
	const answer = await signIn.withPasskey(visitorOf(event), data.seal, data.answer);
	if (answer.outcome === 'in') return json({ next: nextPage(event) });
	if (answer.outcome !== 'wait') {
		return json({ message: 'That passkey does not open an account here.' }, { status: 400 });
	}
	const message = `There were many tries. Please wait ${waitInWords(answer.waitMs)}, then try again.`;
	return json({ message }, { status: 429 });
};
