/** The audit log: appended to in the transaction of the change, searched, never altered. */
import type { AuditEntry, Change, Facts, Trace } from '../../domain/audit.ts';
import type { Db } from '../database.ts';
import type { AuditEntryModel } from '../generated/prisma/models.ts';

/** Writes down one change. Call it in the transaction that makes the change. */
export async function record(db: Db, trace: Trace, change: Change): Promise<void> {
	const { at, ...rest } = trace;
	const { action, subject, before, after } = change;
	await db.auditEntry.create({
		data: {
			...rest,
			at: new Date(at),
			action,
			subject,
			...(before ? { before: { ...before } } : {}),
			...(after ? { after: { ...after } } : {})
		}
	});
}

export interface AuditQuery {
	/** Any part of who, what or whom; empty for all. */
	text: string;
	/** Only entries with a smaller id: the next page. */
	beforeId?: number | null;
	limit: number;
}

/** What happened in a workspace, newest first. */
export async function search(db: Db, workspaceId: string, query: AuditQuery): Promise<AuditEntry[]> {
	const { text, beforeId, limit } = query;
	const contains = { contains: text };
	const rows = await db.auditEntry.findMany({
		where: {
			workspaceId,
			...(beforeId ? { id: { lt: beforeId } } : {}),
			...(text === ''
				? {}
				: { OR: [{ actor: contains }, { action: contains }, { subject: contains }, { address: contains }] })
		},
		orderBy: { id: 'desc' },
		take: limit
	});
	return rows.map(toEntry);
}

function toEntry({ at, before, after, ...row }: AuditEntryModel): AuditEntry {
	return { ...row, at: at.getTime(), before: before as Facts | null, after: after as Facts | null };
}
