/** The maintenance that a span of uptime is not charged for, also of years ago. */
import type { Span } from '../../domain/stretch.ts';
import type { Db } from '../database.ts';
import * as occurrences from '../stores/occurrences.ts';
import * as windows from '../stores/windows.ts';

/** The spans in which one of these components was in maintenance. */
export async function excusedSpans(
	db: Db,
	workspaceId: string,
	componentIds: readonly string[],
	span: Span
): Promise<Span[]> {
	const concerned = new Set(
		(await windows.list(db, workspaceId))
			.filter((window) => window.componentIds.some((id) => componentIds.includes(id)))
			.map(({ id }) => id)
	);
	const known = await occurrences.list(db, workspaceId, span.from, span.to);
	return known
		.filter(({ windowId, status }) => concerned.has(windowId) && status !== 'cancelled')
		.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt }));
}
