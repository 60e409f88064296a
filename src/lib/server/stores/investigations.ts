/** Investigations: what the remedies found for an outage, kept as they come. */
import type { Investigation } from '../../domain/investigation.ts';
import type { Db } from '../database.ts';

type Document = Pick<Investigation, 'findings' | 'before' | 'after'>;

export async function begin(db: Db, investigation: Investigation): Promise<void> {
	const { id, outageId, startedAt, askedBy } = investigation;
	await db.investigation.create({
		data: { id, outageId, startedAt: new Date(startedAt), askedBy, remedies: documentOf(investigation) }
	});
}

/** Writes down how far it has come, or that it ended. */
export async function keep(db: Db, investigation: Investigation): Promise<void> {
	const { id, endedAt } = investigation;
	await db.investigation.update({
		where: { id },
		data: { endedAt: endedAt === null ? null : new Date(endedAt), remedies: documentOf(investigation) }
	});
}

/** Those of an outage, the oldest first. */
export async function ofOutage(db: Db, workspaceId: string, outageId: string): Promise<Investigation[]> {
	const rows = await db.investigation.findMany({
		where: { outageId, outage: { workspaceId } },
		orderBy: { startedAt: 'asc' }
	});
	return rows.map(({ id, startedAt, endedAt, askedBy, remedies }) => ({
		id,
		outageId,
		startedAt: startedAt.getTime(),
		endedAt: endedAt?.getTime() ?? null,
		askedBy,
		...(remedies as unknown as Document)
	}));
}

/** Ends those that an earlier process left running: they keep what they had found, and conclude nothing. */
export async function closeUnfinished(db: Db, now: number): Promise<void> {
	await db.investigation.updateMany({ where: { endedAt: null }, data: { endedAt: new Date(now) } });
}

function documentOf({ findings, before, after }: Document): object {
	return JSON.parse(JSON.stringify({ findings, before, after })) as object;
}
