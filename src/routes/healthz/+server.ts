/** Whether the process lives; asks nothing else, so that it answers while everything else is in trouble. */
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () =>
	new Response('ok\n', {
		headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
	});
