/** Every subscriber of the workspace as a file. */
import { requireMember, traceFor } from '../../guard';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const member = requireMember(event, 'subscribers:read');
	const text = await event.locals.app.desk.subscribers.export(traceFor(event, member));
	return new Response(text, {
		headers: {
			'content-type': 'text/csv; charset=utf-8; header=present',
			'content-disposition': 'attachment; filename="subscribers.csv"'
		}
	});
};
