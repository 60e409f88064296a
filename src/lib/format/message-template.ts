/** The team's own words for a message: named fields in curly brackets are replaced by what they stand for, and nothing else happens. */

/** Field → what it stands for, as the form and the docs say it. */
export const TEMPLATE_FIELDS = {
	monitor: 'the name of the monitor',
	target: 'what it asks',
	state: 'how it stands, such as “is down”',
	since: 'when it began',
	ended: 'when it ended',
	lasted: 'how long it lasts or lasted',
	why: 'the diagnosis in one sentence',
	side: 'whose side it is on',
	sure: 'how sure that is',
	step: 'the first step of the checklist',
	link: 'where to read on',
	page: 'the status page'
} as const;

const FIELD = /\{([^{}]*)\}/g;

/** The names in a template that stand for nothing. */
export function unknownFields(template: string): string[] {
	const named = [...template.matchAll(FIELD)].map(([, name]) => name ?? '');
	return [...new Set(named.filter((name) => !Object.hasOwn(TEMPLATE_FIELDS, name)))];
}

/**
 * Its first line is the title, the others are the text. What a field stands for is put in as it is and is not looked at
 * again, so that nothing a monitor answers can name a field.
 */
export function fillTemplate(
	template: string,
	fields: Readonly<Record<string, string>>
): { title: string; lines: { label: string; text: string }[] } {
	const [title = '', ...rest] = template.trim().split(/\r?\n/);
	const fill = (line: string) =>
		line.replace(FIELD, (whole, name: string) =>
			Object.hasOwn(fields, name) ? (fields[name] ?? '') : whole
		);
	return {
		title: fill(title),
		lines: rest.filter((line) => line.trim() !== '').map((line) => ({ label: '', text: fill(line) }))
	};
}
