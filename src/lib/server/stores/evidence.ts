/** Evidence: what the first failing request of an outage got, as it was. */
import type { Evidence } from '../../domain/evidence.ts';
import type { Db } from '../database.ts';

export async function keep(
	db: Db,
	{ id, outageId, at, evidence }: { id: string; outageId: string; at: number; evidence: Evidence }
): Promise<void> {
	const { body, ...document } = evidence;
	await db.evidence.create({
		data: { id, outageId, at: new Date(at), body, document: JSON.parse(JSON.stringify(document)) as object }
	});
}

/** The evidence of an outage, the first failing request first. */
export async function ofOutage(db: Db, outageId: string): Promise<{ at: number; evidence: Evidence }[]> {
	const rows = await db.evidence.findMany({ where: { outageId }, orderBy: { at: 'asc' } });
	return rows.map(({ at, document, body }) => ({
		at: at.getTime(),
		evidence: { ...(document as unknown as Evidence), body }
	}));
}

/** Outages asked about at once. */
const AT_ONCE = 500;

/** What the first failing request of each outage was answered; those without an HTTP answer are left out. */
export async function statusesOf(db: Db, outageIds: readonly string[]): Promise<Map<string, number>> {
	const statuses = new Map<string, number>();
	for (let start = 0; start < outageIds.length; start += AT_ONCE) {
		const rows = await db.evidence.findMany({
			where: { outageId: { in: outageIds.slice(start, start + AT_ONCE) } },
			orderBy: { at: 'desc' },
			select: { outageId: true, document: true }
		});
		for (const { outageId, document } of rows) {
			const { status } = document as unknown as Pick<Evidence, 'status'>;
			if (typeof status === 'number') statuses.set(outageId, status);
			else statuses.delete(outageId);
		}
	}
	return statuses;
}
