/** A public page of one workspace, and the one sentence that says how all of it is. */
import type { ComponentStatus } from './component.ts';
import { worst } from './component.ts';

export interface StatusPage {
	id: string;
	workspaceId: string;
	slug: string;
	domain: string | null;
	title: string;
	description: string;
	url: string | null;
	/** IANA; days on the page are days here. */
	timeZone: string;
	locale: string;
	isDefault: boolean;
	isManaged: boolean;
}

/** Statuspage's indicators. */
export type Indicator = 'none' | 'minor' | 'major' | 'critical' | 'maintenance';

/**
 * How the whole page is, as Statuspage's indicator: the worst component speaks, and everything down is critical.
 * Components nobody measured are silent.
 */
export function indicatorOf(statuses: readonly ComponentStatus[]): Indicator {
	const worstStatus = worst(statuses);
	if (worstStatus === 'under_maintenance') return 'maintenance';
	if (worstStatus === 'degraded_performance') return 'minor';
	if (worstStatus === 'partial_outage') return 'major';
	if (worstStatus !== 'major_outage') return 'none';
	const major = statuses.filter((status) => status === 'major_outage').length;
	return statuses.length > 1 && major === statuses.length ? 'critical' : 'major';
}
