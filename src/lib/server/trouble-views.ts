/** What the public learns of the outages behind an incident: those of hidden services left out, equal ones told once. */
import type { Component } from '../domain/component.ts';
import type { Outage } from '../domain/outage.ts';
import type { TroubleView } from '../domain/snapshot.ts';
import { troubleOf } from '../domain/trouble.ts';
import type { Watch } from './watchdog/watch.ts';

/** An incident that goes on for days may gather hundreds. */
const TIMES_SHOWN = 20;

/** @param outages as they are stored; one that lasts is told as the watchdog has it in memory */
export function troubleViews(
	outages: readonly Outage[],
	shown: readonly Component[],
	watches: ReadonlyMap<number, Watch>
): TroubleView[] {
	const views = new Map<string, TroubleView>();
	for (const stored of [...outages].sort((a, b) => b.startedAt - a.startedAt)) {
		const components = shown
			.filter(({ monitorIds }) => monitorIds.includes(stored.monitorId))
			.map(({ id, key, name }) => ({ id, key, name }));
		if (components.length === 0) continue;
		const watch = watches.get(stored.monitorId);
		const isOpen = watch?.outage?.id === stored.id;
		const labels = (isOpen && (watch.diagnosis ?? watch.outage)) || stored;
		const time = { startedAt: stored.startedAt, endedAt: isOpen ? null : endOf(stored, watch) };
		const trouble = troubleOf(labels);
		const sameness = JSON.stringify([trouble.sentence, trouble.path, components.map(({ id }) => id)]);
		const known = views.get(sameness);
		if (known) {
			if (known.times.length < TIMES_SHOWN) known.times.push(time);
			continue;
		}
		const lookedAt = isOpen ? watch.lastCheckAt : null;
		views.set(sameness, { id: stored.id, ...trouble, components, times: [time], lookedAt });
	}
	return [...views.values()];
}

/** What was read may be older than what the watchdog knows: then it ended when the verdict changed. */
function endOf({ startedAt, endedAt, confirmedAt }: Outage, watch: Watch | undefined): number {
	return endedAt ?? Math.max(startedAt, watch?.standing.since ?? confirmedAt);
}
