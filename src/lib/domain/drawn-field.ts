/** One field of a form that was drawn from a schema: what a page needs to draw it, and nothing of the schema. */

export interface DrawnOption {
	value: string;
	label: string;
}

interface Common {
	/** The name it is posted by; `expect.within.down`, `headers.0.value`. */
	name: string;
	label: string;
	/** What it is for and what it takes; empty where the label says it all. */
	hint: string;
	isRequired: boolean;
	/** Wanted seldom: drawn behind a fold until it holds something. */
	isRare: boolean;
	/** A sentence; null where nothing is wrong. */
	error: string | null;
}

/** A line of text; a text of several lines; a list, one entry a line; a number; a duration such as `30s`. */
export interface TextField extends Common {
	kind: 'text' | 'lines' | 'list' | 'number' | 'duration';
	value: string;
	/** What holds where it is left empty. */
	placeholder: string;
	/** Bounds of a number; null where there is none. */
	least: number | null;
	most: number | null;
}

export interface ChoiceField extends Common {
	kind: 'choice';
	value: string;
	options: DrawnOption[];
}

/** Some of several. Where it may be left open, `openLabel` says what that means, as the first of two answers. */
export interface TicksField extends Common {
	kind: 'ticks';
	values: string[];
	options: DrawnOption[];
	openLabel: string | null;
	isOpen: boolean;
}

export interface SwitchField extends Common {
	kind: 'switch';
	isOn: boolean;
}

/** Written and never shown again: left empty, it stays as it is. */
export interface SecretField extends Common {
	kind: 'secret';
	isSet: boolean;
	isLong: boolean;
}

export interface GroupField extends Common {
	kind: 'group';
	fields: DrawnField[];
}

/** Entries of a name and what stands under it; one whose name is empty does not count. */
export interface RowsField extends Common {
	kind: 'rows';
	keyLabel: string;
	rows: { keyName: string; key: string; fields: DrawnField[] }[];
}

/** One of several groups, or none of them where it is not required. */
export interface AlternativesField extends Common {
	kind: 'alternatives';
	value: string;
	options: (DrawnOption & { fields: DrawnField[] })[];
}

export type DrawnField =
	| TextField
	| ChoiceField
	| TicksField
	| SwitchField
	| SecretField
	| GroupField
	| RowsField
	| AlternativesField;

/** Whether somebody filled it in, or something is wrong with it: then it is not to be hidden behind a fold. */
export function isInUse(field: DrawnField): boolean {
	if (field.error !== null) return true;
	switch (field.kind) {
		case 'choice':
			return field.value !== (field.options[0]?.value ?? '');
		case 'ticks':
			return field.openLabel === null ? field.values.length > 0 : !field.isOpen;
		case 'switch':
			return false;
		case 'secret':
			return field.isSet;
		case 'group':
			return field.fields.some(isInUse);
		case 'rows':
			return field.rows.some(({ key }) => key !== '');
		default:
			return field.value !== '';
	}
}
