/**
 * Reads a schema as the shape of a document: what a form draws, what a posted form is read by, and what turns a parsed
 * value back into the document it came from. One reading of it, so that those three agree.
 */
import { z } from 'zod';

declare module 'zod' {
	/** What our schemas say of a field beside its title and description. */
	interface GlobalMeta {
		/** The text of a duration, which parses to milliseconds. */
		isDuration?: boolean;
		/** Written and never shown. */
		isSecret?: boolean;
		/** Several lines. */
		isLong?: boolean;
		/** Line ends and tabs are typed as `\r`, `\n`, `\t`. */
		isEscaped?: boolean;
		/** Wanted seldom. */
		isRare?: boolean;
		/** An example, shown where nothing is typed. */
		example?: string;
		/** What the values of a choice are called. */
		labels?: Record<string, string>;
		/** What the names of a record's entries are called. */
		keyTitle?: string;
		/** What it means to leave a list of choices out, which is something else than choosing none. */
		openTitle?: string;
	}
}

export type Shape =
	| { kind: 'text' | 'duration' | 'json' | 'switch' }
	/** A text that may be a whole number: `200` or `200-299`. */
	| { kind: 'mixed' }
	| { kind: 'number'; least: number | null; most: number | null }
	| { kind: 'choice'; values: readonly (string | number)[] }
	| { kind: 'constant'; value: unknown }
	/** `mayBeOne`: a single entry may stand without the list around it. */
	| { kind: 'list'; of: Shape; mayBeOne: boolean }
	| { kind: 'group'; members: readonly Member[] }
	| { kind: 'rows'; of: Node }
	| { kind: 'alternatives'; options: readonly Node[] };

export interface Node {
	shape: Shape;
	meta: z.core.GlobalMeta;
	isOptional: boolean;
	/** What it parses to where it is not given; undefined where there is no such value. */
	fallback: unknown;
}

export interface Member extends Node {
	key: string;
}

const read = new WeakMap<z.ZodType, Node>();

/** @throws Error for a schema that has no form: a fault of the program */
export function nodeOf(schema: z.ZodType): Node {
	const known = read.get(schema);
	if (known) return known;
	const node = unwrapped(schema);
	read.set(schema, node);
	return node;
}

function unwrapped(schema: z.ZodType): Node {
	const meta = schema.meta() ?? {};
	if (meta.isDuration === true) return plain({ kind: 'duration' }, meta);
	if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
		return around(schema.unwrap() as z.ZodType, meta, { isOptional: true });
	}
	if (schema instanceof z.ZodDefault) {
		const fallback: unknown = schema.def.defaultValue;
		return around(schema.unwrap() as z.ZodType, meta, { isOptional: true, fallback });
	}
	if (schema instanceof z.ZodPrefault) {
		const fallback: unknown = (schema.unwrap() as z.ZodType).safeParse(schema.def.defaultValue).data;
		return around(schema.unwrap() as z.ZodType, meta, { isOptional: true, fallback });
	}
	if (schema instanceof z.ZodPipe) {
		const inner = schema.in instanceof z.ZodTransform ? schema.out : schema.in;
		return around(inner as z.ZodType, meta, {});
	}
	return plain(shapeOf(schema), meta);
}

function plain(shape: Shape, meta: z.core.GlobalMeta): Node {
	return { shape, meta, isOptional: false, fallback: undefined };
}

function around(inner: z.ZodType, meta: z.core.GlobalMeta, more: Partial<Node>): Node {
	const node = nodeOf(inner);
	return { ...node, ...more, meta: { ...node.meta, ...meta } };
}

function shapeOf(schema: z.ZodType): Shape {
	if (schema.def.type === 'string') return { kind: 'text' };
	if (schema instanceof z.ZodNumber) return numberOf(schema);
	if (schema instanceof z.ZodBoolean) return { kind: 'switch' };
	if (schema instanceof z.ZodEnum) return { kind: 'choice', values: schema.options };
	if (schema instanceof z.ZodLiteral) return { kind: 'constant', value: [...schema.values][0] };
	if (schema instanceof z.ZodArray) {
		return { kind: 'list', of: nodeOf(schema.element as z.ZodType).shape, mayBeOne: false };
	}
	if (schema instanceof z.ZodRecord) return { kind: 'rows', of: nodeOf(schema.valueType as z.ZodType) };
	if (schema instanceof z.ZodObject) {
		const members = Object.entries(schema.shape as Record<string, z.ZodType>);
		return { kind: 'group', members: members.map(([key, inner]) => ({ key, ...nodeOf(inner) })) };
	}
	if (schema instanceof z.ZodUnion) return unionOf((schema.options as z.ZodType[]).map(nodeOf));
	// a value of any sort, as z.json() has it
	if (schema instanceof z.ZodLazy || schema instanceof z.ZodUnknown) return { kind: 'json' };
	throw new Error(`A schema of the sort ${schema.def.type} cannot be drawn as a form.`);
}

function numberOf({ minValue, maxValue }: z.ZodNumber): Shape {
	const bound = (value: number | null) => (value !== null && Number.isSafeInteger(value) ? value : null);
	const isOpen = (value: number | null) => value === null || Math.abs(value) === Number.MAX_SAFE_INTEGER;
	return {
		kind: 'number',
		least: isOpen(minValue) ? null : bound(minValue),
		most: isOpen(maxValue) ? null : bound(maxValue)
	};
}

function unionOf(options: readonly Node[]): Shape {
	const shapes = options.map(({ shape }) => shape);
	const list = shapes.find((shape) => shape.kind === 'list');
	if (list) return { ...list, mayBeOne: true };
	if (shapes.every((shape) => shape.kind === 'constant')) {
		return { kind: 'choice', values: shapes.map(({ value }) => value as string | number) };
	}
	if (shapes.every(({ kind }) => kind === 'group')) return { kind: 'alternatives', options };
	return { kind: 'mixed' };
}

/** Which of several groups a value belongs to: the first that knows all of its keys. */
export function optionOf(options: readonly Node[], value: unknown): number {
	const keys = Object.keys(value ?? {});
	return options.findIndex(
		({ shape }) =>
			shape.kind === 'group' && keys.every((key) => shape.members.some((member) => member.key === key))
	);
}
