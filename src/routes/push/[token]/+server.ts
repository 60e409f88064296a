/** Where jobs send their signs of life. A bare request from a shell script is enough: any body, any type, no headers. */
import { momentaryJson, problem } from '$lib/server/http/answers';
import { limitInFlight } from '$lib/server/http/in-flight';
import type { RequestEvent, RequestHandler } from './$types';
import { readSign } from './sign';

/** A job beats once in a while; more at the same moment is a loop that went wild. */
const perToken = limitInFlight(8);

async function hear({ locals, params, request, url }: RequestEvent): Promise<Response> {
	const sign = await readSign(request, url.searchParams);
	if ('fault' in sign) return problem(400, 'Bad Request', sign.fault);
	switch (await locals.app.beat(params.token, sign)) {
		case 'recorded':
			return momentaryJson({ ok: true });
		case 'paused':
			return momentaryJson({ ok: true, paused: true });
		case 'unknown-token':
			return problem(404, 'Not Found', 'No monitor listens at this address.');
		case 'unavailable':
			return problem(
				503,
				'Service Unavailable',
				'This sign of life cannot be kept at the moment; send it again.',
				{
					headers: { 'retry-after': '10' }
				}
			);
	}
}

const handle: RequestHandler = async (event) => {
	const answer = await perToken(event.params.token, () => hear(event));
	return (
		answer ??
		problem(429, 'Too Many Requests', 'Too many signs of life arrive for this monitor at the same moment.', {
			headers: { 'retry-after': '1' }
		})
	);
};

export const GET = handle;
export const POST = handle;
