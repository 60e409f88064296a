/** Maintenance as the API shows it: the window as it is planned, and the times it takes place. */
import { z } from 'zod';
import { formatDuration } from '../../domain/duration.ts';
import { OCCURRENCE_STATUSES, type MaintenanceWindow, type Occurrence } from '../../domain/maintenance.ts';
import type { Span } from '../../domain/stretch.ts';
import type { Roster } from '../roster.ts';
import { iso, isoOrNull, time } from './fields.ts';

export const maintenance = z
	.strictObject({
		id: z.string(),
		key: z.string().nullable().describe('Of one that stands in the config file.'),
		title: z.string(),
		message: z.string().describe('Markdown, shown to the public.'),
		starts: z.string().describe('The local time of the first one, such as 2026-12-01T02:00.'),
		timezone: z.string(),
		duration: z.string(),
		repeat: z.string().nullable().describe('A rule of RFC 5545; null for once.'),
		notify_before: z.string().nullable(),
		components: z.array(z.string()).describe('Their keys.'),
		page: z.string().nullable().describe('The slug of its status page.'),
		managed: z.boolean().describe('Whether the config file rules over it.'),
		cancelled_at: time.nullable(),
		created_at: time,
		updated_at: time,
		version: z.number().describe('As in the ETag.')
	})
	.meta({ id: 'Maintenance' });

export const occurrence = z
	.strictObject({
		id: z.string().nullable().describe('Null for one far ahead; its "rule_at" names it as well.'),
		rule_at: time.describe('What the rule gave: its identity, also when it is moved (RECURRENCE-ID).'),
		starts_at: time,
		ends_at: time,
		status: z.enum(OCCURRENCE_STATUSES),
		updates: z
			.array(
				z.strictObject({
					id: z.string(),
					status: z.enum(OCCURRENCE_STATUSES),
					message: z.string(),
					at: time
				})
			)
			.describe('Newest first.')
	})
	.meta({ id: 'Occurrence' });

export function maintenanceDocument(one: MaintenanceWindow, { facts }: Roster) {
	const keys = new Map(facts.components.map(({ id, key }) => [id, key]));
	return {
		id: one.id,
		key: one.key,
		title: one.title,
		message: one.message,
		starts: one.startsLocal,
		timezone: one.timeZone,
		duration: formatDuration(one.durationMs),
		repeat: one.repeat,
		notify_before: one.notifyBeforeMs === null ? null : formatDuration(one.notifyBeforeMs),
		components: one.componentIds.flatMap((id) => keys.get(id) ?? []),
		page: facts.pages.find(({ id }) => id === one.pageId)?.slug ?? null,
		managed: one.isManaged,
		cancelled_at: isoOrNull(one.archivedAt),
		created_at: iso(one.createdAt),
		updated_at: iso(one.updatedAt),
		version: one.version
	};
}

export function occurrenceDocument(one: Occurrence) {
	return {
		id: one.id,
		rule_at: iso(one.ruleAt),
		starts_at: iso(one.startsAt),
		ends_at: iso(one.endsAt),
		status: one.status,
		updates: one.updates.map(({ id, status, message, displayAt }) => ({
			id,
			status,
			message,
			at: iso(displayAt)
		}))
	};
}

/** One that the rule gives and nobody has written down yet. */
export function futureDocument({ from, to }: Span) {
	const [startsAt, endsAt] = [iso(from), iso(to)];
	return {
		id: null,
		rule_at: startsAt,
		starts_at: startsAt,
		ends_at: endsAt,
		status: 'scheduled' as const,
		updates: []
	};
}
