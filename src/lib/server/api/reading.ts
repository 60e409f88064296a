/** Reads what was sent by the schemas of an operation, so that its handler is given nothing unchecked. */
import { z } from 'zod';
import type { Operation } from './operation.ts';
import { Fault, faultOfSchema } from './problems.ts';

const NOTHING = z.strictObject({});

/** @throws Fault that names each parameter that is not right */
export function queryOf({ query = NOTHING }: Operation, given: URLSearchParams): unknown {
	const fields: Record<string, string> = {};
	for (const [name, value] of given) {
		if (Object.hasOwn(fields, name))
			throw faultIn(name, `The parameter "${name}" is there twice; it is taken once.`);
		if (name === '__proto__' || /[\0\ufffd]/.test(name + value)) {
			throw faultIn(name, 'The query is not percent-encoded UTF-8 text.');
		}
		fields[name] = value;
	}
	return parsed('query', query, fields);
}

/** @throws Fault that names each field that is not right */
export function bodyOf({ body }: Operation, value: unknown): unknown {
	if (body) {
		if (value === undefined && !body.safeParse(undefined).success) {
			throw new Fault(400, 'The body is missing; this address takes a JSON document.');
		}
		return parsed('body', body, value);
	}
	const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
	if (value === undefined || isEmpty) return undefined;
	throw new Fault(400, 'This address takes no body.');
}

function parsed(place: 'query' | 'body', schema: z.ZodType, value: unknown): unknown {
	const read = schema.safeParse(value);
	if (!read.success) throw faultOfSchema(place, read.error, value, schema);
	return read.data;
}

function faultIn(field: string, message: string): Fault {
	return new Fault(400, message, { errors: [{ in: 'query', field, message }] });
}
