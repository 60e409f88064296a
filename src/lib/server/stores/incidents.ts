/** Incidents, their updates and what they claim of components. */
import type { ComponentStatus } from '../../domain/component.ts';
import type {
	ComponentChange,
	Impact,
	Incident,
	IncidentStatus,
	IncidentUpdate
} from '../../domain/incident.ts';
import type { Db } from '../database.ts';
import type { Prisma } from '../generated/prisma/client.ts';

const WHOLE = {
	updates: { orderBy: [{ displayAt: 'desc' }, { createdAt: 'desc' }] },
	components: { include: { component: { select: { key: true, name: true, isPublic: true } } } }
} as const satisfies Prisma.IncidentInclude;

/** What an update did to a component, in the form Prisma takes for JSON. */
type StoredChange = ComponentChange & Prisma.InputJsonObject;

type Row = Prisma.IncidentGetPayload<{ include: typeof WHOLE }>;

export interface NewIncident {
	id: string;
	pageId: string;
	title: string;
	impact: Impact;
	status: IncidentStatus;
	isDraft: boolean;
	isAutomatic: boolean;
	cause: string | null;
	startedAt: number;
	createdAt: number;
	components: { componentId: string; status: ComponentStatus }[];
	update: { id: string; message: string; displayAt: number; isAutomatic: boolean };
}

export interface NewUpdate {
	id: string;
	status: IncidentStatus;
	message: string;
	displayAt: number;
	createdAt: number;
	isAutomatic: boolean;
}

/** A workspace's incidents, newest first, drafts included. */
export async function list(db: Db, workspaceId: string, limit: number): Promise<Incident[]> {
	const rows = await db.incident.findMany({
		where: { workspaceId },
		include: WHOLE,
		orderBy: { startedAt: 'desc' },
		take: limit
	});
	return rows.map(toIncident);
}

/** Incidents that the machine opened and that are not over, of every workspace. */
export async function openAutomatic(db: Db): Promise<Incident[]> {
	const rows = await db.incident.findMany({
		where: { isAutomatic: true, resolvedAt: null },
		include: WHOLE,
		orderBy: { startedAt: 'asc' }
	});
	return rows.map(toIncident);
}

/** Opens an incident with its first update and its claims; a stranger's components are left out. */
export async function create(db: Db, workspaceId: string, incident: NewIncident): Promise<Incident> {
	const { components: claims, update, startedAt, createdAt, ...fields } = incident;
	const claimed = new Map(claims.map(({ componentId, status }) => [componentId, status]));
	const components = await db.component.findMany({
		where: { workspaceId, id: { in: [...claimed.keys()] } },
		select: { id: true, key: true, name: true }
	});
	const changes = components.map(({ id: componentId, key, name }): StoredChange => {
		return { componentId, key, name, from: 'operational', to: claimed.get(componentId) ?? 'operational' };
	});
	const at = new Date(createdAt);
	const row = await db.incident.create({
		data: {
			...fields,
			workspaceId,
			startedAt: new Date(startedAt),
			createdAt: at,
			updatedAt: at,
			components: { create: changes.map(({ componentId, to }) => ({ componentId, status: to })) },
			updates: {
				create: {
					id: update.id,
					status: fields.status,
					message: update.message,
					displayAt: new Date(update.displayAt),
					createdAt: at,
					isAutomatic: update.isAutomatic,
					components: changes
				}
			}
		},
		include: WHOLE
	});
	return toIncident(row);
}

/** Changes title, impact and claims. The next update tells which components changed. */
export async function revise(
	db: Db,
	id: string,
	change: {
		title?: string;
		impact?: Impact;
		components: { componentId: string; status: ComponentStatus }[];
		at: number;
	}
): Promise<Incident> {
	const { components, at, ...fields } = change;
	await db.incidentComponent.deleteMany({ where: { incidentId: id } });
	await db.incidentComponent.createMany({ data: components.map((one) => ({ ...one, incidentId: id })) });
	const row = await db.incident.update({
		where: { id },
		data: { ...fields, updatedAt: new Date(at), version: { increment: 1 } },
		include: WHOLE
	});
	return toIncident(row);
}

/** Adds an update and takes its status over; `resolved` ends the incident. */
export async function addUpdate(
	db: Db,
	workspaceId: string,
	id: string,
	update: NewUpdate
): Promise<Incident> {
	const before = await db.incident.findFirstOrThrow({ where: { id, workspaceId }, include: WHOLE });
	const claimed = new Map(
		[...before.updates]
			.reverse()
			.flatMap((one) => changesOf(one).map(({ componentId, to }) => [componentId, to]))
	);
	const changes = before.components
		.map((claim) => changeOf(claim, claimed.get(claim.componentId) ?? 'operational'))
		.filter(({ from, to }) => from !== to);
	await db.incidentUpdate.create({
		data: {
			id: update.id,
			incidentId: id,
			status: update.status,
			message: update.message,
			displayAt: new Date(update.displayAt),
			createdAt: new Date(update.createdAt),
			isAutomatic: update.isAutomatic,
			components: changes
		}
	});
	const isOver = update.status === 'resolved';
	const row = await db.incident.update({
		where: { id },
		data: {
			status: update.status,
			updatedAt: new Date(update.createdAt),
			version: { increment: 1 },
			...(isOver ? { resolvedAt: new Date(update.displayAt) } : {})
		},
		include: WHOLE
	});
	return toIncident(row);
}

/** Publishes what was learnt of an incident that is over. */
export async function publishPostmortem(
	db: Db,
	workspaceId: string,
	id: string,
	{ text, at }: { text: string; at: number }
): Promise<void> {
	await db.incident.updateMany({
		where: { id, workspaceId, resolvedAt: { not: null } },
		data: {
			status: 'postmortem',
			postmortem: text,
			postmortemAt: new Date(at),
			updatedAt: new Date(at),
			version: { increment: 1 }
		}
	});
}

function changeOf(
	claim: Row['components'][number],
	from: ComponentStatus
): ComponentChange & Prisma.InputJsonObject {
	const { componentId, component, status } = claim;
	return { componentId, key: component.key, name: component.name, from, to: status as ComponentStatus };
}

function changesOf(update: { components: Prisma.JsonValue }): ComponentChange[] {
	return Array.isArray(update.components) ? (update.components as unknown as ComponentChange[]) : [];
}

function toIncident(row: Row): Incident {
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

function toUpdate(row: Row['updates'][number]): IncidentUpdate {
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
