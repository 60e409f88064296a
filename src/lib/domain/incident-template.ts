/** Prepared words for an incident: what stands in braces is a named field that the author fills in, and nothing more. */
import type { IncidentStatus } from './incident.ts';

export interface IncidentTemplate {
	id: string;
	name: string;
	title: string;
	message: string;
	status: Exclude<IncidentStatus, 'postmortem'>;
}

/** `{service}`: letters, digits, spaces and dashes; anything else in braces is text. */
const FIELD = /\{([\p{L}\p{N}][\p{L}\p{N} _-]{0,39})\}/gu;

/** Filled by itself, with the names of the components that are chosen. */
export const COMPONENTS_FIELD = 'components';

/** The fields of a template, each once, in the order they are read; those that fill themselves are left out. */
export function fieldsOf({ title, message }: Pick<IncidentTemplate, 'title' | 'message'>): string[] {
	const named = [...`${title}\n${message}`.matchAll(FIELD)].map(([, name = '']) => name);
	return [...new Set(named)].filter((name) => name !== COMPONENTS_FIELD);
}

/** Puts values in the places of their fields, once: what a value has in braces stays as it was typed. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
	return text.replace(FIELD, (whole, name: string) =>
		Object.hasOwn(values, name) ? (values[name] ?? whole) : whole
	);
}

/** What a workspace has before it writes its own. */
export const FIRST_TEMPLATES: readonly IncidentTemplate[] = [
	{
		id: 'looking',
		name: 'We are looking into it',
		title: '{components}: we are looking into trouble',
		message:
			'We know that {components} does not work as it should, and are looking for the reason. We will say more here within 30 minutes.',
		status: 'investigating'
	},
	{
		id: 'provider',
		name: 'Trouble at a provider',
		title: 'Trouble at {provider}',
		message:
			'{provider} has trouble that reaches {components}. We cannot mend it ourselves; we are in touch with them and pass on what we hear.',
		status: 'identified'
	},
	{
		id: 'release',
		name: 'A change of ours went wrong',
		title: 'Errors after a change',
		message:
			'A change that we made at {time} causes errors. We are taking it back, which should be done by {done by}.',
		status: 'identified'
	}
];
