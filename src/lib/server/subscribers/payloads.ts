/**
 * What subscribers' webhooks get: the bodies that Atlassian Statuspage posts, so that a program made for one understands
 * the other. Fields are named one by one; what has no meaning here is null or false.
 */
import type { ComponentStatus } from '../../domain/component.ts';
import type { IncidentView, MaintenanceView, PageSnapshot } from '../../domain/snapshot.ts';
import { componentDocuments, type ComponentDocument } from '../feeds/statuspage/component.ts';
import { incidentDocument } from '../feeds/statuspage/incident.ts';
import { instant, instantOrNull } from '../feeds/statuspage/instant.ts';
import { maintenanceDocument } from '../feeds/statuspage/maintenance.ts';
import type { SubscriberLinks } from './links.ts';

export interface PayloadHead {
	meta: { unsubscribe: string; documentation: string; generated_at: string };
	page: { id: string; status_indicator: string; status_description: string };
}

/** @param now of the attempt, epoch milliseconds */
export function headOf(snapshot: PageSnapshot, links: SubscriberLinks, now: number): PayloadHead {
	const { page, indicator, sentence } = snapshot;
	return {
		meta: {
			unsubscribe: links.leave,
			documentation: `${page.url}/subscribe`,
			generated_at: instant(now)
		},
		page: { id: page.id, status_indicator: indicator, status_description: sentence }
	};
}

export function incidentPayload(incident: IncidentView, snapshot: PageSnapshot): object {
	const { postmortem, postmortemAt } = incident;
	return {
		incident: {
			...incidentDocument(incident, snapshot.page, componentsOf(snapshot)),
			...notOurs(snapshot),
			postmortem_body: postmortem,
			postmortem_body_last_updated_at: instantOrNull(postmortemAt),
			postmortem_ignored: false,
			postmortem_notified_subscribers: postmortemAt !== null,
			postmortem_notified_twitter: false,
			postmortem_published_at: instantOrNull(postmortemAt),
			scheduled_for: null,
			scheduled_until: null,
			scheduled_auto_transition: false,
			scheduled_remind_prior: false,
			scheduled_reminded_at: null
		}
	};
}

/** Maintenance is an incident there, with the impact `maintenance`. */
export function maintenancePayload(maintenance: MaintenanceView, snapshot: PageSnapshot): object {
	return {
		incident: {
			...maintenanceDocument(maintenance, snapshot.page, componentsOf(snapshot)),
			...notOurs(snapshot),
			postmortem_body: null,
			postmortem_body_last_updated_at: null,
			postmortem_ignored: true,
			postmortem_notified_subscribers: false,
			postmortem_notified_twitter: false,
			postmortem_published_at: null,
			scheduled_auto_transition: true,
			scheduled_remind_prior: true,
			scheduled_reminded_at: null
		}
	};
}

export interface StatusChange {
	componentId: string;
	from: ComponentStatus;
	to: ComponentStatus;
	at: number;
}

/** @returns null where the page does not show the component */
export function componentPayload(
	{ componentId, from, to, at }: StatusChange,
	snapshot: PageSnapshot
): object | null {
	const component = componentsOf(snapshot).get(componentId);
	if (!component) return null;
	const { id, name, created_at } = component;
	return {
		component_update: {
			id: `${id}-${at}`,
			component_id: id,
			old_status: from,
			new_status: to,
			created_at: instant(at)
		},
		component: { id, key: component.key, name, status: to, created_at }
	};
}

function componentsOf(snapshot: PageSnapshot): Map<string, ComponentDocument> {
	return new Map(componentDocuments(snapshot).map((component) => [component.id, component]));
}

function notOurs({ page }: PageSnapshot) {
	return { backfilled: false, impact_override: null, organization_id: page.id };
}
