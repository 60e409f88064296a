/** The OpenAPI document as people read it: calls under headings, their fields as flat lists, and examples to copy. */
import type { JsonSchema } from './json-schema.ts';
import { isCreation, type Example, type Operation } from './operation.ts';
import { collectSchemas } from './json-schema.ts';

export interface FieldLine {
	/** `seconds.up`, `data[].id` */
	name: string;
	/** `text`, `number or null`, `one of open, ended`. */
	type: string;
	isRequired: boolean;
	description: string;
}

export interface CallView {
	id: string;
	method: string;
	path: string;
	summary: string;
	description: string;
	scope: string;
	query: FieldLine[];
	body: FieldLine[];
	answer: FieldLine[];
	status: number;
	/** What else it takes or gives, in sentences. */
	remarks: string[];
	/** For a shell. */
	examples: { name: string; command: string; status: number }[];
}

export interface ReferenceGroup {
	name: string;
	anchor: string;
	calls: CallView[];
}

const DEEPEST = 3;
const WORDS: Readonly<Record<string, string>> = {
	string: 'text',
	integer: 'whole number',
	boolean: 'true or false',
	object: 'object',
	null: 'null'
};

/** @param server the whole address of the API, for the examples */
export function referenceOf(operations: readonly Operation[], server: string): ReferenceGroup[] {
	const names = [...new Set(operations.map(({ group }) => group))];
	return names.map((name) => ({
		name,
		anchor: name.toLowerCase().replaceAll(/[^a-z]+/g, '-'),
		calls: operations.filter(({ group }) => group === name).map((one) => callView(one, server))
	}));
}

function callView(one: Operation, server: string): CallView {
	const schemas = collectSchemas();
	const lines = (schema: JsonSchema | null) => (schema ? linesOf(schema, schemas.named(), '', 0) : []);
	const status = one.status ?? 200;
	const query = one.query ? schemas.sent(one.query) : null;
	const body = one.body ? schemas.sent(one.shownBody ?? one.body) : null;
	const answer = one.answer ? schemas.given(one.answer) : null;
	const remarks = [
		...(one.version ? ['Takes If-Match with the ETag of an earlier answer.'] : []),
		...(isCreation(one) ? ['Takes Idempotency-Key. Answers with Location.'] : []),
		...(one.downloads ? [`Downloads ${one.downloads.join(', ')}.`] : [])
	];
	return {
		id: one.id,
		method: one.method,
		path: one.path,
		summary: one.summary,
		description: one.description ?? '',
		scope: one.permission,
		query: lines(query),
		body: lines(body),
		answer: lines(answer),
		status,
		remarks,
		examples: one.examples.map((example) => ({
			name: example.name,
			command: commandOf(one, example, server),
			status: example.status ?? status
		}))
	};
}

function linesOf(
	schema: JsonSchema,
	named: Record<string, JsonSchema>,
	at: string,
	depth: number
): FieldLine[] {
	const shape = resolved(schema, named);
	if (shape.anyOf && depth === 0) {
		return distinct(shape.anyOf.flatMap((one) => linesOf(one as JsonSchema, named, at, depth)));
	}
	if (shape.type === 'array') return linesOf(shape.items as JsonSchema, named, `${at}[]`, depth);
	const properties = Object.entries(shape.properties ?? {}) as [string, JsonSchema][];
	return properties.flatMap(([name, inner]) => {
		const path = at === '' ? name : `${at}.${name}`;
		const line = {
			name: path,
			type: typeOf(inner, named),
			isRequired: shape.required?.includes(name) ?? false,
			description: inner.description ?? resolved(inner, named).description ?? ''
		};
		const below = depth < DEEPEST ? linesOf(objectIn(inner, named), named, path, depth + 1) : [];
		return [line, ...below];
	});
}

function distinct(lines: readonly FieldLine[]): FieldLine[] {
	return [...new Map(lines.map((line) => [line.name, line])).values()];
}

/** What may also be null or one of several, as the one of them that has fields. */
function objectIn(schema: JsonSchema, named: Record<string, JsonSchema>): JsonSchema {
	const shape = resolved(schema, named);
	const alternatives = (shape.anyOf ?? []) as JsonSchema[];
	return alternatives.find((one) => ['object', 'array'].includes(String(resolved(one, named).type))) ?? shape;
}

function resolved(schema: JsonSchema, named: Record<string, JsonSchema>): JsonSchema {
	const name = schema.$ref?.split('/').at(-1);
	return (name === undefined ? undefined : named[name]) ?? schema;
}

function typeOf(schema: JsonSchema, named: Record<string, JsonSchema>): string {
	const shape = resolved(schema, named);
	if (shape.enum) return `one of ${shape.enum.map(String).join(', ')}`;
	if (shape.const !== undefined) return JSON.stringify(shape.const);
	const alternatives = (shape.anyOf ?? shape.oneOf) as JsonSchema[] | undefined;
	if (alternatives) return [...new Set(alternatives.map((one) => typeOf(one, named)))].join(' or ');
	if (shape.type === 'array') return `list of ${typeOf((shape.items ?? {}) as JsonSchema, named)}`;
	if (shape.format === 'date-time') return 'time';
	const types = [shape.type ?? 'any'].flat();
	return types.map((type) => WORDS[type] ?? type).join(' or ');
}

function commandOf({ method, path }: Operation, example: Example, server: string): string {
	const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => example.path?.[name] ?? name);
	const query = new URLSearchParams(example.query ?? {}).toString();
	const lines = [
		`curl ${method === 'GET' ? '' : `-X ${method} `}'${server}${address}${query ? `?${query}` : ''}'`,
		`-H "Authorization: Bearer $KEY"`
	];
	if (example.body !== undefined) {
		const json = JSON.stringify(example.body, null, 2).replaceAll("'", String.raw`'\''`);
		lines.push("-H 'Content-Type: application/json'", `-d '${json}'`);
	}
	return lines.join(' \\\n  ');
}
