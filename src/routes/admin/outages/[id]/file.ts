/** The outage that an address names, or the answer that there is none. */
import type { Member } from '$lib/domain/actor';
import type { OutageFile } from '$lib/domain/outage-file';
import { outageFile } from '$lib/server/outage-file';
import { error, type RequestEvent } from '@sveltejs/kit';

/** @throws 404 for one that is not there, or a stranger's */
export async function fileFor(
	{ locals, params }: Pick<RequestEvent<{ id: string }>, 'locals' | 'params'>,
	{ workspaceId }: Member
): Promise<OutageFile> {
	const file = await outageFile(locals.app.database.client, workspaceId, params.id);
	return file ?? error(404, 'There is no such outage.');
}

/** The outage's page on the public address, for what leaves the house. */
export function addressOf(locals: App.Locals, id: string): string {
	const { origin, basePath } = locals.app.settings;
	return `${origin}${basePath}/admin/outages/${encodeURIComponent(id)}`;
}
