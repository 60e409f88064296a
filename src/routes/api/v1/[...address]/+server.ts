/** Every call of the API: what there is and who may is said by the operations, not by files. */
import { base } from '$app/paths';
import { answerApi } from '$lib/server/api/api';
import type { RequestHandler } from './$types';

const ROOT = `${base}/api/v1`;

export const fallback: RequestHandler = ({ locals, request, getClientAddress }) =>
	answerApi({
		app: locals.app,
		request,
		// as it was asked: the framework's own URL is decoded in part
		address: new URL(request.url).pathname.slice(ROOT.length),
		root: ROOT,
		member: locals.member,
		clientAddress: getClientAddress()
	});
