/** What concerns our own line: whom it matters to, and what the team hears when it is lost and when it is back. */
import type { Config } from '../domain/config.ts';
import type { TeamNotice } from '../domain/notice.ts';
import { probeFor } from './probes/index.ts';
import type { Roster } from './roster.ts';

interface OwedNotice {
	id: string;
	workspaceId: string;
	event: string;
	recipient: string;
	channelId: string;
	document: TeamNotice;
	at: number;
}

/** One for each channel of the operator's own workspace. */
export function ownNetworkNotices(
	roster: Roster,
	isDown: boolean,
	at: number,
	newId: () => string
): OwedNotice[] {
	const kind = isDown ? 'own-network-lost' : 'own-network-back';
	const document: TeamNotice = {
		kind,
		at,
		monitor: null,
		outageId: null,
		verdict: null,
		startedAt: null,
		endedAt: null,
		sentence: isDown
			? 'Gatehouse itself cannot reach the network. What it watches is shown as unknown until it can.'
			: 'Gatehouse can reach the network again.',
		cause: null,
		failedSide: 'monitor',
		confidence: null
	};
	return roster.channels(roster.facts.pages[0]?.workspaceId ?? '', null).map((channel) => ({
		id: newId(),
		workspaceId: channel.workspaceId,
		event: `${kind}:${at}`,
		recipient: `channel:${channel.id}`,
		channelId: channel.id,
		document,
		at
	}));
}

/** Our own line matters only to those who watch something beyond this machine. */
export function referencesOf({ monitors: all, references }: Config): string[] {
	const isAnyBeyond = all.some(({ kind, target }) => {
		const host = probeFor(kind).host(target);
		return host !== null && !/^(localhost$|127\.|\[?::1\]?$)/.test(host);
	});
	return isAnyBeyond ? references : [];
}
