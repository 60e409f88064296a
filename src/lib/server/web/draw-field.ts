/** Draws one field: its words, what stands in it, and what is wrong with it. */
import type { DrawnField, DrawnOption } from '../../domain/drawn-field.ts';
import { written } from '../written.ts';
import { optionOf, type Member, type Node, type Shape } from '../shape.ts';
import { openName, textsOf, under, type Posted, type Secrets } from './posted.ts';
import { rowNumbers } from './read-field.ts';

interface Context {
	posted: Posted;
	secrets: Secrets;
	/** What is not said yet: each fault is taken out by the innermost field that it is about. */
	errors: Map<string, string>;
	choices: Readonly<Record<string, readonly DrawnOption[]>>;
	without: readonly string[];
	/** Whether what is drawn here has to be there: not within what may be left out as a whole. */
	isSure: boolean;
}

/** Empty rows below those that are filled: room for more without a script. Whole groups take much room. */
const SPARE_ROWS = 2;
const SPARE_GROUPS = 1;

/**
 * @param path the place in the document, step by step; `place` is the same as faults write it: `headers.accept`
 * @returns null for what nobody can change
 */
export function draw(
	node: Node,
	name: string,
	path: readonly string[],
	place: string,
	held: unknown,
	context: Context
): DrawnField | null {
	const { shape, meta } = node;
	const texts = context.posted.get(name) ?? [];
	const common = (): Omit<DrawnField, 'kind'> & { error: string | null } => ({
		name,
		label: meta.title ?? titleOf(path.at(-1) ?? ''),
		hint: meta.description ?? '',
		isRequired: !node.isOptional && context.isSure,
		isRare: meta.isRare === true,
		error: errorAt(place, meta.title ?? titleOf(path.at(-1) ?? ''), path.at(-1) ?? '', context.errors)
	});
	const choices = context.choices[path.join('.')];
	switch (shape.kind) {
		case 'constant':
			return null;
		case 'group': {
			const isSure = context.isSure && !node.isOptional;
			const fields = drawMembers(shape.members, name, path, place, held, { ...context, isSure });
			return { ...common(), kind: 'group', fields };
		}
		case 'rows':
			return {
				...drawRows(shape.of, name, path, place, held, context),
				...common(),
				kind: 'rows',
				keyLabel: meta.keyTitle ?? 'Name'
			};
		case 'alternatives': {
			const heldIndex = optionOf(shape.options, held);
			const options = shape.options.map((option, index) => {
				const members = option.shape.kind === 'group' ? option.shape.members : [];
				const heldHere = heldIndex === index ? held : undefined;
				const within = { ...context, isSure: false };
				const fields = drawMembers(members, `${name}.${index}`, path, place, heldHere, within);
				return { value: String(index), label: option.meta.title ?? String(index), fields };
			});
			return { ...common(), kind: 'alternatives', value: texts[0] ?? '', options };
		}
		case 'switch':
			return { ...common(), kind: 'switch', isOn: texts.length > 0 };
		case 'list':
			if (!choices) break;
			return {
				...common(),
				kind: 'ticks',
				values: [...texts],
				options: withUnknown(choices, texts),
				openLabel: meta.openTitle ?? null,
				isOpen: context.posted.get(openName(name))?.[0] !== 'no'
			};
		default:
			if (!context.secrets.holds(node, path)) break;
			return {
				...common(),
				kind: 'secret',
				isSet: held !== undefined && held !== '',
				isLong: meta.isLong === true
			};
	}
	const given = choices ?? (shape.kind === 'choice' ? choicesOf(shape.values, meta.labels ?? {}) : null);
	if (given) {
		const isOpen = node.isOptional && node.fallback === undefined;
		const options = [
			...(isOpen ? [{ value: '', label: meta.openTitle ?? 'Not set' }] : []),
			...withUnknown(given, texts)
		];
		return { ...common(), kind: 'choice', value: texts[0] ?? fallbackText(node), options };
	}
	return {
		...common(),
		kind: kindOf(shape, meta.isLong === true),
		value: texts.join('\n'),
		placeholder: fallbackText(node) || (meta.example ?? ''),
		least: shape.kind === 'number' ? shape.least : null,
		most: shape.kind === 'number' ? shape.most : null
	};
}

function drawMembers(
	members: readonly Member[],
	name: string,
	path: readonly string[],
	place: string,
	held: unknown,
	context: Context
): DrawnField[] {
	return members.flatMap((member) => {
		const { key } = member;
		if (path.length === 0 && context.without.includes(key)) return [];
		const inner = (held as Record<string, unknown> | null | undefined)?.[key];
		return draw(member, under(name, key), [...path, key], under(place, key), inner, context) ?? [];
	});
}

function drawRows(
	of: Node,
	name: string,
	path: readonly string[],
	place: string,
	held: unknown,
	context: Context
) {
	const filled = rowNumbers(context.posted, name).filter(
		(index) => context.posted.get(`${name}.${index}.key`)?.[0]
	);
	const next = (filled.at(-1) ?? -1) + 1;
	const length = of.shape.kind === 'group' ? SPARE_GROUPS : SPARE_ROWS;
	const numbers = [...filled, ...Array.from({ length }, (_, at) => next + at)];
	const rows = numbers.map((index) => {
		const row = `${name}.${index}`;
		const key = filled.includes(index) ? (context.posted.get(`${row}.key`)?.[0] ?? '') : '';
		const inner = key === '' ? undefined : (held as Record<string, unknown> | null | undefined)?.[key];
		const value = { ...of, isOptional: true, meta: { title: 'Value', ...of.meta } };
		// an empty row has no place that anything could be wrong with
		const at = key === '' ? '\0' : under(place, key);
		const field = draw(value, `${row}.value`, [...path, key], at, inner, context);
		return {
			keyName: `${row}.key`,
			key,
			fields: field?.kind === 'group' ? field.fields : field ? [field] : []
		};
	});
	return { rows };
}

/** The sentence about a place or anything in it that no field within has taken. */
function errorAt(place: string, label: string, key: string, errors: Map<string, string>): string | null {
	for (const [at, sentence] of errors) {
		if (at !== place && !at.startsWith(`${place}.`) && !at.startsWith(`${place}[`)) continue;
		errors.delete(at);
		// a sentence names the key as the config file has it; next to its field it goes by the field's name
		return sentence.startsWith(`"${key}" `) ? label + sentence.slice(key.length + 2) : sentence;
	}
	return null;
}

function kindOf(shape: Shape, isLong: boolean): 'text' | 'lines' | 'list' | 'number' | 'duration' {
	if (shape.kind === 'number' || shape.kind === 'duration' || shape.kind === 'list') return shape.kind;
	return isLong ? 'lines' : 'text';
}

function choicesOf(
	values: readonly (string | number)[],
	labels: Readonly<Record<string, string>>
): DrawnOption[] {
	return values.map((value) => ({ value: String(value), label: labels[String(value)] ?? String(value) }));
}

/** What is set stays to be chosen, also where it is not among the choices any more. */
function withUnknown(options: readonly DrawnOption[], values: readonly string[]): DrawnOption[] {
	const unknown = values.filter((value) => value !== '' && !options.some((option) => option.value === value));
	return [...options, ...unknown.map((value) => ({ value, label: value }))];
}

/** What holds where nothing is typed, as it would be typed. */
function fallbackText(node: Node): string {
	const document = written({ ...node, fallback: undefined }, node.fallback);
	if (document === undefined || document === null || typeof document === 'boolean') return '';
	return textsOf(node.shape, document, node.meta.isEscaped === true).join('\n');
}

/** `name_to_resolve` as "Name to resolve". */
function titleOf(key: string): string {
	const words = key.replaceAll('_', ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
