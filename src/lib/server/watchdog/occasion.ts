/** Gathers what is known of a failing monitor before anything more is asked: the ground that remedies decide on. */
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { isActive } from '../../domain/maintenance.ts';
import type { Db } from '../database.ts';
import type { Occasion } from '../remedies/remedy.ts';
import type { Roster } from '../roster.ts';
import * as checks from '../stores/checks.ts';
import { placeOf } from './second-look.ts';
import type { Watch } from './watch.ts';

const HOUR_MS = 3_600_000;
const CHECKS_READ = 1_000;

export async function occasionOf(
	watch: Pick<Watch, 'monitor' | 'lastGood'>,
	evidence: Evidence,
	diagnosis: Diagnosis,
	surroundings: {
		db: Db;
		roster: Roster;
		resolvers: readonly string[];
		references: readonly string[];
		now: number;
	}
): Promise<Occasion> {
	const { monitor, lastGood } = watch;
	const { db, roster, resolvers, references, now } = surroundings;
	const recent = await checks.between(db, monitor.id, now - HOUR_MS, now, CHECKS_READ);
	return {
		kind: monitor.kind,
		place: placeOf(monitor),
		origin: monitor.origin,
		evidence,
		diagnosis,
		lastGood,
		firstBytes: recent.flatMap(({ outcome, phases: { firstByteMs } }) =>
			outcome === 'up' && firstByteMs !== null ? [firstByteMs] : []
		),
		resolvers,
		references,
		window: activeWindow(roster, monitor.id, now)
	};
}

function activeWindow(roster: Roster, monitorId: number, now: number): Occasion['window'] {
	for (const { id } of roster.componentsOf(monitorId)) {
		const active = roster.occurrencesOf(id).find((occurrence) => isActive(occurrence, now));
		const window = roster.facts.windows.find((one) => one.id === active?.windowId);
		if (active && window) {
			return { title: window.title, startsAt: active.startsAt, endsAt: active.endsAt };
		}
	}
	return null;
}
