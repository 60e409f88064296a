/** The monitors of a workspace as a file that can be read back in; secrets are named, not written. */
import { toYaml } from '$lib/server/config/write';
import { requireMember } from '../../guard';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => {
	const { workspaceId } = requireMember(event, 'monitors:write');
	const { entries, names } = event.locals.app.desk.monitors.file(workspaceId);
	const heading = [
		'The monitors of Gatehouse, as gatehouse.yaml has them.',
		...(names.length > 0
			? ['Secrets are not in it. They are taken from these variables of the environment:', ...names]
			: [])
	].join('\n');
	return new Response(toYaml({ monitors: entries }, heading), {
		headers: {
			'content-type': 'application/yaml; charset=utf-8',
			'content-disposition': 'attachment; filename="monitors.yaml"',
			'cache-control': 'no-store'
		}
	});
};
