/**
 * A document as the values of a form, and back. The two are each other's inverse, so that what nobody touched stays as
 * it was.
 */
import { optionOf, type Node, type Shape } from '../shape.ts';

/** Every field by its name, with all that was sent under it. */
export type Posted = ReadonlyMap<string, readonly string[]>;

/** Which places hold secrets: `auth.bearer`, and `headers.*` for every entry. */
export class Secrets {
	readonly #patterns: readonly string[][];

	constructor(patterns: readonly string[] = []) {
		this.#patterns = patterns.map((pattern) => pattern.split('.'));
	}

	holds(node: Node, path: readonly string[]): boolean {
		if (node.meta.isSecret === true) return true;
		return this.#patterns.some(
			(pattern) =>
				pattern.length === path.length && pattern.every((part, at) => part === '*' || part === path[at])
		);
	}
}

/** A form without the secrets in it, for drawing it again. */
export function postedOf(form: FormData): Posted {
	const posted = new Map<string, string[]>();
	for (const name of new Set(form.keys())) {
		posted.set(
			name,
			form.getAll(name).flatMap((value) => (typeof value === 'string' ? [value.replace(/\r\n?/g, '\n')] : []))
		);
	}
	return posted;
}

/** What stands in the fields for a document; its secrets do not. */
export function fill(node: Node, document: unknown, secrets: Secrets): Posted {
	const values = new Map<string, readonly string[]>();
	put(node, '', [], document, values, secrets);
	return values;
}

export function under(name: string, key: string): string {
	return name === '' ? key : `${name}.${key}`;
}

/** The field that says whether a list of choices is left open. */
export function openName(name: string): string {
	return `${name}:open`;
}

/** The field that takes away a secret that is set. */
export function removeName(name: string): string {
	return `${name}:remove`;
}

function put(
	node: Node,
	name: string,
	path: readonly string[],
	value: unknown,
	values: Map<string, readonly string[]>,
	secrets: Secrets
): void {
	const { shape, meta } = node;
	if (shape.kind === 'switch') {
		if (value ?? node.fallback) values.set(name, ['on']);
		return;
	}
	if (shape.kind === 'group') {
		for (const member of shape.members) {
			const inner = (value as Record<string, unknown> | undefined)?.[member.key];
			put(member, under(name, member.key), [...path, member.key], inner, values, secrets);
		}
		return;
	}
	if (shape.kind === 'list' && meta.openTitle !== undefined) {
		values.set(openName(name), [value === undefined ? 'yes' : 'no']);
	}
	if (value === undefined || (value === null && shape.kind !== 'json')) return;
	if (shape.kind === 'rows') {
		for (const [index, [key, inner]] of Object.entries(value ?? {}).entries()) {
			const row = `${name}.${index}`;
			values.set(`${row}.key`, [key]);
			put(shape.of, `${row}.value`, [...path, key], inner, values, secrets);
		}
	} else if (shape.kind === 'alternatives') {
		const index = optionOf(shape.options, value);
		values.set(name, [String(index)]);
		const option = shape.options[index];
		if (option) put(option, `${name}.${index}`, path, value, values, secrets);
	} else if (!secrets.holds(node, path)) values.set(name, textsOf(shape, value, meta.isEscaped === true));
}

/** A value as what stands in its field. */
export function textsOf(shape: Shape, value: unknown, isEscaped = false): string[] {
	if (shape.kind === 'list') {
		const entries = Array.isArray(value) ? value : [value];
		return entries.map((entry) => lineOf(textsOf(shape.of, entry)[0] ?? ''));
	}
	if (shape.kind === 'json')
		return [typeof value === 'string' && isOwnText(value) ? value : JSON.stringify(value)];
	return [isEscaped ? escaped(String(value)) : String(value)];
}

/** An entry of a list as one line: quoted where it would not come back as it is. */
function lineOf(text: string): string {
	return text === '' || text !== text.trim() || /[\n\r]/.test(text) || typeof parsedJson(text) === 'string'
		? JSON.stringify(text)
		: text;
}

export function entryOf(line: string): string {
	const quoted = parsedJson(line);
	return typeof quoted === 'string' ? quoted : line;
}

/** Whether a text is no JSON, so that it can stand for itself. */
function isOwnText(text: string): boolean {
	return text !== '' && parsedJson(text) === undefined;
}

export function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\r': '\\r', '\n': '\\n', '\t': '\\t' };
const MEANINGS = Object.fromEntries(Object.entries(ESCAPES).map(([plain, typed]) => [typed, plain]));

function escaped(text: string): string {
	return text.replace(/[\\\r\n\t]/g, (one) => ESCAPES[one] ?? one);
}

export function unescaped(text: string): string {
	return text.replace(/\\[\\rnt]/g, (typed) => MEANINGS[typed] ?? typed);
}
