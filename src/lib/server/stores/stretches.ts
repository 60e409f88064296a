/** Stretches of verdicts: the truth that uptime is computed from. */
import type { Stretch, Verdict } from '../../domain/stretch.ts';
import type { Db } from '../database.ts';
import { stretchesSince } from '../database/bulk.ts';
import { beginStretches } from '../database/standings.ts';

export type Beginning = Pick<Stretch, 'verdict' | 'startedAt'>;

/**
 * Ends the stretch of each monitor that lasts and begins the next; one that began at the same instant is replaced, and
 * later ones go. Several of one monitor follow each other in the order given.
 */
export async function appendAll(db: Db, rows: readonly (Beginning & { monitorId: number })[]): Promise<void> {
	for (let left = rows; left.length > 0;) {
		const first = new Map([...left].reverse().map((row) => [row.monitorId, row]));
		await beginStretches(db, [...first.values()]);
		left = left.filter((row) => first.get(row.monitorId) !== row);
	}
}

/** Writes down stretches that lie in the past, of a monitor that has none. */
export async function remember(db: Db, monitorId: number, list: readonly Stretch[]): Promise<void> {
	await db.stretch.createMany({
		data: list.map(({ verdict, startedAt, endedAt }) => ({
			monitorId,
			verdict,
			startedAt: new Date(startedAt),
			endedAt: endedAt === null ? null : new Date(endedAt)
		}))
	});
}

/** Whether anything was ever watched. */
export async function isAny(db: Db): Promise<boolean> {
	return (await db.stretch.findFirst({ select: { id: true } })) !== null;
}

/** When a workspace was first watched; null for never. */
export async function firstOf(db: Db, workspaceId: string): Promise<number | null> {
	const row = await db.stretch.findFirst({
		where: { monitor: { workspaceId } },
		orderBy: { startedAt: 'asc' },
		select: { startedAt: true }
	});
	return row?.startedAt.getTime() ?? null;
}

/** Every stretch that reaches past `from`, by monitor, oldest first. */
export async function since(
	db: Db,
	monitorIds: readonly number[],
	from: number
): Promise<Map<number, Stretch[]>> {
	const byMonitor = new Map<number, Stretch[]>();
	for (const { monitorId, verdict, startedAt, endedAt } of await stretchesSince(db, monitorIds, from)) {
		const list = byMonitor.get(monitorId) ?? [];
		list.push({ verdict: verdict as Verdict, startedAt, endedAt });
		byMonitor.set(monitorId, list);
	}
	return byMonitor;
}
