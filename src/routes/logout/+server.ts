/** Ends the session of whoever asks. A form posts here; a link cannot. */
import { visitorOf } from '$lib/server/auth/visitor';
import { redirect } from '@sveltejs/kit';
import { place } from '../place';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	if (event.locals.member) await event.locals.app.auth.sessions.signOut(visitorOf(event));
	redirect(303, `${place(event, '/login')}?said=out`);
};
