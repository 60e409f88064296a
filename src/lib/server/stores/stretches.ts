/** Stretches of verdicts: the truth that uptime is computed from. */
import type { Stretch, Verdict } from '../../domain/stretch.ts';
import type { Db } from '../database.ts';
import { stretchesSince } from '../database/bulk.ts';

/** Ends the stretch that lasts and begins the next; one that began at the same instant is replaced. */
export async function append(
	db: Db,
	monitorId: number,
	next: { verdict: Verdict; startedAt: number }
): Promise<void> {
	const startedAt = new Date(next.startedAt);
	await db.stretch.updateMany({
		where: { monitorId, endedAt: null, startedAt: { lt: startedAt } },
		data: { endedAt: startedAt }
	});
	await db.stretch.deleteMany({ where: { monitorId, startedAt: { gt: startedAt } } });
	await db.stretch.upsert({
		where: { monitorId_startedAt: { monitorId, startedAt } },
		create: { monitorId, verdict: next.verdict, startedAt },
		update: { verdict: next.verdict, endedAt: null }
	});
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
