/** What the page of one incident shows beyond the snapshot. */
import type { Point } from './component-detail.ts';
import type { IncidentView } from './snapshot.ts';

export interface IncidentDetail {
	/** Null for one that was merged into another. */
	incident: IncidentView | null;
	/** The incident that tells of it now. */
	movedTo: string | null;
	/** The hours of its trouble, for those of its components that are measured; once there is a postmortem. */
	charts: { key: string; name: string; /** Oldest first. */ points: Point[] }[];
}
