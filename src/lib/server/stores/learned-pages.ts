/** The error pages that owners taught their monitors. */
import type { LearnedPage } from '../../domain/diagnosis/learned.ts';
import type { TaughtPage } from '../../domain/outage-file.ts';
import type { Db } from '../database.ts';

export interface NewTaughtPage extends TaughtPage, LearnedPage {
	monitorId: number;
}

export async function keep(db: Db, { id, monitorId, words, shape, at, by }: NewTaughtPage): Promise<void> {
	await db.learnedPage.create({
		data: { id, monitorId, words, shape, learnedAt: new Date(at), learnedBy: by }
	});
}

/** Those of one monitor, the newest first. */
export async function ofMonitor(db: Db, monitorId: number): Promise<NewTaughtPage[]> {
	const rows = await db.learnedPage.findMany({ where: { monitorId }, orderBy: { learnedAt: 'desc' } });
	return rows.map(({ id, words, shape, learnedAt, learnedBy }) => ({
		id,
		monitorId,
		words,
		shape,
		at: learnedAt.getTime(),
		by: learnedBy
	}));
}

/** Takes one away. @returns what it was and whose; null where the workspace has no such page */
export async function remove(
	db: Db,
	workspaceId: string,
	id: string
): Promise<{ words: string; monitorKey: string } | null> {
	const row = await db.learnedPage.findFirst({
		where: { id, monitor: { workspaceId } },
		include: { monitor: { select: { key: true } } }
	});
	if (!row) return null;
	await db.learnedPage.delete({ where: { id } });
	return { words: row.words, monitorKey: row.monitor.key };
}

/** Every page that some monitor was taught, by monitor. */
export async function byMonitor(db: Db): Promise<Map<number, LearnedPage[]>> {
	const known = new Map<number, LearnedPage[]>();
	for (const { monitorId, words, shape } of await db.learnedPage.findMany({
		where: { monitor: { archivedAt: null } }
	})) {
		known.set(monitorId, [...(known.get(monitorId) ?? []), { words, shape }]);
	}
	return known;
}
