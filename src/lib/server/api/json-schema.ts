/** The operations' schemas as JSON Schema, as OpenAPI 3.1 wants them: named ones once, and referred to. */
import { z } from 'zod';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

const LOCAL = '#/$defs/';
const SHARED = '#/components/schemas/';

export interface Schemas {
	/** What a caller sends: before defaults are filled in and texts are read. */
	sent(schema: z.ZodType): JsonSchema;
	/** What is answered. */
	given(schema: z.ZodType): JsonSchema;
	/** Every named schema so far. */
	named(): Record<string, JsonSchema>;
}

export function collectSchemas(): Schemas {
	const named: Record<string, JsonSchema> = {};
	function convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
		// what a transformation gives has no schema; what it takes has
		const whole = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
		const {
			$defs = {},
			$schema: _,
			...rest
		} = JSON.parse(JSON.stringify(whole).replaceAll(`"${LOCAL}`, `"${SHARED}`)) as JsonSchema;
		for (const [name, one] of Object.entries($defs)) named[name] = withoutId(one);
		const { id } = rest as { id?: unknown };
		if (typeof id !== 'string') return rest;
		named[id] = withoutId(rest);
		return { $ref: SHARED + id };
	}
	return {
		sent: (schema) => convert(schema, 'input'),
		given: (schema) => convert(schema, 'output'),
		named: () => Object.fromEntries(Object.entries(named).sort(([a], [b]) => a.localeCompare(b)))
	};
}

function withoutId(schema: JsonSchema): JsonSchema {
	const { id: _, ...rest } = schema as JsonSchema & { id?: unknown };
	return rest;
}
