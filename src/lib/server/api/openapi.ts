/** `/api/v1/openapi.json`: OpenAPI 3.1, made of the operations themselves, so that it cannot say anything else than they do. */
import { z } from 'zod';
import { collectSchemas, type JsonSchema, type Schemas } from './json-schema.ts';
import { isCreation, type Operation } from './operation.ts';

type Json = Record<string, unknown>;

const NAMES: Readonly<Record<string, string>> = {
	id: 'As earlier answers named it.',
	update: 'The id of an update.',
	occurrence: 'Its id, or its "rule_at".',
	month: 'A month of the page’s time zone, such as 2026-10.',
	key: 'The stable key, as the config file writes it.'
};

const problemSchema = z
	.looseObject({
		type: z.string(),
		title: z.string().describe('The kind of fault.'),
		status: z.number(),
		detail: z.string().describe('What is wrong and what would be right.'),
		errors: z
			.array(
				z.strictObject({
					in: z.enum(['path', 'query', 'body', 'header']),
					field: z.string(),
					message: z.string()
				})
			)
			.optional()
			.describe('A sentence for each field that is not right.')
	})
	.meta({ id: 'Problem' });

/** Answers that every operation may give, by status. */
const FAULTS: Readonly<Record<string, string>> = {
	'400': 'Something that was sent is not right.',
	'401': 'No key, or one that opens nothing.',
	'403': 'The key lacks the scope.',
	'404': 'There is no such thing in your workspace.',
	'429': 'Too many calls at once.',
	'503': 'The store cannot be written for now; nothing was changed.'
};

/**
 * @param server where the API is: an address, or a path of this host
 * @param version of Gatehouse
 */
export function openApiDocument(operations: readonly Operation[], server: string, version: string): Json {
	const schemas = collectSchemas();
	const problem = schemas.given(problemSchema);
	const paths: Record<string, Json> = {};
	for (const one of operations) {
		const entry = (paths[one.path] ??= {});
		entry[one.method.toLowerCase()] = operationObject(one, schemas, problem);
	}
	return {
		openapi: '3.1.1',
		info: {
			title: 'Gatehouse',
			version,
			summary: 'Everything that the admin area can do, for scripts.',
			license: { name: 'MIT', identifier: 'MIT' }
		},
		servers: [{ url: server }],
		security: [{ key: [] }],
		tags: [...new Set(operations.map(({ group }) => group))].map((name) => ({ name })),
		paths,
		components: {
			securitySchemes: {
				key: { type: 'http', scheme: 'bearer', description: 'An API key of your workspace: ghk_…' }
			},
			schemas: schemas.named()
		}
	};
}

function operationObject(one: Operation, schemas: Schemas, problem: JsonSchema): Json {
	const fault = (description: string) => ({
		description,
		content: { 'application/problem+json': { schema: problem } }
	});
	const faults = Object.entries(FAULTS).map(([status, description]) => [status, fault(description)]);
	if (one.version) faults.push(['412', fault('It was changed since; read it again.')]);
	if (isCreation(one)) faults.push(['422', fault('The Idempotency-Key was used for another request.')]);
	return {
		operationId: one.id,
		tags: [one.group],
		summary: one.summary,
		description: [one.description, `Scope: \`${one.permission}\`.`].filter(Boolean).join('\n\n'),
		parameters: [...pathParameters(one), ...queryParameters(one, schemas), ...headerParameters(one)],
		...(one.body ? { requestBody: requestBody(one.body, one, schemas) } : {}),
		responses: { [String(one.status ?? 200)]: success(one, schemas), ...Object.fromEntries(faults) }
	};
}

function pathParameters({ path, examples }: Operation): Json[] {
	return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
		name,
		in: 'path',
		required: true,
		description: NAMES[name] ?? '',
		schema: { type: 'string' },
		...withExample(examples[0]?.path?.[name])
	}));
}

function queryParameters({ query, examples }: Operation, schemas: Schemas): Json[] {
	if (!query) return [];
	const { properties = {}, required = [] } = schemas.sent(query);
	return Object.entries(properties).map(([name, schema]) => {
		const { description, ...rest } = schema as JsonSchema;
		const example = examples.find((one) => one.status === undefined && one.query?.[name] !== undefined);
		return {
			name,
			in: 'query',
			required: required.includes(name),
			...(description === undefined ? {} : { description }),
			schema: rest,
			...withExample(example?.query?.[name])
		};
	});
}

function headerParameters(one: Operation): Json[] {
	const headers: Json[] = [];
	const header = (name: string, description: string) =>
		headers.push({ name, in: 'header', required: false, description, schema: { type: 'string' } });
	if (one.version)
		header('If-Match', 'The ETag that you had before you: somebody else’s change is not overwritten.');
	if (isCreation(one))
		header('Idempotency-Key', 'A repetition with the same key gets the first answer, for a day.');
	return headers;
}

function requestBody(body: z.ZodType, { examples, shownBody }: Operation, schemas: Schemas): Json {
	const shown = examples
		.filter((example) => example.body !== undefined)
		.map((example) => [example.name, { value: example.body }] as const);
	return {
		required: !body.safeParse(undefined).success,
		content: {
			'application/json': { schema: schemas.sent(shownBody ?? body), examples: Object.fromEntries(shown) }
		}
	};
}

function success(one: Operation, schemas: Schemas): Json {
	const headers: Json = {};
	const header = (name: string, description: string) =>
		(headers[name] = { description, schema: { type: 'string' } });
	if (one.status === 201) header('Location', 'Where the new thing is.');
	if (one.query && 'cursor' in (schemas.sent(one.query).properties ?? {}))
		header('Link', 'The next page, as rel="next".');
	const content: Json = one.answer ? { 'application/json': { schema: schemas.given(one.answer) } } : {};
	for (const type of one.downloads ?? []) content[type] ??= {};
	return {
		description: one.summary,
		...(Object.keys(headers).length > 0 ? { headers } : {}),
		...(Object.keys(content).length > 0 ? { content } : {})
	};
}

function withExample(example: string | undefined): Json {
	return example === undefined ? {} : { example };
}
