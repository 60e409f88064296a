import { outageMarkdown } from '$lib/format/outage-markdown';
import { requireMember } from '../../../guard';
import { addressOf, fileFor } from '../file';
import type { RequestHandler } from './$types';

/** The whole outage as a file, which needs no script. */
export const GET: RequestHandler = async (event) => {
	const file = await fileFor(event, requireMember(event, 'outages:read'));
	const { key } = file.outage.monitor;
	const day = new Date(file.outage.startedAt).toISOString().slice(0, 10);
	const text = outageMarkdown(file, event.locals.app.clock.now(), addressOf(event.locals, file.outage.id));
	return new Response(text, {
		headers: {
			'content-type': 'text/markdown; charset=utf-8',
			'content-disposition': `attachment; filename="outage-${key.replace(/[^\w.-]/g, '-')}-${day}.md"`
		}
	});
};
