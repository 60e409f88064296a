/** What the public learns of the outages behind an incident: those of hidden services left out, equal ones told once. */
import type { Component } from '../domain/component.ts';
import type { Outage } from '../domain/outage.ts';
import type { TroubleView } from '../domain/snapshot.ts';
import { troubleOf } from '../domain/trouble.ts';
import type { Watch } from './watchdog/watch.ts';

/** An incident that goes on for days may gather hundreds. */
const TIMES_SHOWN = 20;

type Time = TroubleView['times'][number];

/**
 * The newest first. Outages with the same sentence and path are one trouble: of all their services, at all their times.
 * @param outages as they are stored; one that lasts is told as the watchdog has it in memory
 */
export function troubleViews(
	outages: readonly Outage[],
	shown: readonly Component[],
	watches: ReadonlyMap<number, Watch>
): TroubleView[] {
	const views = new Map<string, TroubleView>();
	for (const stored of [...outages].sort((a, b) => b.startedAt - a.startedAt)) {
		const touched = shown.filter(({ monitorIds }) => monitorIds.includes(stored.monitorId));
		if (touched.length === 0) continue;
		const watch = watches.get(stored.monitorId);
		const isOpen = watch?.outage?.id === stored.id;
		const trouble = troubleOf((isOpen && (watch.diagnosis ?? watch.outage)) || stored);
		const time = { startedAt: stored.startedAt, endedAt: isOpen ? null : endOf(stored, watch) };
		const sameness = JSON.stringify([trouble.sentence, trouble.path]);
		const known = views.get(sameness);
		const ids = new Set([...touched, ...(known?.components ?? [])].map(({ id }) => id));
		const lookedAt = Math.max(known?.lookedAt ?? 0, isOpen ? (watch.lastCheckAt ?? 0) : 0);
		views.set(sameness, {
			id: known?.id ?? stored.id,
			...trouble,
			components: shown.filter(({ id }) => ids.has(id)).map(({ id, key, name }) => ({ id, key, name })),
			times: withTime(known?.times ?? [], time),
			lookedAt: lookedAt === 0 ? null : lookedAt
		});
	}
	return [...views.values()];
}

/** What was read may be older than what the watchdog knows: then it ended when the verdict changed. */
function endOf({ startedAt, endedAt, confirmedAt }: Outage, watch: Watch | undefined): number {
	return endedAt ?? Math.max(startedAt, watch?.standing.since ?? confirmedAt);
}

/** Adds a time that began before all of them; those that overlap are one. */
function withTime(times: readonly Time[], earlier: Time): Time[] {
	const reach = earlier.endedAt ?? Infinity;
	const touching = times.filter(({ startedAt }) => startedAt <= reach);
	const apart = times.filter(({ startedAt }) => startedAt > reach);
	const end = Math.max(reach, ...touching.map(({ endedAt }) => endedAt ?? Infinity));
	const whole = { startedAt: earlier.startedAt, endedAt: end === Infinity ? null : end };
	return [...apart, whole].slice(0, TIMES_SHOWN);
}
