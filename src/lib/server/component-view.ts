/** How one component looks to the public: its status, since when, why, and its days. */
import {
	effectiveStatus,
	fold,
	type Component,
	type ComponentStatus,
	type Folding
} from '../domain/component.ts';
import { isOpen } from '../domain/incident.ts';
import { isActive } from '../domain/maintenance.ts';
import type { ComponentView } from '../domain/snapshot.ts';
import type { Span } from '../domain/stretch.ts';
import { troubleOf } from '../domain/trouble.ts';
import * as uptime from '../domain/uptime.ts';
import type { SnapshotFacts } from './snapshot.ts';
import type { Watch } from './watchdog/watch.ts';

type Standing = Pick<SnapshotFacts, 'now' | 'watches' | 'roster' | 'incidents'>;

/** A component's effective status with what it comes from. */
function standingOf(component: Component, { now, watches, roster, incidents }: Standing) {
	const watched = component.monitorIds.flatMap((id) => watches.get(id) ?? []);
	const running = roster.occurrencesOf(component.id).filter((occurrence) => isActive(occurrence, now));
	const claims = incidents
		.filter(isOpen)
		.flatMap(({ startedAt, components }) =>
			components
				.filter(
					({ componentId, status: claimed }) => componentId === component.id && claimed !== 'operational'
				)
				.map(({ status: claimed }) => ({ status: claimed, since: startedAt }))
		);
	const status = effectiveStatus({
		handStatus: component.handStatus,
		verdicts: watched.map(({ standing }) => standing.verdict),
		folding: component.folding,
		isInMaintenance: running.length > 0,
		claims: claims.map((claim) => claim.status)
	});
	return { watched, running, claims, status };
}

/** How each component of a page is, and no more than that: cheap enough to ask often. */
export function statusesOf(pageId: string, standing: Standing): { id: string; status: ComponentStatus }[] {
	return standing.roster
		.publicComponents(pageId)
		.map((component) => ({ id: component.id, status: standingOf(component, standing).status }));
}

export function componentView(
	component: Component,
	facts: SnapshotFacts,
	spans: readonly (Span & { day: string })[],
	incidentIds: Map<string, string[]>
): ComponentView {
	const { now, roster } = facts;
	const { watched, running, claims, status } = standingOf(component, facts);
	const maintenance = roster
		.occurrencesOf(component.id)
		.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt }));
	const stretches = uptime.merge(
		watched.map((watch) => watch.stretches),
		component.folding
	);
	const days = watched.length === 0 ? [] : uptime.days(stretches, spans, maintenance, now, incidentIds);
	const since = sinceWhen(status, [
		...claims,
		...running.map(({ startsAt }) => ({ status: 'under_maintenance' as const, since: startsAt })),
		...(running.length > 0 || component.handStatus !== null ? [] : begunBy(watched, component.folding))
	]);
	return {
		id: component.id,
		key: component.key,
		name: component.name,
		description: component.description,
		groupKey: roster.facts.groups.find(({ id }) => id === component.groupId)?.key ?? null,
		position: component.position,
		status,
		since,
		...whyNot(watched, status),
		lookedAt: Math.max(0, ...watched.map(({ lastCheckAt }) => lastCheckAt ?? 0)) || null,
		publicUrl: component.publicUrl,
		createdAt: component.createdAt,
		updatedAt: since ?? component.createdAt,
		days,
		uptime: uptime.ratio(uptime.sum(days))
	};
}

/** Since when it has the status: the first of those that say it; null where none of them has a beginning, as a hand has none. */
function sinceWhen(
	status: ComponentStatus,
	said: readonly { status: ComponentStatus; since: number }[]
): number | null {
	const begun = said.filter((one) => one.status === status).map(({ since }) => since);
	return begun.length === 0 ? null : Math.min(...begun);
}

/** What the monitors say together, and since when: well since the last of them is, ill since the first of them is. */
function begunBy(watched: readonly Watch[], folding: Folding): { status: ComponentStatus; since: number }[] {
	if (watched.length === 0) return [];
	const verdicts = watched.map(({ standing }) => standing.verdict);
	const status = fold(verdicts, folding);
	const failing = watched.filter(({ outage }) => outage !== null);
	const since =
		failing.length === 0 || status === 'operational' || status === 'unknown'
			? Math.max(...watched.map(({ standing }) => standing.since))
			: Math.min(...failing.map(({ outage, standing }) => outage?.startedAt ?? standing.since));
	return [{ status, since }];
}

function whyNot(watched: readonly Watch[], status: ComponentStatus): Pick<ComponentView, 'why' | 'advice'> {
	const nothing = { why: null, advice: [] };
	if (status === 'operational' || status === 'under_maintenance') return nothing;
	const worstFirst = [...watched].sort(
		(a, b) => Number(b.outage?.worst === 'down') - Number(a.outage?.worst === 'down')
	);
	const [diagnosis] = worstFirst.flatMap((watch) => watch.diagnosis ?? []);
	if (!diagnosis) return nothing;
	const { sentence: why, advice } = troubleOf(diagnosis);
	return { why, advice };
}
