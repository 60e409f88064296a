/** What the team hears when Gatehouse itself loses the network, or has it back: once each, on every channel. */
import type { ChannelName } from './roster.ts';
import type { OwedNotice } from './stores/notices.ts';

export function ownLineNotices(
	isDown: boolean,
	at: number,
	channels: readonly ChannelName[],
	newId: () => string
): OwedNotice[] {
	const kind = isDown ? 'own-network-lost' : 'own-network-back';
	const sentence = isDown
		? 'Gatehouse itself cannot reach the network. What it watches is shown as unknown until it can.'
		: 'Gatehouse can reach the network again.';
	const document = {
		kind,
		at,
		monitor: null,
		outageId: null,
		verdict: null,
		startedAt: null,
		endedAt: null,
		sentence,
		cause: null,
		failedSide: 'monitor',
		confidence: null
	} as const;
	return channels.map((channel) => ({
		id: newId(),
		workspaceId: channel.workspaceId,
		event: `${kind}:${at}`,
		recipient: `channel:${channel.id}`,
		channelId: channel.id,
		document,
		at
	}));
}
