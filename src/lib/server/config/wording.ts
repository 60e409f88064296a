/** Turns what the schema library finds into faults of the file: each a sentence that says what the key takes. */
import { type z } from 'zod';
import type { ConfigDocument, Fault, KeyPath } from './document.ts';
import { keysAt } from './known-keys.ts';
import { nearest } from './nearest.ts';

type Issue = z.core.$ZodIssue;

const EXPECTED: Readonly<Record<string, string>> = {
	array: 'a list',
	boolean: 'true or false',
	int: 'a whole number',
	number: 'a number',
	object: 'keys below it',
	record: 'keys below it',
	string: 'a text'
};

/** What was checked: a part of the file, the schema it was held against, and keys that others read. */
export interface Part {
	base: KeyPath;
	value: unknown;
	schema: z.ZodType;
	otherKeys?: readonly string[];
}

export function faultsOf(document: Pick<ConfigDocument, 'fault'>, error: z.ZodError, part: Part): Fault[] {
	return error.issues.flatMap((issue) => {
		const inner = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
		const path = [...part.base, ...inner];
		if (issue.code === 'unrecognized_keys') {
			const known = [...keysAt(part.schema, inner), ...(inner.length === 0 ? (part.otherKeys ?? []) : [])];
			return issue.keys.map((name) => document.fault([...path, name], unknownKey(name, known), 'key'));
		}
		if (issue.code === 'invalid_key') {
			const [why = issue] = issue.issues;
			return [document.fault(path, said(path, worded(why, path.at(-1))), 'key')];
		}
		const value = inner.reduce<unknown>(
			(here, step) => (here as Record<string, unknown> | null)?.[step],
			part.value
		);
		const words = worded(issue, value);
		if (value !== undefined) return [document.fault(path, said(path, words))];
		const takes = words.startsWith('takes') ? `; it ${words}` : '';
		return [document.fault(path, said(path, `is missing${takes}`))];
	});
}

function unknownKey(name: string, known: readonly string[]): string {
	const meant = nearest(name, known);
	const hint = meant ? ` Did you mean "${meant}"?` : ` Known here: ${known.join(', ')}.`;
	return `The key "${name}" is not known here.${known.length > 0 ? hint : ''}`;
}

/** `"status[0]" takes …`: the last key speaks for the place, which the fault names in full. */
function said(path: KeyPath, words: string): string {
	const from = path.findLastIndex((step) => typeof step === 'string');
	const name = path
		.slice(Math.max(0, from))
		.reduce<string>((text, step) => text + (text ? `[${step}]` : step), '');
	return `${name === '' ? 'The file' : `"${name}"`} ${words.replace(/\.$/, '')}.`;
}

/** Our own schemas say what they take; where one does not, the library's finding is put into our words. */
export function worded(issue: Issue, value: unknown): string {
	const { message } = issue;
	if (/^(takes|is|needs) /.test(message)) return message;
	switch (issue.code) {
		case 'invalid_type':
			return `takes ${EXPECTED[issue.expected] ?? issue.expected}, not ${sortOf(value)}`;
		case 'too_small':
			return `takes at least ${amount(issue.minimum, issue.origin)}`;
		case 'too_big':
			return `takes at most ${amount(issue.maximum, issue.origin)}`;
		case 'invalid_value':
			return `takes one of ${issue.values.map(String).join(', ')}`;
		case 'invalid_format':
			return issue.pattern ? `takes a text of the form ${issue.pattern}` : `takes a valid ${issue.format}`;
		default:
			return `is not right: ${message}`;
	}
}

function amount(bound: number | bigint, origin: string): string {
	if (origin !== 'string' && origin !== 'array') return String(bound);
	const unit = origin === 'string' ? 'character' : 'entry';
	return `${bound} ${bound === 1 ? unit : unit === 'entry' ? 'entries' : 'characters'}`;
}

function sortOf(value: unknown): string {
	if (value === null) return 'nothing';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'keys below it';
	if (typeof value === 'string') return 'a text';
	if (typeof value === 'boolean') return 'true or false';
	return Number.isInteger(value) ? 'a number' : 'a fraction';
}
