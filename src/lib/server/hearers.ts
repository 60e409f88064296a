/** Which channels hear of something: those that its monitor asks to tell it, and whose own rules want it. */
import { allows, concerns, hears, type Subject } from '../domain/channel-rules.ts';
import type { Monitor } from '../domain/monitor.ts';
import type { Announcement, TeamNotice } from '../domain/notice.ts';
import type { ChannelName, Roster } from './roster.ts';

export interface Hearer {
	id: string;
	/** Only if it was told of the same trouble before. */
	mustHaveHeard: boolean;
}

/** Who hears of something about a monitor. A recovery is for all who were told, whatever was changed meanwhile. */
export function hearersOf(
	roster: Roster,
	monitor: Pick<Monitor, 'id' | 'key' | 'workspaceId' | 'tags' | 'notifyAbout'>,
	{ channels, notice }: Pick<Announcement, 'channels' | 'notice'>
): Hearer[] {
	const subject = subjectOf(roster, monitor);
	const isTold = allows(monitor.notifyAbout ?? {}, notice);
	const asked = new Set(roster.channels(monitor.workspaceId, channels).map(({ id }) => id));
	return roster.channels(monitor.workspaceId, null).flatMap(({ id, rules }): Hearer[] => {
		if (notice.kind === 'outage-closed') return [{ id, mustHaveHeard: true }];
		if (isTold && asked.has(id) && hears(rules, notice, subject)) return [{ id, mustHaveHeard: false }];
		const goesOn = notice.kind === 'outage-changed' || notice.kind === 'flapping';
		return goesOn ? [{ id, mustHaveHeard: true }] : [];
	});
}

/** Whether a channel is one that an outage is escalated to, or that is reminded of it. */
export function isConcerned(
	roster: Roster,
	channel: ChannelName,
	monitor: Pick<Monitor, 'id' | 'key' | 'tags' | 'notify' | 'notifyAbout'>,
	notice: TeamNotice
): boolean {
	const isAsked = monitor.notify === null || monitor.notify.includes(channel.key);
	return (
		isAsked &&
		allows(monitor.notifyAbout ?? {}, notice) &&
		concerns(channel.rules, notice, subjectOf(roster, monitor))
	);
}

function subjectOf(roster: Roster, monitor: Pick<Monitor, 'id' | 'key' | 'tags'>): Subject {
	const groupIds = new Set(roster.componentsOf(monitor.id).map(({ groupId }) => groupId));
	const groups = roster.facts.groups.filter(({ id }) => groupIds.has(id)).map(({ key }) => key);
	return { key: monitor.key, tags: monitor.tags, groups };
}
