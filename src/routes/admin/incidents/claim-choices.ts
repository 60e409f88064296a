/** What the forms offer to be said of a component, of an update's status, and of who is told. */
import { IMPACTS } from '$lib/domain/incident';
import { impactInWords, incidentStatusInWords, statusInWords } from '$lib/format/states';

const TROUBLE = (['degraded_performance', 'partial_outage', 'major_outage'] as const).map((value) => ({
	value,
	label: statusInWords(value)
}));

export const CLAIM_CHOICES = {
	/** Of one that the incident names. */
	named: [{ value: 'operational', label: 'Well again' }, ...TROUBLE],
	other: [{ value: '', label: 'Not affected' }, ...TROUBLE]
};

export const STATUS_CHOICES = (['investigating', 'identified', 'monitoring', 'resolved'] as const).map(
	(value) => ({ value, label: incidentStatusInWords(value) })
);

export const IMPACT_CHOICES = IMPACTS.map((value) => ({ value, label: impactInWords(value) }));

export const NOTIFY_CHOICES = [
	{ value: '', label: 'When the status changes' },
	{ value: 'yes', label: 'Yes' },
	{ value: 'no', label: 'No' }
];
