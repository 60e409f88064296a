/** What could be written about an outage: its title, text and components, made from the diagnosis, for a person to look at. */
import { claimOf, titleFor } from '../../domain/auto-incident.ts';
import type { ComponentStatus } from '../../domain/component.ts';
import type { Db } from '../database.ts';
import type { Roster } from '../roster.ts';
import * as diagnoses from '../stores/diagnoses.ts';
import * as outages from '../stores/outages.ts';

export interface IncidentProposal {
	outageId: string;
	/** The incident that tells of it already, which may be one that was discarded. */
	incidentId: string | null;
	title: string;
	message: string;
	/** Component key → status. */
	components: Record<string, ComponentStatus>;
	startedAt: number;
}

/** @returns null for an outage that is not there or is a stranger's */
export async function proposalOf(
	db: Db,
	roster: Roster,
	workspaceId: string,
	outageId: string
): Promise<IncidentProposal | null> {
	const outage = await outages.get(db, workspaceId, outageId);
	if (!outage) return null;
	const standing = roster.componentsOf(outage.monitorId);
	const shown = standing.filter(({ isPublic }) => isPublic);
	const named = (shown.length > 0 ? shown : standing).filter(
		({ pageId }, _, [first]) => pageId === first?.pageId
	);
	const diagnosis = (await diagnoses.latestOf(db, [outageId])).get(outageId);
	const sentence = diagnosis?.publicSentence ?? 'This does not work at the moment.';
	return {
		outageId,
		incidentId: outage.incidentId,
		title: named.length === 0 ? '' : titleFor(named, outage.worst),
		message: `${sentence} We are looking into it and will say more here.`,
		components: Object.fromEntries(named.map(({ key }) => [key, claimOf(outage)])),
		startedAt: outage.startedAt
	};
}
