/** Where the judging of each monitor stands, so that counters survive a restart. */
import type { Observation, Warning } from '../../domain/check.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Standing } from '../../domain/judge.ts';
import type { Db } from '../database.ts';
import { Prisma } from '../generated/prisma/client.ts';

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

export async function save(db: Db, monitorId: number, state: MonitorState): Promise<void> {
	const data = {
		standing: state.standing as unknown as Prisma.InputJsonObject,
		lastCheckAt: state.lastCheckAt === null ? null : new Date(state.lastCheckAt),
		lastGood: (state.lastGood as unknown as Prisma.InputJsonObject | null) ?? Prisma.DbNull,
		warnings: state.warnings as unknown as Prisma.InputJsonArray,
		firstFailure: (state.firstFailure as unknown as Prisma.InputJsonObject | null) ?? Prisma.DbNull
	};
	await db.monitorState.upsert({ where: { monitorId }, create: { monitorId, ...data }, update: data });
}
