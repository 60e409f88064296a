/** Statuspage's v2 documents under their own addresses, such as `/api/v2/summary.json`; open to any origin. */
import { render } from '$lib/server/feeds/statuspage';
import { jsonAnswer, OPEN_TO_ANY_ORIGIN, preflight, problem } from '$lib/server/http/answers';
import type { RequestHandler } from './$types';

const EXTENSION = '.json';

export const GET: RequestHandler = ({ locals, params, request }) => {
	const { snapshot } = locals;
	if (!snapshot) {
		return problem(503, 'Service Unavailable', 'The page is not ready yet; ask again in a few seconds.', {
			headers: { ...OPEN_TO_ANY_ORIGIN, 'retry-after': '5' }
		});
	}
	const rendered = params.document.endsWith(EXTENSION)
		? render(params.document.slice(0, -EXTENSION.length), snapshot)
		: null;
	if (!rendered) {
		return problem(404, 'Not Found', 'There is no such document; /api/v2/summary.json has everything.', {
			headers: OPEN_TO_ANY_ORIGIN
		});
	}
	return jsonAnswer(request, rendered.body, rendered.etag, OPEN_TO_ANY_ORIGIN);
};

export const OPTIONS: RequestHandler = () => preflight();
