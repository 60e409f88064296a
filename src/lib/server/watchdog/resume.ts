/** Picks up where an earlier process left off: standings, open outages, the verdicts of the last days. */
import { newStanding, type Standing } from '../../domain/judge.ts';
import type { Monitor } from '../../domain/monitor.ts';
import type { Database } from '../database.ts';
import * as diagnoses from '../stores/diagnoses.ts';
import * as outages from '../stores/outages.ts';
import * as states from '../stores/states.ts';
import * as stretches from '../stores/stretches.ts';
import type { Watch } from './watch.ts';

/**
 * @param since how far back verdicts are held in memory, epoch milliseconds
 * @returns one watch for each monitor, in a constant number of queries and one index seek per monitor
 */
export async function resume(
	database: Pick<Database, 'client' | 'newestChecks'>,
	monitors: readonly Monitor[],
	since: number,
	now: number
): Promise<Watch[]> {
	const db = database.client;
	const ids = monitors.map(({ id }) => id);
	const [known, newest, verdicts, open] = await Promise.all([
		states.load(db),
		database.newestChecks(db, ids),
		stretches.since(db, ids, since),
		outages.openOnes(db)
	]);
	const openOf = new Map(open.map((outage) => [outage.monitorId, outage]));
	const diagnosisOf = await diagnoses.latestOf(
		db,
		open.map(({ id }) => id)
	);
	return monitors.map((monitor) => {
		const state = known.get(monitor.id);
		const outage = openOf.get(monitor.id) ?? null;
		return {
			monitor,
			standing: state?.standing ?? newStanding(monitor.createdAt),
			lastCheck: null,
			lastCheckAt: newest.get(monitor.id) ?? state?.lastCheckAt ?? null,
			lastGood: state?.lastGood ?? null,
			warnings: state?.warnings ?? [],
			firstFailure: state?.firstFailure ?? null,
			outage,
			diagnosis: (outage && diagnosisOf.get(outage.id)) ?? null,
			failuresHeard: failuresIn(state?.standing),
			stretches: verdicts.get(monitor.id) ?? [],
			watchedSince: now
		};
	});
}

/** What the team has not been told of an unconfirmed failure goes on being counted. */
function failuresIn(standing: Standing | undefined): number {
	return standing?.streak?.direction === 'worse' ? standing.streak.count : 0;
}
