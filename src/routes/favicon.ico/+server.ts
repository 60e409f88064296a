/** The mark, for whoever asks for it unnamed: a feed has no head that could name it, and old tools know no other place. */
import { base } from '$app/paths';
import { postureOf } from '$lib/components/posture';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals }) => {
	const posture = postureOf(locals.snapshot?.indicator ?? 'none');
	const location = `${base}/gate-${posture}.svg`;
	return new Response(null, { status: 302, headers: { location, 'cache-control': 'no-cache' } });
};
