import { formatTime } from '$lib/format/times';
import { readAcknowledgeToken } from '$lib/server/acknowledge-link';
import * as outages from '$lib/server/stores/outages';
import { error, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** What the signed link of a message stands for; a 404 for any other. */
async function linked({ params, locals }: RequestEvent) {
	const { database, sealer, roster } = locals.app;
	const named = readAcknowledgeToken(params.token ?? '', sealer);
	const channel = named && roster().facts.channels.find(({ id }) => id === named.channelId);
	const outage = channel && (await outages.find(database.client, channel.workspaceId, named.outageId));
	if (!outage) error(404, 'This link leads nowhere. It may be cut off; open it from the message again.');
	return { channel, outage };
}

export const load: PageServerLoad = async (event) => {
	const { channel, outage } = await linked(event);
	const page = event.locals.app.roster().facts.pages.find((one) => one.workspaceId === channel.workspaceId);
	const zone = page?.timeZone ?? 'UTC';
	const inWords = (at: number | null) =>
		at === null ? null : `${formatTime(at, 'moment', page?.locale ?? 'en', zone)} (${zone})`;
	event.setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
	return {
		name: outage.monitor.name,
		worst: outage.worst,
		startedAt: inWords(outage.startedAt),
		endedAt: inWords(outage.endedAt),
		acknowledgedAt: inWords(outage.acknowledged?.at ?? null)
	};
};

export const actions: Actions = {
	async default(event) {
		const { channel, outage } = await linked(event);
		const { clock, desk } = event.locals.app;
		const actor = `somebody by the channel ${channel.key}`;
		const address = event.getClientAddress();
		const trace = { workspaceId: channel.workspaceId, at: clock.now(), actor, address };
		await desk.outages.acknowledge(trace, outage.id, true);
	}
};
