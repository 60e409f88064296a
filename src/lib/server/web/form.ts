/** Reads a posted form by its schema. What is wrong is a sentence per field, and what was typed comes back with it. */
import { error, fail, type ActionFailure } from '@sveltejs/kit';
import type { z } from 'zod';
import { Refusal } from '../desk/refusal';

export interface FormFaults {
	/** What was typed, without passwords. */
	values: Record<string, string>;
	/** Field → sentence. */
	errors: Record<string, string>;
	/** What is wrong with the whole. */
	message: string | null;
}

export type Filled<T> = { data: T; failure: null } | { data: null; failure: ActionFailure<FormFaults> };

/** Never sent back, not even to who typed them. */
const SECRET = /password|code|token|secret/i;

/**
 * The form's data as the schema has it. A field that comes several times, and each whose name ends with `[]`, is a list.
 * @throws the framework's 4xx when the body is no form
 */
export async function readForm<T extends z.ZodType>(
	request: Request,
	schema: T
): Promise<Filled<z.output<T>>> {
	// a body that says it is a form and is none
	const form = await request.formData().catch(() => error(400, 'That is not a form that can be read.'));
	const fields: Record<string, string | string[]> = {};
	for (const key of new Set(form.keys())) {
		const texts = form.getAll(key).filter((value) => typeof value === 'string');
		if (key.endsWith('[]')) fields[key.slice(0, -2)] = texts;
		else fields[key] = texts.length > 1 ? texts : (texts[0] ?? '');
	}
	const parsed = schema.safeParse(fields);
	if (parsed.success) return { data: parsed.data, failure: null };
	const errors: Record<string, string> = {};
	for (const { path, message } of parsed.error.issues) errors[String(path[0] ?? '')] ??= message;
	return { data: null, failure: refuse(400, fields, { errors }) };
}

/** An answer that keeps what was typed and says what is wrong. */
export function refuse(
	status: number,
	fields: Record<string, unknown>,
	{ errors = {}, message = null }: { errors?: Record<string, string>; message?: string | null }
): ActionFailure<FormFaults> {
	const values = Object.fromEntries(
		Object.entries(fields).filter(
			(entry): entry is [string, string] => typeof entry[1] === 'string' && !SECRET.test(entry[0])
		)
	);
	return fail(status, { values, errors, message });
}

/**
 * Does what a form asked for; a desk's refusal becomes an answer that keeps what was typed.
 * @throws the framework's 404 for what is not there, and whatever is no refusal
 */
export async function attempt<T>(
	fields: Record<string, unknown>,
	act: () => Promise<T>
): Promise<{ done: T; failure: null } | { done: null; failure: ActionFailure<FormFaults> }> {
	try {
		return { done: await act(), failure: null };
	} catch (fault) {
		if (!(fault instanceof Refusal)) throw fault;
		if (fault.kind === 'missing') error(404, fault.message);
		const { status, errors } = fault;
		const message = Object.keys(errors).length > 0 ? null : fault.message;
		return { done: null, failure: refuse(status, fields, { errors, message }) };
	}
}

/** A wait in words: "40 seconds", "3 minutes". */
export function waitInWords(ms: number): string {
	const seconds = Math.max(1, Math.ceil(ms / 1_000));
	if (seconds < 90) return `${seconds} second${seconds === 1 ? '' : 's'}`;
	return `${Math.ceil(seconds / 60)} minutes`;
}
