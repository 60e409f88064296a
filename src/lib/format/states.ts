/** The words for states, as every page says them; colour and shape only repeat them. */
import type { ComponentStatus } from '../domain/component.ts';
import type { Impact, IncidentStatus } from '../domain/incident.ts';
import type { OccurrenceStatus } from '../domain/maintenance.ts';
import type { DayState } from '../domain/snapshot.ts';

/** From best to worst, as a legend lists them. */
export const DAY_STATES: readonly DayState[] = [
	'operational',
	'degraded',
	'partial',
	'down',
	'maintenance',
	'unknown'
];

const WORD: Record<DayState, string> = {
	operational: 'Operational',
	degraded: 'Degraded',
	partial: 'Partly down',
	down: 'Down',
	maintenance: 'Under maintenance',
	unknown: 'No data'
};

const STATE: Record<ComponentStatus, DayState> = {
	operational: 'operational',
	degraded_performance: 'degraded',
	partial_outage: 'partial',
	major_outage: 'down',
	under_maintenance: 'maintenance',
	unknown: 'unknown'
};

const INCIDENT_WORD: Record<IncidentStatus, string> = {
	investigating: 'Investigating',
	identified: 'Identified',
	monitoring: 'Monitoring',
	resolved: 'Resolved',
	postmortem: 'Postmortem'
};

const OCCURRENCE_WORD: Record<OccurrenceStatus, string> = {
	scheduled: 'Planned',
	in_progress: 'Running',
	completed: 'Completed',
	cancelled: 'Cancelled'
};

const IMPACT_WORD: Record<Impact, string> = {
	none: 'No impact',
	minor: 'Minor impact',
	major: 'Major impact',
	critical: 'Critical impact'
};

/** A component's status in the language of shapes and colours. */
export function stateOf(status: ComponentStatus): DayState {
	return STATE[status];
}

export function stateInWords(state: DayState): string {
	return WORD[state];
}

export function statusInWords(status: ComponentStatus): string {
	return WORD[STATE[status]];
}

export function incidentStatusInWords(status: IncidentStatus): string {
	return INCIDENT_WORD[status];
}

export function occurrenceStatusInWords(status: OccurrenceStatus): string {
	return OCCURRENCE_WORD[status];
}

export function impactInWords(impact: Impact): string {
	return IMPACT_WORD[impact];
}

/** Whether a visitor need not worry about it. */
export function isWell(status: ComponentStatus): boolean {
	return status === 'operational' || status === 'unknown';
}
