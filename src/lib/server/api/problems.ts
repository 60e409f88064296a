/** Faults as problem documents (RFC 9457): a sentence for the whole, and one for each field that is not right. */
import type { z } from 'zod';
import { keysAt } from '../config/known-keys.ts';
import { nearest } from '../config/nearest.ts';
import { nameOf } from '../config/document.ts';
import { worded } from '../config/wording.ts';
import type { Refusal } from '../desk/refusal.ts';
import { problem } from '../http/answers.ts';

/** Where in a request a field stands. */
export type Place = 'path' | 'query' | 'body' | 'header';

export interface FieldFault {
	in: Place;
	/** `components.shop`; empty for the whole of it. */
	field: string;
	message: string;
}

/** What a schema says in a sentence of its own, and the library's own remarks do not look like. */
const OWN_SENTENCE = /^(?!Invalid|Too |Unrecognized)[A-Z"].*\.$/s;
/** More would only repeat themselves. */
const FAULTS_SAID = 50;

const TITLES: Readonly<Record<number, string>> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	405: 'Method Not Allowed',
	406: 'Not Acceptable',
	408: 'Request Timeout',
	409: 'Conflict',
	412: 'Precondition Failed',
	413: 'Content Too Large',
	415: 'Unsupported Media Type',
	422: 'Unprocessable Content',
	429: 'Too Many Requests',
	500: 'Internal Server Error',
	503: 'Service Unavailable'
};

/** A request that is not carried out; thrown inside the frame. */
export class Fault extends Error {
	readonly status: number;
	readonly headers: Record<string, string>;
	readonly errors: readonly FieldFault[];

	/** @param detail what is wrong and what would be right, in a sentence */
	constructor(
		status: number,
		detail: string,
		more: { headers?: Record<string, string>; errors?: readonly FieldFault[] } = {}
	) {
		super(detail);
		this.status = status;
		this.headers = more.headers ?? {};
		this.errors = more.errors ?? [];
	}

	toResponse(): Response {
		const members = this.errors.length > 0 ? { errors: this.errors } : {};
		return problem(this.status, TITLES[this.status] ?? 'Error', this.message, {
			headers: this.headers,
			members
		});
	}
}

/** What a schema found in one part of a request. */
export function faultOfSchema(place: Place, error: z.ZodError, value: unknown, schema: z.ZodType): Fault {
	const errors = error.issues
		.flatMap((issue) => fieldFaults(place, issue, value, schema))
		.slice(0, FAULTS_SAID);
	return faultOfFields(errors);
}

/** What a desk refuses. */
export function faultOfRefusal(refusal: Refusal): Fault {
	const errors = Object.entries(refusal.errors).map(([field, message]): FieldFault => {
		return { in: 'body', field, message };
	});
	return new Fault(refusal.status, refusal.message || sentenceOf(errors), { errors });
}

function faultOfFields(errors: readonly FieldFault[]): Fault {
	return new Fault(400, sentenceOf(errors), { errors });
}

function sentenceOf(errors: readonly FieldFault[]): string {
	const [first] = errors;
	const said = first?.message ?? 'The request is not right.';
	return errors.length < 2 ? said : `${said} There are ${errors.length} faults in all; see "errors".`;
}

function fieldFaults(place: Place, issue: z.core.$ZodIssue, value: unknown, schema: z.ZodType): FieldFault[] {
	const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
	if (issue.code === 'unrecognized_keys') {
		const known = keysAt(schema, path);
		return issue.keys.map((name) => ({
			in: place,
			field: nameOf([...path, name]),
			message: unknownField(place, name, known)
		}));
	}
	const here = path.reduce<unknown>((at, step) => (at as Record<string, unknown> | null)?.[step], value);
	const why = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue;
	const field = nameOf(path);
	const message = OWN_SENTENCE.test(why.message) ? why.message : said(place, field, worded(why, here), here);
	return [{ in: place, field, message }];
}

function unknownField(place: Place, name: string, known: readonly string[]): string {
	const meant = nearest(name, known);
	const noun = place === 'query' ? 'parameter' : 'field';
	if (meant) return `There is no ${noun} "${name}" here. Did you mean "${meant}"?`;
	return `There is no ${noun} "${name}" here${known.length > 0 ? `; there are ${known.join(', ')}` : ''}.`;
}

/** Schemas say what a field takes. */
function said(place: Place, field: string, words: string, value: unknown): string {
	const subject = field === '' ? `The ${place}` : `"${field}"`;
	const isMissing = value === undefined && words.startsWith('takes');
	return `${subject} ${isMissing ? `is missing; it ${words}` : words}`.replace(/\.?$/, '.');
}
