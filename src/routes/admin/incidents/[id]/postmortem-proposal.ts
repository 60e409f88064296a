/** Gathers what a postmortem starts from: what was measured, what the failing checks got, and what was said. */
import type { Incident } from '$lib/domain/incident';
import type { Outage } from '$lib/domain/outage';
import { proposePostmortem } from '$lib/domain/postmortem';
import { incidentStatusInWords } from '$lib/format/states';
import { formatTime } from '$lib/format/times';
import type { App } from '$lib/server/gatehouse';
import type { Roster } from '$lib/server/roster';
import * as checks from '$lib/server/stores/checks';

/** Enough to see the mix of errors of an outage; more would hold up who checks. */
const CHECKS_READ = 5_000;

/** @returns null while it is not over, or when somebody wrote one already */
export async function postmortemFrom(
	db: App['database']['client'],
	roster: Roster,
	incident: Incident,
	outages: readonly Outage[],
	timeZone: string
): Promise<string | null> {
	const { resolvedAt } = incident;
	if (resolvedAt === null || incident.postmortem !== null) return null;
	const counts = new Map<string, number>();
	for (const { monitorId, startedAt, endedAt } of outages) {
		const rows = await checks.between(db, monitorId, startedAt, endedAt ?? resolvedAt, CHECKS_READ);
		for (const { outcome, statusCode } of rows) {
			if (outcome !== 'down' && outcome !== 'degraded') continue;
			const label = statusCode === null ? 'No answer' : `HTTP ${statusCode}`;
			counts.set(label, (counts.get(label) ?? 0) + 1);
		}
	}
	return proposePostmortem(
		{
			incident,
			timeZone,
			outages: outages.map((outage) => ({ ...outage, name: publicNameOf(roster, outage.monitorId) })),
			errors: [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count)
		},
		(at) => formatTime(at, 'moment', 'en', timeZone),
		incidentStatusInWords
	);
}

/** The text is meant for everybody: what is hidden has no name in it. */
function publicNameOf(roster: Roster, monitorId: number): string {
	return roster.componentsOf(monitorId).find(({ isPublic }) => isPublic)?.name ?? 'a part of it';
}
