/** Checklists: which steps of an outage people ticked, and what they wrote at them. */
import type { Tick } from '../../domain/checklist.ts';
import type { Db } from '../database.ts';

/** What people did with the steps of an outage, the oldest first. */
export async function ofOutage(db: Db, outageId: string): Promise<Tick[]> {
	const rows = await db.checklistStep.findMany({ where: { outageId }, orderBy: { changedAt: 'asc' } });
	return rows.map(({ step, isTicked, note, changedAt, changedBy }) => ({
		step,
		isTicked,
		note,
		at: changedAt.getTime(),
		by: changedBy
	}));
}

/** Writes down how a step stands now. */
export async function put(db: Db, outageId: string, { step, isTicked, note, at, by }: Tick): Promise<void> {
	const values = { isTicked, note, changedAt: new Date(at), changedBy: by };
	await db.checklistStep.upsert({
		where: { outageId_step: { outageId, step } },
		create: { outageId, step, ...values },
		update: values
	});
}

/** A step that is neither ticked nor written at is as if nobody had touched it. */
export async function clear(db: Db, outageId: string, step: string): Promise<void> {
	await db.checklistStep.deleteMany({ where: { outageId, step } });
}
