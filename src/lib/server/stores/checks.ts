/** Checks: one small row a probe. Pages never scan them; they read roll-ups. */
import { OUTCOMES, type CheckRow } from '../../domain/check.ts';
import type { Db } from '../database.ts';
import type { CheckModel } from '../generated/prisma/models.ts';

/** The checks of a monitor from … up to …, oldest first. */
export async function between(
	db: Db,
	monitorId: number,
	from: number,
	to: number,
	limit: number
): Promise<CheckRow[]> {
	const rows = await db.check.findMany({
		where: { monitorId, at: { gte: new Date(from), lt: new Date(to) } },
		orderBy: { at: 'asc' },
		take: limit
	});
	return rows.map(toCheck);
}

/** The newest checks of a monitor, newest first. */
export async function newest(db: Db, monitorId: number, limit: number): Promise<CheckRow[]> {
	const rows = await db.check.findMany({ where: { monitorId }, orderBy: { at: 'desc' }, take: limit });
	return rows.map(toCheck);
}

function toCheck(row: CheckModel): CheckRow {
	const { monitorId, at, outcome, statusCode, durationMs, latenessMs, ...phases } = row;
	return {
		monitorId,
		at: at.getTime(),
		outcome: OUTCOMES[outcome] ?? 'unknown',
		statusCode,
		durationMs,
		latenessMs,
		phases: {
			resolveMs: phases.resolveMs,
			connectMs: phases.connectMs,
			tlsMs: phases.tlsMs,
			firstByteMs: phases.firstByteMs,
			transferMs: phases.transferMs
		}
	};
}
