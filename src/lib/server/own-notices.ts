/** What the team hears of Gatehouse itself: that it lost the network or has it back, that a channel was stopped. */
import { hears } from '../domain/channel-rules.ts';
import type { TeamNotice } from '../domain/notice.ts';
import type { ChannelName } from './roster.ts';
import type { OwedNotice } from './stores/notices.ts';

interface Occasion {
	at: number;
	/** Those of one workspace that are in use. */
	channels: readonly ChannelName[];
	newId: () => string;
}

export function ownLineNotices(isDown: boolean, occasion: Occasion): OwedNotice[] {
	const kind = isDown ? 'own-network-lost' : 'own-network-back';
	const sentence = isDown
		? 'Gatehouse itself cannot reach the network. What it watches is shown as unknown until it can.'
		: 'Gatehouse can reach the network again.';
	return ownNotices(`${kind}:${occasion.at}`, { kind, sentence, failedSide: 'monitor' }, occasion);
}

/** A channel that can never be reached says nothing any more; the others say so. */
export function channelStoppedNotices(
	stopped: { id: string; name: string },
	reason: string,
	{ channels, ...occasion }: Occasion
): OwedNotice[] {
	const sentence = `The channel ${stopped.name} was stopped, since nothing can be delivered to it: ${reason}`;
	return ownNotices(
		`channel:${stopped.id}:stopped:${occasion.at}`,
		{ kind: 'channel-stopped', sentence, failedSide: null },
		{ ...occasion, channels: channels.filter(({ id }) => id !== stopped.id) }
	);
}

/** What a test of a channel tells. */
export function testNotice(at: number): TeamNotice {
	const sentence = 'Somebody tries whether this channel works. Nothing is wrong.';
	return ownNotice('test', sentence, at);
}

/** The monthly look after the website is due soon; each month is told of once. */
export function reviewDueNotices(reviewId: string, sentence: string, occasion: Occasion): OwedNotice[] {
	return ownNotices(`review:${reviewId}:due`, { kind: 'review-due', sentence, failedSide: null }, occasion);
}

function ownNotices(
	event: string,
	{ kind, sentence, failedSide }: Pick<TeamNotice, 'kind' | 'sentence' | 'failedSide'>,
	{ at, channels, newId }: Occasion
): OwedNotice[] {
	const document: TeamNotice = { ...ownNotice(kind, sentence, at), failedSide };
	return channels
		.filter(({ rules }) => hears(rules, document, null))
		.map((channel) => ({
			id: newId(),
			workspaceId: channel.workspaceId,
			event,
			recipient: `channel:${channel.id}`,
			channelId: channel.id,
			document,
			at
		}));
}

function ownNotice(kind: TeamNotice['kind'], sentence: string, at: number): TeamNotice {
	return {
		kind,
		at,
		monitor: null,
		outageId: null,
		verdict: null,
		startedAt: null,
		endedAt: null,
		sentence,
		cause: null,
		failedSide: null,
		confidence: null
	};
}
