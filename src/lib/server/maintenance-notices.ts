/** What subscribers are owed of maintenance: only of what the public may see, and each moment once. */
import type { MaintenanceWindow } from '../domain/maintenance.ts';
import type { MaintenanceMoment } from '../domain/notice.ts';
import type { Db } from './database.ts';
import type { Roster } from './roster.ts';
import * as notices from './stores/notices.ts';

export interface Moment {
	occurrenceId: string;
	moment: MaintenanceMoment;
	at: number;
	/** The update that says more; null for none. */
	updateId?: string | null;
	/** What tells moments apart that come more than once, such as a second move. */
	mark?: string;
}

/** In the transaction of the change. Says nothing of a window all of whose components are hidden. */
export async function oweOfMaintenance(
	tx: Db,
	roster: Roster,
	{ workspaceId, pageId, componentIds }: MaintenanceWindow,
	{ occurrenceId, moment, at, updateId = null, mark }: Moment
): Promise<void> {
	const shown = roster.publicComponents(pageId).filter(({ id }) => componentIds.includes(id));
	if (componentIds.length > 0 && shown.length === 0) return;
	const told = mark ?? updateId;
	await notices.oweToSubscribers(tx, {
		workspaceId,
		pageId,
		event: `maintenance:${occurrenceId}:${moment}${told === null ? '' : `:${told}`}`,
		document: { kind: 'maintenance', occurrenceId, moment, updateId },
		componentIds: shown.map(({ id }) => id),
		at
	});
}
