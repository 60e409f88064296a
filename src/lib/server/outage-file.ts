/** Takes the file of one outage out of the store: for its page, its Markdown and the API. */
import type { OutageFile } from '../domain/outage-file.ts';
import type { Db } from './database.ts';
import * as checklists from './stores/checklists.ts';
import * as diagnoses from './stores/diagnoses.ts';
import * as evidence from './stores/evidence.ts';
import * as investigations from './stores/investigations.ts';
import * as learnedPages from './stores/learned-pages.ts';
import * as outages from './stores/outages.ts';

/** Null for an outage that is not there, or a stranger's. */
export async function outageFile(db: Db, workspaceId: string, id: string): Promise<OutageFile | null> {
	const outage = await outages.find(db, workspaceId, id);
	if (!outage) return null;
	const [seen, first, latest, looked, ticks, taught] = await Promise.all([
		evidence.ofOutage(db, id),
		diagnoses.firstOf(db, id),
		diagnoses.latestOf(db, [id]),
		investigations.ofOutage(db, workspaceId, id),
		checklists.ofOutage(db, id),
		learnedPages.ofMonitor(db, outage.monitorId)
	]);
	return {
		outage,
		evidence: seen,
		first,
		verdict: latest.get(id) ?? first,
		investigations: looked,
		ticks,
		taught: taught.map(({ id: pageId, words, at, by }) => ({ id: pageId, words, at, by }))
	};
}
