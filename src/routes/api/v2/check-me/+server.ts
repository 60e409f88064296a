/**
 * What a visitor's own browser needs to tell "is it just me?": how our checks find each component, and where the owner
 * allowed browsers to try it. A POST says "I am affected": counted, and nothing of who said it is kept.
 */
import { z } from 'zod';
import { checkMe } from '$lib/server/feeds/check-me';
import { momentaryJson, OPEN_TO_ANY_ORIGIN, preflight, problem } from '$lib/server/http/answers';
import { readAtMost } from '$lib/server/http/body';
import type { RequestHandler } from './$types';

const MOST_BYTES = 1_000;
const schema = z.object({ component: z.string().max(200) });

export const GET: RequestHandler = ({ locals: { snapshot } }) => {
	if (!snapshot) {
		return problem(503, 'Service Unavailable', 'The page is not ready yet; ask again in a few seconds.', {
			headers: { ...OPEN_TO_ANY_ORIGIN, 'retry-after': '5' }
		});
	}
	const answer = momentaryJson(checkMe(snapshot));
	for (const [name, value] of Object.entries(OPEN_TO_ANY_ORIGIN)) answer.headers.set(name, value);
	return answer;
};

export const OPTIONS: RequestHandler = () => preflight();

export const POST: RequestHandler = async ({ locals: { app, snapshot }, request, getClientAddress }) => {
	const body = await readAtMost(request, MOST_BYTES);
	const wanted = schema.safeParse(parsed(body));
	const component = snapshot?.groups
		.flatMap(({ components }) => components)
		.find(({ key }) => key === wanted.data?.component);
	if (!component) {
		return problem(
			400,
			'Bad Request',
			'The body takes {"component": "…"} with the key of a component of this page.'
		);
	}
	if (component.publicUrl === null) {
		return problem(409, 'Conflict', 'The owner of this page does not count visitors of this component.');
	}
	const waitMs = app.pace.take('affected', getClientAddress());
	if (waitMs > 0) {
		return problem(429, 'Too Many Requests', 'Thank you, you were counted already.', {
			headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) }
		});
	}
	app.affected.note(component.id);
	return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
};

function parsed(body: Uint8Array | null): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(body ?? new Uint8Array()));
	} catch {
		return null;
	}
}
