/** Where the judging of each monitor stands, so that counters survive a restart. */
import type { Observation, Warning } from '../../domain/check.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Standing } from '../../domain/judge.ts';
import type { Db } from '../database.ts';
import { saveStates } from '../database/standings.ts';

export interface MonitorState {
	standing: Standing;
	lastCheckAt: number | null;
	lastGood: { at: number; observed: Observation } | null;
	warnings: Warning[];
	firstFailure: { at: number; evidence: Evidence } | null;
}

export async function load(db: Db): Promise<Map<number, MonitorState>> {
	const rows = await db.monitorState.findMany();
	return new Map(
		rows.map((row) => [
			row.monitorId,
			{
				standing: row.standing as unknown as Standing,
				lastCheckAt: row.lastCheckAt?.getTime() ?? null,
				lastGood: row.lastGood as unknown as MonitorState['lastGood'],
				warnings: row.warnings as unknown as Warning[],
				firstFailure: row.firstFailure as unknown as MonitorState['firstFailure']
			}
		])
	);
}

/** Writes down where each monitor stands; of several states of one monitor the last one counts. */
export async function saveAll(
	db: Db,
	rows: readonly { monitorId: number; state: MonitorState }[]
): Promise<void> {
	const newest = new Map(rows.map((row) => [row.monitorId, row]));
	if (newest.size > 0) await saveStates(db, [...newest.values()]);
}
