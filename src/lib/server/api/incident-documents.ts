/** Incidents as the API shows them to the team: what was said, when, and of which components. */
import { z } from 'zod';
import { COMPONENT_STATUSES } from '../../domain/component.ts';
import { IMPACTS, INCIDENT_STATUSES, type Incident, type IncidentUpdate } from '../../domain/incident.ts';
import type { Roster } from '../roster.ts';
import { iso, isoOrNull, time } from './fields.ts';

const componentStatus = z.enum(COMPONENT_STATUSES);

const update = z.strictObject({
	id: z.string(),
	status: z.enum(INCIDENT_STATUSES),
	message: z.string().describe('Markdown.'),
	at: time.describe('The time it is shown with.'),
	created_at: time,
	edited_at: time.nullable(),
	author: z.string().nullable().describe('Null for what the machine wrote.'),
	automatic: z.boolean(),
	notify: z.boolean().describe('Whether subscribers hear of it.'),
	components: z.array(
		z.strictObject({ key: z.string(), name: z.string(), from: componentStatus, to: componentStatus })
	)
});

export const incident = z
	.strictObject({
		id: z.string(),
		title: z.string(),
		impact: z.enum(IMPACTS),
		status: z.enum(INCIDENT_STATUSES),
		draft: z.boolean().describe('Whether it is for the team alone.'),
		automatic: z.boolean().describe('Whether the machine opened it.'),
		page: z.string().nullable().describe('The slug of its status page.'),
		started_at: time,
		resolved_at: time.nullable(),
		created_at: time,
		updated_at: time,
		components: z.record(z.string(), componentStatus).describe('Key → what it says of the component now.'),
		updates: z.array(update).describe('Newest first.'),
		postmortem: z.string().nullable(),
		postmortem_at: time.nullable().describe('When it was published.'),
		version: z.number().describe('As in the ETag.')
	})
	.meta({ id: 'Incident' });

export function incidentDocument(one: Incident, roster: Roster) {
	const written = one.updates.flatMap(({ components }) => components);
	const keys = new Map([
		...written.map(({ componentId, key }) => [componentId, key] as const),
		...roster.facts.components.map(({ id, key }) => [id, key] as const)
	]);
	return {
		id: one.id,
		title: one.title,
		impact: one.impact,
		status: one.status,
		draft: one.isDraft,
		automatic: one.isAutomatic,
		page: roster.facts.pages.find(({ id }) => id === one.pageId)?.slug ?? null,
		started_at: iso(one.startedAt),
		resolved_at: isoOrNull(one.resolvedAt),
		created_at: iso(one.createdAt),
		updated_at: iso(one.updatedAt),
		components: Object.fromEntries(
			one.components.map(({ componentId, status }) => [keys.get(componentId) ?? componentId, status])
		),
		updates: one.updates.map(updateDocument),
		postmortem: one.postmortem,
		postmortem_at: isoOrNull(one.postmortemAt),
		version: one.version
	};
}

function updateDocument(one: IncidentUpdate) {
	return {
		id: one.id,
		status: one.status,
		message: one.message,
		at: iso(one.displayAt),
		created_at: iso(one.createdAt),
		edited_at: isoOrNull(one.editedAt),
		author: one.authorId,
		automatic: one.isAutomatic,
		notify: one.shouldNotify,
		components: one.components.map(({ key, name, from, to }) => ({ key, name, from, to }))
	};
}
