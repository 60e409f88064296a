/**
 * Atlassian Statuspage's v2 documents, written by hand from their public documentation: what a reader of Statuspage holds
 * ours against. Strict, so that a field more is found like a field less.
 */
import { z } from 'zod';

const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const id = z.string().min(1);
const componentStatus = z.enum([
	'operational',
	'degraded_performance',
	'partial_outage',
	'major_outage',
	'under_maintenance',
	// ours: what nobody measured is neither well nor ill
	'unknown'
]);

const page = z.strictObject({
	id,
	name: z.string(),
	url: z.url(),
	time_zone: z.string(),
	updated_at: instant
});

const status = z.strictObject({
	indicator: z.enum(['none', 'minor', 'major', 'critical', 'maintenance']),
	description: z.string().min(1)
});

const component = z.strictObject({
	id,
	// ours: the stable key that the owner chose
	key: z.string(),
	name: z.string(),
	status: componentStatus,
	created_at: instant,
	updated_at: instant,
	position: z.int().min(1),
	description: z.string().nullable(),
	showcase: z.boolean(),
	start_date: z
		.string()
		.regex(/^\d{4}-\d\d-\d\d$/)
		.nullable(),
	group_id: id.nullable(),
	page_id: id,
	group: z.boolean(),
	only_show_if_degraded: z.boolean(),
	components: z.array(id).optional()
});

const update = z.strictObject({
	id,
	status: z.string(),
	body: z.string(),
	incident_id: id,
	created_at: instant,
	updated_at: instant,
	display_at: instant,
	affected_components: z
		.array(
			z.strictObject({ code: id, name: z.string(), old_status: componentStatus, new_status: componentStatus })
		)
		.nonempty()
		.nullable(),
	deliver_notifications: z.boolean(),
	custom_tweet: z.null(),
	tweet_id: z.null()
});

const told = {
	id,
	name: z.string(),
	created_at: instant,
	updated_at: instant,
	monitoring_at: instant.nullable(),
	resolved_at: instant.nullable(),
	shortlink: z.url(),
	started_at: instant,
	page_id: id,
	incident_updates: z.array(update),
	components: z.array(component),
	reminder_intervals: z.null()
};

const incident = z.strictObject({
	...told,
	status: z.enum(['investigating', 'identified', 'monitoring', 'resolved', 'postmortem']),
	impact: z.enum(['none', 'minor', 'major', 'critical'])
});

const maintenance = z.strictObject({
	...told,
	status: z.enum(['scheduled', 'in_progress', 'verifying', 'completed']),
	impact: z.literal('maintenance'),
	scheduled_for: instant,
	scheduled_until: instant
});

const incidents = z.strictObject({ page, incidents: z.array(incident) });
const maintenances = z.strictObject({ page, scheduled_maintenances: z.array(maintenance) });

/** By the path below `/api/v2/`, without `.json`. */
export const statuspageSchemas = {
	summary: z.strictObject({
		page,
		status,
		components: z.array(component),
		incidents: z.array(incident),
		scheduled_maintenances: z.array(maintenance)
	}),
	status: z.strictObject({ page, status }),
	components: z.strictObject({ page, components: z.array(component) }),
	incidents,
	'incidents/unresolved': incidents,
	'scheduled-maintenances': maintenances,
	'scheduled-maintenances/upcoming': maintenances,
	'scheduled-maintenances/active': maintenances
};
