/** Incidents, their updates and what they claim of components. */
import type { ComponentStatus } from '../../domain/component.ts';
import type { Impact, Incident, IncidentStatus } from '../../domain/incident.ts';
import type { Db } from '../database.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { changeOf, changesOf, toIncident, WHOLE, type StoredChange } from './incident-rows.ts';

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
	/** For one that was over before it was written down. */
	resolvedAt?: number | null;
	createdAt: number;
	components: Claim[];
	update: Authored & { id: string; message: string; displayAt: number; isAutomatic: boolean };
}

export interface Claim {
	componentId: string;
	status: ComponentStatus;
}

interface Authored {
	/** Who wrote it, as the audit log names them; nobody for what the machine says. */
	authorId?: string | null;
	/** Whether subscribers hear of it. */
	shouldNotify?: boolean;
}

export interface NewUpdate extends Authored {
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
		where: { workspaceId, discardedAt: null },
		include: WHOLE,
		orderBy: { startedAt: 'desc' },
		take: limit
	});
	return rows.map(toIncident);
}

/** One incident, drafts included; null for what is not there, was discarded, or is a stranger's. */
export async function get(db: Db, workspaceId: string, id: string): Promise<Incident | null> {
	const row = await db.incident.findFirst({ where: { id, workspaceId, discardedAt: null }, include: WHOLE });
	return row && toIncident(row);
}

/** Where an incident is told that was public and became part of another; null for any other. */
export async function mergedInto(db: Db, id: string): Promise<string | null> {
	const row = await db.incident.findFirst({ where: { id, isDraft: false }, select: { mergedIntoId: true } });
	return row?.mergedIntoId ?? null;
}

/** `open`: public and not over · `draft`: for the team alone · `past`: over. */
export type IncidentState = 'open' | 'draft' | 'past';

const IN_STATE: Record<IncidentState, Prisma.IncidentWhereInput> = {
	open: { isDraft: false, resolvedAt: null },
	draft: { isDraft: true },
	past: { isDraft: false, resolvedAt: { not: null } }
};

export interface IncidentQuery {
	/** Left out, all of them. */
	state?: IncidentState | undefined;
	/** Any part of a title or of what was said; empty for all. */
	text?: string;
	/** How many of the newest are left out: the pages before this one. */
	offset?: number;
	/** Only what stands after this one in the list. */
	after?: Pick<Incident, 'startedAt' | 'id'> | undefined;
	limit: number;
}

/** A workspace's incidents, newest first, and how many there are in all. */
export async function search(
	db: Db,
	workspaceId: string,
	{ state, text = '', offset = 0, after, limit }: IncidentQuery
): Promise<{ incidents: Incident[]; total: number }> {
	const contains = { contains: text };
	const where: Prisma.IncidentWhereInput = {
		workspaceId,
		discardedAt: null,
		...(state ? IN_STATE[state] : {}),
		...(text === '' ? {} : { OR: [{ title: contains }, { updates: { some: { message: contains } } }] }),
		...(after ? { AND: standsAfter(after) } : {})
	};
	const orderBy = [{ startedAt: 'desc' as const }, { id: 'desc' as const }];
	const rows = await db.incident.findMany({ where, include: WHOLE, orderBy, skip: offset, take: limit });
	return { incidents: rows.map(toIncident), total: await db.incident.count({ where }) };
}

function standsAfter({ startedAt: at, id }: Pick<Incident, 'startedAt' | 'id'>): Prisma.IncidentWhereInput {
	const startedAt = new Date(at);
	return { OR: [{ startedAt: { lt: startedAt } }, { startedAt, id: { lt: id } }] };
}

/** Incidents that the machine opened and that are not over, of every workspace. */
export async function openAutomatic(db: Db): Promise<Incident[]> {
	const rows = await db.incident.findMany({
		where: { isAutomatic: true, resolvedAt: null, discardedAt: null },
		include: WHOLE,
		orderBy: { startedAt: 'asc' }
	});
	return rows.map(toIncident);
}

/** Opens an incident with its first update and its claims; a stranger's components are left out. */
export async function create(db: Db, workspaceId: string, incident: NewIncident): Promise<Incident> {
	const { components: claims, update, startedAt, resolvedAt = null, createdAt, ...fields } = incident;
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
			resolvedAt: resolvedAt === null ? null : new Date(resolvedAt),
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
					authorId: update.authorId ?? null,
					shouldNotify: update.shouldNotify ?? false,
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
		components: Claim[];
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

/** Adds an update and takes its status over; `resolved` ends the incident, any other opens it again. */
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
			authorId: update.authorId ?? null,
			shouldNotify: update.shouldNotify ?? false,
			components: changes
		}
	});
	// said once more that it is over, it ended when that was said first
	const resolvedAt = update.status === 'resolved' ? (before.resolvedAt ?? new Date(update.displayAt)) : null;
	const row = await db.incident.update({
		where: { id },
		data: {
			status: update.status,
			updatedAt: new Date(update.createdAt),
			version: { increment: 1 },
			resolvedAt
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
	{
		text,
		at,
		firstAt = at
	}: { text: string; at: number; /** When it was published first. */ firstAt?: number }
): Promise<void> {
	await db.incident.updateMany({
		where: { id, workspaceId, resolvedAt: { not: null } },
		data: {
			status: 'postmortem',
			postmortem: text,
			postmortemAt: new Date(firstAt),
			updatedAt: new Date(at),
			version: { increment: 1 }
		}
	});
}
