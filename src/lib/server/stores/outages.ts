/** Outages: opened, altered and closed by the watchdog. */
import type { Cause, FailedSide, Kind } from '../../domain/diagnosis/labels.ts';
import type { FiledOutage, Outage } from '../../domain/outage.ts';
import type { Db } from '../database.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { OutageModel } from '../generated/prisma/models.ts';

export async function open(db: Db, outage: Outage): Promise<void> {
	const { id, workspaceId, monitorId, incidentId } = outage;
	await db.outage.create({ data: { id, workspaceId, monitorId, incidentId, ...columns(outage) } });
}

/** Writes down what changed of an outage: worse, flapping, told, ended. */
export async function alter(db: Db, outage: Outage): Promise<void> {
	await db.outage.update({ where: { id: outage.id }, data: columns(outage) });
}

/** Writes down what an investigation made of an outage; everything else of it stays. */
export async function rediagnose(
	db: Db,
	id: string,
	{ kind, cause, failedSide }: Pick<Outage, 'kind' | 'cause' | 'failedSide'>
): Promise<void> {
	await db.outage.update({ where: { id }, data: { kind, cause, failedSide } });
}

export async function attach(db: Db, id: string, incidentId: string): Promise<void> {
	await db.outage.update({ where: { id }, data: { incidentId } });
}

/** One outage; null for what is not there or is a stranger's. */
export async function get(db: Db, workspaceId: string, id: string): Promise<Outage | null> {
	const row = await db.outage.findFirst({ where: { id, workspaceId } });
	return row && toOutage(row);
}

const FILED = { monitor: { select: { key: true, name: true, kind: true, config: true } } };

/** One outage with its monitor; null for a stranger's. */
export async function find(db: Db, workspaceId: string, id: string): Promise<FiledOutage | null> {
	const row = await db.outage.findFirst({ where: { id, workspaceId }, include: FILED });
	return row && toFiled(row);
}

/** Writes down that somebody has it in hand, or that nobody has. */
export async function acknowledge(db: Db, id: string, by: { at: number; by: string } | null): Promise<void> {
	const data = { acknowledgedAt: by && new Date(by.at), acknowledgedBy: by && by.by };
	await db.outage.update({ where: { id }, data });
}

/** Every outage that lasts, of every workspace. */
export async function openOnes(db: Db): Promise<Outage[]> {
	return (await db.outage.findMany({ where: { endedAt: null } })).map(toOutage);
}

/** The ids of those that last, were told to the team, and that nobody has acknowledged. */
export async function unacknowledged(db: Db): Promise<Set<string>> {
	const rows = await db.outage.findMany({
		where: { endedAt: null, announcedAt: { not: null }, acknowledgedAt: null },
		select: { id: true }
	});
	return new Set(rows.map(({ id }) => id));
}

/** The newest outages of a monitor. */
export async function ofMonitor(db: Db, monitorId: number, limit: number): Promise<Outage[]> {
	const rows = await db.outage.findMany({
		where: { monitorId },
		orderBy: { startedAt: 'desc' },
		take: limit
	});
	return rows.map(toOutage);
}

export interface OutageQuery {
	monitorId?: number | undefined;
	/** Whether it lasts; both unless given. */
	isOpen?: boolean | undefined;
	/** Only what reaches into the span, end exclusive. */
	from?: number | undefined;
	to?: number | undefined;
	side?: FailedSide | undefined;
	/** Any part of the monitor's name or key, or of the cause. */
	text?: string | undefined;
	/** Only what stands after this one in the list. */
	after?: Pick<Outage, 'startedAt' | 'id'> | undefined;
	limit: number;
}

/** A workspace's outages, newest first. */
export async function search(db: Db, workspaceId: string, query: OutageQuery): Promise<FiledOutage[]> {
	const { monitorId, isOpen, from, to, side, text, after, limit } = query;
	const conditions: Prisma.OutageWhereInput[] = [{ workspaceId }];
	if (monitorId !== undefined) conditions.push({ monitorId });
	if (isOpen !== undefined) conditions.push({ endedAt: isOpen ? null : { not: null } });
	if (from !== undefined) conditions.push({ OR: [{ endedAt: null }, { endedAt: { gt: new Date(from) } }] });
	if (to !== undefined) conditions.push({ startedAt: { lt: new Date(to) } });
	if (side !== undefined) conditions.push({ failedSide: side });
	if (text) {
		const contains = { contains: text };
		const ofMonitor = { monitor: { OR: [{ name: contains }, { key: contains }] } };
		conditions.push({ OR: [{ cause: contains }, ofMonitor] });
	}
	if (after) {
		const startedAt = new Date(after.startedAt);
		conditions.push({ OR: [{ startedAt: { lt: startedAt } }, { startedAt, id: { lt: after.id } }] });
	}
	const rows = await db.outage.findMany({
		where: { AND: conditions },
		orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
		take: limit,
		include: FILED
	});
	return rows.map(toFiled);
}

export async function ofIncidents(db: Db, incidentIds: string[]): Promise<Map<string, Outage[]>> {
	const rows = await db.outage.findMany({
		where: { incidentId: { in: incidentIds } },
		orderBy: { startedAt: 'asc' }
	});
	const byIncident = new Map<string, Outage[]>();
	for (const row of rows) {
		const id = row.incidentId ?? '';
		byIncident.set(id, [...(byIncident.get(id) ?? []), toOutage(row)]);
	}
	return byIncident;
}

/** Which incident tells of each outage; those that none tells of are left out. */
export async function incidentsOf(db: Db, ids: string[]): Promise<Map<string, string>> {
	const rows = await db.outage.findMany({
		where: { id: { in: ids }, incidentId: { not: null } },
		select: { id: true, incidentId: true }
	});
	return new Map(rows.flatMap(({ id, incidentId }) => (incidentId === null ? [] : [[id, incidentId]])));
}

/** Ends the outages of monitors that are watched no longer. */
export async function closeArchived(db: Db, now: number): Promise<void> {
	await db.outage.updateMany({
		where: { endedAt: null, monitor: { archivedAt: { not: null } } },
		data: { endedAt: new Date(now) }
	});
}

function columns(outage: Outage) {
	return {
		startedAt: new Date(outage.startedAt),
		confirmedAt: new Date(outage.confirmedAt),
		endedAt: outage.endedAt === null ? null : new Date(outage.endedAt),
		worst: outage.worst,
		kind: outage.kind,
		cause: outage.cause,
		failedSide: outage.failedSide,
		isFlapping: outage.isFlapping,
		announcedAt: outage.announcedAt === null ? null : new Date(outage.announcedAt)
	};
}

function toFiled(row: Prisma.OutageGetPayload<{ include: typeof FILED }>): FiledOutage {
	const { key, name, kind, config } = row.monitor;
	const { acknowledgedAt, acknowledgedBy } = row;
	const { origin = null } = config as { origin?: string | null };
	return {
		...toOutage(row),
		monitor: { key, name, kind, origin },
		acknowledged: acknowledgedAt && { at: acknowledgedAt.getTime(), by: acknowledgedBy ?? '' }
	};
}

function toOutage(row: OutageModel): Outage {
	return {
		id: row.id,
		workspaceId: row.workspaceId,
		monitorId: row.monitorId,
		startedAt: row.startedAt.getTime(),
		confirmedAt: row.confirmedAt.getTime(),
		endedAt: row.endedAt?.getTime() ?? null,
		worst: row.worst as Outage['worst'],
		kind: row.kind as Kind,
		cause: row.cause as Cause,
		failedSide: row.failedSide as FailedSide,
		isFlapping: row.isFlapping,
		announcedAt: row.announcedAt?.getTime() ?? null,
		incidentId: row.incidentId
	};
}
