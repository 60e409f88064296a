/** What every change of an incident shares: taking hold of it, naming components, what the audit log keeps, who hears. */
import type { Facts, Trace } from '../../domain/audit.ts';
import type { Component, ComponentStatus } from '../../domain/component.ts';
import type { Incident } from '../../domain/incident.ts';
import type { StatusPage } from '../../domain/status-page.ts';
import type { Db } from '../database.ts';
import type { Roster } from '../roster.ts';
import * as incidents from '../stores/incidents.ts';
import type { Claim } from '../stores/incidents.ts';
import { found, Refusal, unchanged } from './refusal.ts';

/** Two clocks that differ a little are no fault. */
const AHEAD_MS = 60_000;

/** The incident as it is now, if it is this workspace's and still the one that the writer saw. */
export async function hold(
	tx: Db,
	trace: Trace,
	id: string,
	seen: number | undefined = undefined
): Promise<Incident> {
	const incident = found(await incidents.get(tx, trace.workspaceId, id), 'incident');
	unchanged(incident.version, seen ?? null);
	return incident;
}

/** What a person's first change does to an incident of the machine: from then on it is theirs. */
export function touch(incident: Incident, at: number): { touchedAt?: number } {
	return incident.isAutomatic && incident.touchedAt === null ? { touchedAt: at } : {};
}

/** Components by their keys, with what is said of each. */
export function claimsOf(
	roster: Roster,
	workspaceId: string,
	said: Record<string, ComponentStatus>
): { component: Component; status: ComponentStatus }[] {
	const known = new Map(
		roster.facts.components.filter((one) => one.workspaceId === workspaceId).map((one) => [one.key, one])
	);
	const strange = Object.keys(said).filter((key) => !known.has(key));
	if (strange.length > 0) refuseField('components', `There is no component with the key ${strange[0]}.`);
	return Object.entries(said).flatMap(([key, status]) => {
		const component = known.get(key);
		return component ? [{ component, status }] : [];
	});
}

/** The page that an incident belongs to: that of its components, the one that is asked for, or the first. */
export function pageOf(
	roster: Roster,
	workspaceId: string,
	components: readonly Component[],
	slug: string | undefined
): StatusPage {
	const pages = roster.facts.pages.filter((page) => page.workspaceId === workspaceId);
	const ids = new Set(components.map(({ pageId }) => pageId));
	if (ids.size > 1) {
		refuseField('components', 'These components stand on different pages. Open an incident for each page.');
	}
	const asked = slug ? pages.find((page) => page.slug === slug) : undefined;
	if (slug && !asked) refuseField('page', 'There is no such status page.');
	const [pageId] = ids;
	if (asked && pageId && asked.id !== pageId) {
		refuseField('components', 'These components stand on another page than the one that is named.');
	}
	const page = asked ?? pages.find(({ id }) => id === pageId) ?? pages.find(({ isDefault }) => isDefault);
	return found(page ?? pages[0], 'status page');
}

/** Refuses a time to come. */
export function past(field: string, at: number, now: number): number {
	if (at > now + AHEAD_MS) refuseField(field, 'That is still to come. Give a time that has passed.');
	return Math.min(at, now);
}

/** @throws Refusal that names the field */
export function refuseField(field: string, sentence: string): never {
	throw new Refusal('invalid', sentence, { [field]: sentence });
}

/** What the audit log keeps of an incident. */
export function factsOf(roster: Roster, incident: Incident): Facts {
	const keys = new Map(roster.facts.components.map(({ id, key }) => [id, key]));
	return {
		title: incident.title,
		impact: incident.impact,
		status: incident.status,
		isDraft: incident.isDraft,
		startedAt: new Date(incident.startedAt).toISOString(),
		components: claimsIn(incident).map(
			({ componentId, status }) => `${keys.get(componentId) ?? componentId}: ${status}`
		)
	};
}

export function claimsIn(incident: Incident): Claim[] {
	return incident.components.map(({ componentId, status }) => ({ componentId, status }));
}

export { oweOfIncident as oweToPublic } from '../incident-notices.ts';
