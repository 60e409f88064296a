/** Gathers what needs a hand in a workspace, from what is in memory, so that the first screen costs no search. */
import type { Attention, FailingMonitor, MaintenanceAtHand } from '../domain/attention.ts';
import type { Health } from '../domain/health.ts';
import { isOpen, type Incident } from '../domain/incident.ts';
import { isActive, overrunMs } from '../domain/maintenance.ts';
import { noticeWords } from '../format/notice-words.ts';
import type { Roster } from './roster.ts';
import type { FailedNotice } from './stores/notices.ts';
import type { Watch } from './watchdog/watch.ts';

const NEXT_SHOWN = 3;

export interface AttentionFacts {
	workspaceId: string;
	now: number;
	watches: Iterable<Watch>;
	/** Of every workspace, newest first, drafts included. */
	incidents: readonly Incident[];
	roster: Roster;
	failed: readonly FailedNotice[];
	backlog: { owed: number; oldestAt: number | null };
	health: Health;
}

export function attentionOf(facts: AttentionFacts): Attention {
	const { workspaceId, now, roster, failed, health } = facts;
	const watches = [...facts.watches].filter(({ monitor }) => monitor.workspaceId === workspaceId);
	const count = (verdict: string) =>
		watches.filter(({ monitor, standing }) => monitor.pausedAt === null && standing.verdict === verdict)
			.length;
	return {
		at: now,
		monitors: {
			total: watches.length,
			up: count('up'),
			degraded: count('degraded'),
			down: count('down'),
			unknown: count('unknown'),
			paused: watches.filter(({ monitor }) => monitor.pausedAt !== null).length
		},
		failing: watches
			.flatMap((watch) => failingOf(watch, roster, now))
			.sort((a, b) => Number(b.verdict === 'down') - Number(a.verdict === 'down') || a.since - b.since),
		incidents: facts.incidents
			.filter((one) => one.workspaceId === workspaceId && (one.isDraft || isOpen(one)))
			.sort((a, b) => Number(a.isDraft) - Number(b.isDraft) || b.startedAt - a.startedAt)
			.map(({ id, title, impact, status, isDraft, startedAt, updatedAt, version }) => {
				return { id, title, impact, status, isDraft, startedAt, updatedAt, version };
			}),
		...maintenanceOf(facts),
		warnings: watches
			.flatMap(({ monitor: { key, name }, warnings }) =>
				warnings.map(({ message, at }) => ({ key, name, message, at }))
			)
			.sort((a, b) => (a.at ?? 0) - (b.at ?? 0)),
		undelivered: failed.map(({ id, document, failure, at }) => {
			return { id, words: noticeWords(document, now), failure, at };
		}),
		owed: { count: facts.backlog.owed, oldestAt: facts.backlog.oldestAt },
		health
	};
}

function failingOf(watch: Watch, roster: Roster, now: number): FailingMonitor[] {
	const { monitor, standing, outage, diagnosis, lastCheck } = watch;
	const { verdict } = standing;
	if (monitor.pausedAt !== null || (verdict !== 'down' && verdict !== 'degraded')) return [];
	return [
		{
			key: monitor.key,
			name: monitor.name,
			verdict,
			since: outage?.startedAt ?? standing.since,
			why: diagnosis?.reasons[0] ?? null,
			lastSummary: lastCheck?.summary ?? null,
			isSilenced: roster.isSilenced(monitor.id, now),
			outageId: outage?.id ?? null,
			isTold: (outage?.incidentId ?? null) !== null
		}
	];
}

function maintenanceOf({ workspaceId, roster, now }: AttentionFacts): Pick<Attention, 'running' | 'next'> {
	const titles = new Map(
		roster.facts.windows.filter((one) => one.workspaceId === workspaceId).map(({ id, title }) => [id, title])
	);
	const atHand = roster.facts.occurrences.flatMap((occurrence) => {
		const title = titles.get(occurrence.windowId);
		if (title === undefined || occurrence.status === 'cancelled' || occurrence.status === 'completed')
			return [];
		const { id, windowId, startsAt, endsAt } = occurrence;
		const shown: MaintenanceAtHand = {
			id,
			windowId,
			title,
			startsAt,
			endsAt,
			overrunMs: overrunMs(occurrence, now)
		};
		return [{ shown, isRunning: occurrence.status === 'in_progress' || isActive(occurrence, now) }];
	});
	return {
		running: atHand.filter(({ isRunning }) => isRunning).map(({ shown }) => shown),
		next: atHand
			.filter(({ isRunning, shown }) => !isRunning && shown.startsAt > now)
			.slice(0, NEXT_SHOWN)
			.map(({ shown }) => shown)
	};
}
