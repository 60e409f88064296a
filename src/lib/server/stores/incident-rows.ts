/** Incidents as the database has them, and as the domain does: what every store call on incidents reads and gives. */
import type { ComponentStatus } from '../../domain/component.ts';
import type {
	ComponentChange,
	Impact,
	Incident,
	IncidentStatus,
	IncidentUpdate
} from '../../domain/incident.ts';
import type { Prisma } from '../generated/prisma/client.ts';

export const WHOLE = {
	updates: { orderBy: [{ displayAt: 'desc' }, { createdAt: 'desc' }] },
	components: { include: { component: { select: { key: true, name: true, isPublic: true } } } }
} as const satisfies Prisma.IncidentInclude;

/** What an update did to a component, in the form Prisma takes for JSON. */
export type StoredChange = ComponentChange & Prisma.InputJsonObject;

export type IncidentRow = Prisma.IncidentGetPayload<{ include: typeof WHOLE }>;

/** How a claim differs from what was told of its component before. */
export function changeOf(claim: IncidentRow['components'][number], from: ComponentStatus): StoredChange {
	const { componentId, component, status } = claim;
	return { componentId, key: component.key, name: component.name, from, to: status as ComponentStatus };
}

export function changesOf(update: { components: Prisma.JsonValue }): ComponentChange[] {
	return Array.isArray(update.components) ? (update.components as unknown as ComponentChange[]) : [];
}

export function toIncident(row: IncidentRow): Incident {
	return {
		id: row.id,
		workspaceId: row.workspaceId,
		pageId: row.pageId,
		title: row.title,
		impact: row.impact as Impact,
		status: row.status as IncidentStatus,
		isDraft: row.isDraft,
		isAutomatic: row.isAutomatic,
		cause: row.cause,
		touchedAt: row.touchedAt?.getTime() ?? null,
		startedAt: row.startedAt.getTime(),
		resolvedAt: row.resolvedAt?.getTime() ?? null,
		createdAt: row.createdAt.getTime(),
		updatedAt: row.updatedAt.getTime(),
		postmortem: row.postmortem,
		postmortemAt: row.postmortemAt?.getTime() ?? null,
		version: row.version,
		components: row.components.map(({ componentId, status, component }) => ({
			componentId,
			status: status as ComponentStatus,
			isPublic: component.isPublic
		})),
		updates: row.updates.map(toUpdate)
	};
}

function toUpdate(row: IncidentRow['updates'][number]): IncidentUpdate {
	return {
		id: row.id,
		status: row.status as IncidentStatus,
		message: row.message,
		displayAt: row.displayAt.getTime(),
		createdAt: row.createdAt.getTime(),
		editedAt: row.editedAt?.getTime() ?? null,
		authorId: row.authorId,
		isAutomatic: row.isAutomatic,
		shouldNotify: row.shouldNotify,
		components: changesOf(row)
	};
}
