/** Reads one field of a posted form as its part of the document. */
import { optionOf, type Node, type Shape } from '../shape.ts';
import {
	entryOf,
	openName,
	parsedJson,
	removeName,
	under,
	unescaped,
	type Posted,
	type Secrets
} from './posted.ts';

interface Reading {
	posted: Posted;
	secrets: Secrets;
}

/**
 * @param held what the document has here now; a secret that was left empty is taken from it
 * @returns undefined where nothing is to stand there
 */
export function readField(
	node: Node,
	name: string,
	path: readonly string[],
	held: unknown,
	reading: Reading
): unknown {
	const { shape } = node;
	const texts = reading.posted.get(name) ?? [];
	switch (shape.kind) {
		case 'constant':
			return shape.value;
		case 'switch': {
			const isOn = texts.length > 0;
			return isOn === node.fallback ? undefined : isOn;
		}
		case 'group':
			return groupOf(node, shape, name, path, held, reading);
		case 'rows':
			return rowsOf(node, shape.of, name, path, held, reading);
		case 'alternatives': {
			const index = Number(texts[0] === '' ? Number.NaN : texts[0]);
			const option = shape.options[index];
			if (!option) return undefined;
			const heldHere = optionOf(shape.options, held) === index ? held : undefined;
			return readField({ ...option, isOptional: false }, `${name}.${index}`, path, heldHere, reading);
		}
		case 'list': {
			if (reading.posted.get(openName(name))?.[0] === 'yes') return undefined;
			const lines = texts.flatMap((text) => text.split('\n')).map((line) => line.trim());
			const entries = lines.filter((line) => line !== '').map((line) => valueOf(shape.of, entryOf(line)));
			if (entries.length === 0) return reading.posted.has(openName(name)) ? [] : undefined;
			return shape.mayBeOne && entries.length === 1 ? entries[0] : entries;
		}
		default: {
			const text = texts[0] ?? '';
			if (reading.secrets.holds(node, path)) {
				if (text === '') return reading.posted.has(removeName(name)) ? undefined : held;
			} else if (text === '') return held === '' ? '' : undefined;
			return valueOf(shape, node.meta.isEscaped === true ? unescaped(text) : text);
		}
	}
}

function groupOf(
	node: Node,
	{ members }: Extract<Shape, { kind: 'group' }>,
	name: string,
	path: readonly string[],
	held: unknown,
	reading: Reading
): Record<string, unknown> | undefined {
	const entries = members.flatMap((member): [string, unknown][] => {
		const heldHere = (held as Record<string, unknown> | null | undefined)?.[member.key];
		const inner = readField(member, under(name, member.key), [...path, member.key], heldHere, reading);
		return inner === undefined ? [] : [[member.key, inner]];
	});
	return entries.length === 0 && node.isOptional ? undefined : Object.fromEntries(entries);
}

function rowsOf(
	node: Node,
	of: Node,
	name: string,
	path: readonly string[],
	held: unknown,
	reading: Reading
): Record<string, unknown> | undefined {
	const entries = rowNumbers(reading.posted, name).flatMap((index): [string, unknown][] => {
		const key = reading.posted.get(`${name}.${index}.key`)?.[0]?.trim() ?? '';
		if (key === '') return [];
		const heldHere = (held as Record<string, unknown> | null | undefined)?.[key];
		const inner = readField(
			{ ...of, isOptional: false },
			`${name}.${index}.value`,
			[...path, key],
			heldHere,
			reading
		);
		return [[key, inner === undefined ? '' : inner]];
	});
	return entries.length === 0 && node.isOptional ? undefined : Object.fromEntries(entries);
}

/** The rows that a form has under a name, in order. */
export function rowNumbers(posted: Posted, name: string): number[] {
	const numbers = [...posted.keys()].flatMap((field) => {
		const rest = field.startsWith(`${name}.`) ? field.slice(name.length + 1) : '';
		const [, index] = /^(\d{1,4})\.key$/.exec(rest) ?? [];
		return index === undefined ? [] : [Number(index)];
	});
	return numbers.sort((a, b) => a - b);
}

/** A text as its sort of value; one that is none stays a text, about which the schema has a sentence. */
function valueOf(shape: Shape, text: string): unknown {
	const trimmed = text.trim();
	switch (shape.kind) {
		case 'number':
			return /^[+-]?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : text;
		case 'mixed':
			return /^\d{1,15}$/.test(trimmed) ? Number(trimmed) : trimmed;
		case 'duration':
			return trimmed;
		case 'choice':
			return shape.values.find((value) => String(value) === text) ?? text;
		case 'json': {
			const value = parsedJson(text);
			return value === undefined ? text : value;
		}
		default:
			return text;
	}
}
