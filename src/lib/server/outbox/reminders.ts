/** What is owed because time goes by: reminders of what lasts, and telling further channels when nobody acknowledges. */
import { outageNotice } from '../../domain/outage-notice.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import { isConcerned } from '../hearers.ts';
import type { ChannelName, Roster } from '../roster.ts';
import * as notices from '../stores/notices.ts';
import * as outages from '../stores/outages.ts';
import type { Watch } from '../watchdog/watch.ts';

export interface Reminders {
	/** Owes what is due now; each thing is owed once, however often this is asked. */
	attend(): Promise<void>;
}

export interface RemindersOptions {
	database: Pick<Database, 'client' | 'transaction'>;
	clock: Pick<Clock, 'now'>;
	newId: () => string;
	watches: () => Iterable<Watch>;
	roster: () => Roster;
	/** What a monitor asks, in words. */
	describe: (monitor: Watch['monitor']) => string;
}

export function createReminders(options: RemindersOptions): Reminders {
	const { database, clock, newId, roster, describe } = options;
	/** Events that are owed already, so that nothing is written twice. */
	let owed = new Set<string>();

	function dueOf(watch: Watch, channel: ChannelName, now: number): notices.OwedNotice[] {
		const { outage, monitor, diagnosis, standing } = watch;
		const { escalateAfterMs, remindEveryMs } = channel.rules;
		if (!outage || outage.announcedAt === null || outage.isFlapping) return [];
		const told = outage.announcedAt + (escalateAfterMs ?? 0);
		if (now < told) return [];
		const verdict = standing.verdict === 'degraded' ? 'degraded' : outage.worst;
		const facts = { monitor, target: describe(monitor), outage, diagnosis, verdict, at: now };
		const due = [];
		if (escalateAfterMs !== null)
			due.push({ name: 'escalated', kind: 'outage-escalated' as const, mustHaveHeard: false });
		const count = remindEveryMs === null ? 0 : Math.floor((now - told) / remindEveryMs);
		if (count > 0)
			due.push({ name: `reminder:${count}`, kind: 'outage-reminder' as const, mustHaveHeard: true });
		return due
			.map(({ name, kind, mustHaveHeard }) => ({
				id: newId(),
				workspaceId: monitor.workspaceId,
				event: `outage:${outage.id}:${name}`,
				recipient: `channel:${channel.id}`,
				channelId: channel.id,
				document: outageNotice(kind, facts),
				mustHaveHeard,
				at: now
			}))
			.filter(({ document }) => isConcerned(roster(), channel, monitor, document));
	}

	return {
		async attend() {
			const channels = roster().facts.channels.filter(
				({ isDisabled, rules }) =>
					!isDisabled && (rules.remindEveryMs !== null || rules.escalateAfterMs !== null)
			);
			const open = [...options.watches()].filter(({ outage }) => outage && outage.announcedAt !== null);
			if (channels.length === 0 || open.length === 0) {
				owed = new Set();
				return;
			}
			const now = clock.now();
			const waiting = await outages.unacknowledged(database.client);
			const due = open
				.filter(
					({ outage, monitor }) => waiting.has(outage?.id ?? '') && !roster().isSilenced(monitor.id, now)
				)
				.flatMap((watch) =>
					channels
						.filter(({ workspaceId }) => workspaceId === watch.monitor.workspaceId)
						.flatMap((channel) => dueOf(watch, channel, now))
				);
			const fresh = due.filter(({ event, recipient }) => !owed.has(`${event} ${recipient}`));
			if (fresh.length > 0) {
				await database.transaction(async (tx) => {
					for (const notice of fresh) await notices.owe(tx, notice);
				});
			}
			owed = new Set(due.map(({ event, recipient }) => `${event} ${recipient}`));
		}
	};
}
