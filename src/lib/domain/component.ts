/** What the public sees: one function says how a component is, from monitors, hands, windows and incidents alike. */
import type { Verdict } from './stretch.ts';

/** Statuspage's words, and one more for what nobody measured. From best to worst. */
export const COMPONENT_STATUSES = [
	'operational',
	'unknown',
	'under_maintenance',
	'degraded_performance',
	'partial_outage',
	'major_outage'
] as const;
export type ComponentStatus = (typeof COMPONENT_STATUSES)[number];

/** How several monitors fold into one: the worst of them, or by the share that fails. */
export type Folding = 'worst' | 'share';

export interface Component {
	id: string;
	workspaceId: string;
	pageId: string;
	groupId: string | null;
	key: string;
	name: string;
	description: string;
	position: number;
	handStatus: ComponentStatus | null;
	folding: Folding;
	isPublic: boolean;
	publicUrl: string | null;
	isManaged: boolean;
	createdAt: number;
	archivedAt: number | null;
	monitorIds: number[];
}

export interface ComponentGroup {
	id: string;
	pageId: string;
	key: string;
	name: string;
	position: number;
}

const OF_VERDICT: Record<Verdict, ComponentStatus> = {
	up: 'operational',
	degraded: 'degraded_performance',
	down: 'major_outage',
	unknown: 'unknown'
};

/** The worst of several statuses; `operational` of none. */
export function worst(statuses: readonly ComponentStatus[]): ComponentStatus {
	return statuses.reduce<ComponentStatus>((a, b) => (rank(b) > rank(a) ? b : a), 'operational');
}

function rank(status: ComponentStatus): number {
	return COMPONENT_STATUSES.indexOf(status);
}

/**
 * Several verdicts as one status. By `share`, some of several down is a partial outage, all of them a major one.
 * A component whose monitors all know nothing is unknown; beside one that knows, the unknown ones stay silent.
 */
export function fold(verdicts: readonly Verdict[], folding: Folding): ComponentStatus {
	const known = verdicts.filter((verdict) => verdict !== 'unknown');
	if (known.length === 0) return 'unknown';
	const down = known.filter((verdict) => verdict === 'down').length;
	if (folding === 'share' && down > 0 && down < known.length) return 'partial_outage';
	return worst(known.map((verdict) => OF_VERDICT[verdict]));
}

/**
 * The one truth about a component (DESIGN rule 1): the worst of what monitors or a hand say (or maintenance in their
 * place while a window is active) and of what open public incidents claim.
 */
export function effectiveStatus(facts: {
	handStatus: ComponentStatus | null;
	verdicts: readonly Verdict[];
	folding: Folding;
	isInMaintenance: boolean;
	claims: readonly ComponentStatus[];
}): ComponentStatus {
	const own = facts.isInMaintenance
		? 'under_maintenance'
		: (facts.handStatus ??
			(facts.verdicts.length === 0 ? 'operational' : fold(facts.verdicts, facts.folding)));
	return worst([own, ...facts.claims]);
}
