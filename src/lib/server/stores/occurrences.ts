/** Occurrences of maintenance windows: when each takes place, how far it is, and what was said during it. */
import type { MaintenanceUpdate, Occurrence, OccurrenceStatus } from '../../domain/maintenance.ts';
import type { Db } from '../database.ts';
import type { MaintenanceOccurrenceModel, MaintenanceUpdateModel } from '../generated/prisma/models.ts';

const WITH_UPDATES = { updates: { orderBy: { displayAt: 'desc' as const } } };

/** Writes down occurrences; one that is already there, moved or cancelled by hand, stays as it is. */
export async function write(
	db: Db,
	windowId: string,
	found: readonly { id: string; ruleAt: number; startsAt: number; endsAt: number }[],
	now: number
): Promise<void> {
	const known = await db.maintenanceOccurrence.findMany({ where: { windowId }, select: { ruleAt: true } });
	const knownAt = new Set(known.map(({ ruleAt }) => ruleAt.getTime()));
	await db.maintenanceOccurrence.createMany({
		data: found
			.filter(({ ruleAt }) => !knownAt.has(ruleAt))
			.map(({ id, ruleAt, startsAt, endsAt }) => ({
				id,
				windowId,
				ruleAt: new Date(ruleAt),
				startsAt: new Date(startsAt),
				endsAt: new Date(endsAt),
				status: 'scheduled',
				updatedAt: new Date(now)
			}))
	});
}

/** Every occurrence of a workspace that touches [from, to), by start; without `to`, however far ahead. */
export async function list(db: Db, workspaceId: string, from: number, to?: number): Promise<Occurrence[]> {
	const before = to === undefined ? {} : { startsAt: { lt: new Date(to) } };
	const rows = await db.maintenanceOccurrence.findMany({
		where: { window: { workspaceId }, endsAt: { gt: new Date(from) }, ...before },
		include: WITH_UPDATES,
		orderBy: { startsAt: 'asc' }
	});
	return rows.map(toOccurrence);
}

/** The occurrences of a window that are written down, by start; empty for a stranger's. */
export async function ofWindow(db: Db, workspaceId: string, windowId: string): Promise<Occurrence[]> {
	const rows = await db.maintenanceOccurrence.findMany({
		where: { windowId, window: { workspaceId } },
		include: WITH_UPDATES,
		orderBy: { startsAt: 'asc' }
	});
	return rows.map(toOccurrence);
}

/** One occurrence of a workspace; null for none, and for a stranger's. */
export async function find(
	db: Db,
	workspaceId: string,
	which: { id: string } | { windowId: string; ruleAt: number }
): Promise<Occurrence | null> {
	const where = 'id' in which ? which : { windowId: which.windowId, ruleAt: new Date(which.ruleAt) };
	const row = await db.maintenanceOccurrence.findFirst({
		where: { ...where, window: { workspaceId } },
		include: WITH_UPDATES
	});
	return row && toOccurrence(row);
}

export type OccurrenceChange = Partial<
	Pick<Occurrence, 'ruleAt' | 'startsAt' | 'endsAt' | 'status' | 'remindedAt' | 'plannedEndsAt'>
>;

export async function change(db: Db, id: string, fields: OccurrenceChange, now: number): Promise<void> {
	const { status, ...times } = fields;
	const dates = Object.fromEntries(
		Object.entries(times).map(([name, at]) => [name, at === null ? null : new Date(at)])
	);
	await db.maintenanceOccurrence.update({
		where: { id },
		data: { ...dates, ...(status ? { status } : {}), updatedAt: new Date(now) }
	});
}

/** Moves it on at a boundary, unless a hand has changed it meanwhile. Returns whether it did. */
export async function moveOn(
	db: Db,
	{ id, status, startsAt, endsAt }: Occurrence,
	to: OccurrenceStatus,
	now: number
): Promise<boolean> {
	const { count } = await db.maintenanceOccurrence.updateMany({
		where: { id, status, startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
		data: { status: to, updatedAt: new Date(now) }
	});
	return count === 1;
}

/** Remembers that subscribers are reminded. Returns false where they were already, or it was moved meanwhile. */
export async function remind(db: Db, { id, startsAt }: Occurrence, now: number): Promise<boolean> {
	const { count } = await db.maintenanceOccurrence.updateMany({
		where: { id, status: 'scheduled', startsAt: new Date(startsAt), remindedAt: null },
		data: { remindedAt: new Date(now) }
	});
	return count === 1;
}

/** Takes back what was announced for later than `now` and has not begun, but for these. */
export async function dropFuture(
	db: Db,
	windowId: string,
	keep: readonly string[],
	now: number
): Promise<void> {
	await db.maintenanceOccurrence.deleteMany({
		where: {
			windowId,
			id: { notIn: [...keep] },
			status: { in: ['scheduled', 'cancelled'] },
			startsAt: { gt: new Date(now) }
		}
	});
}

export async function addUpdate(
	db: Db,
	occurrenceId: string,
	{ displayAt, ...update }: MaintenanceUpdate & { authorId: string | null }
): Promise<void> {
	const at = new Date(displayAt);
	await db.maintenanceUpdate.create({ data: { ...update, occurrenceId, displayAt: at } });
	await db.maintenanceOccurrence.update({ where: { id: occurrenceId }, data: { updatedAt: at } });
}

function toOccurrence(row: MaintenanceOccurrenceModel & { updates: MaintenanceUpdateModel[] }): Occurrence {
	return {
		id: row.id,
		windowId: row.windowId,
		ruleAt: row.ruleAt.getTime(),
		startsAt: row.startsAt.getTime(),
		endsAt: row.endsAt.getTime(),
		status: row.status as OccurrenceStatus,
		remindedAt: row.remindedAt?.getTime() ?? null,
		plannedEndsAt: row.plannedEndsAt?.getTime() ?? null,
		updatedAt: row.updatedAt.getTime(),
		updates: row.updates.map(({ id, status, message, displayAt }) => ({
			id,
			status: status as OccurrenceStatus,
			message,
			displayAt: displayAt.getTime()
		}))
	};
}
