/** Reads a form about incidents, asks the desk, and answers so that nothing typed is lost. */
import type { Trace } from '$lib/domain/audit';
import { attempt, readForm, refuse, type FormFaults } from '$lib/server/web/form';
import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { requireMember, traceFor } from '../guard';
import type { Fields } from './typed';

const anything = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** Which of a page's forms an answer belongs to. */
export type Section =
	'update' | 'edit' | 'correct' | 'publish' | 'postmortem' | 'note' | 'merge' | 'discard' | 'restore';
export type Failed = ActionFailure<FormFaults & { section?: string }>;

/**
 * One action of a page: who may, what was typed, what the desk makes of it.
 * @param input what was typed in the shape that the schema takes; or what is wrong with it, by field
 */
export async function carryOut<S extends z.ZodType, T>(
	event: RequestEvent,
	ask: {
		section?: Section;
		schema: S;
		input: (fields: Fields, timeZone: string) => unknown;
		act: (trace: Trace, input: z.output<S>, fields: Fields) => Promise<T>;
	}
): Promise<{ done: T; failure: null } | { done: null; failure: Failed }> {
	const member = requireMember(event, 'incidents:write');
	const { data: fields, failure: unreadable } = await readForm(event.request, anything);
	if (unreadable) return { done: null, failure: unreadable };
	const parsed = ask.schema.safeParse(ask.input(fields, timeZoneOf(event, member.workspaceId)));
	const { done, failure } = parsed.success
		? await attempt(fields, () => ask.act(traceFor(event, member), parsed.data, fields))
		: { done: null, failure: refuse(400, fields, { errors: sentencesOf(parsed.error) }) };
	if (!failure) return { done: done as T, failure: null };
	const answer = ask.section ? { ...failure.data, section: ask.section } : failure.data;
	return { done: null, failure: fail(failure.status, answer) };
}

/** The zone in which the forms of a workspace write times. */
export function timeZoneOf({ locals }: Pick<RequestEvent, 'locals'>, workspaceId: string): string {
	const page = locals.app.roster().facts.pages.find((one) => one.workspaceId === workspaceId);
	return page?.timeZone ?? 'UTC';
}

function sentencesOf({ issues }: z.ZodError): Record<string, string> {
	const errors: Record<string, string> = {};
	for (const { path, message } of issues) errors[String(path[0] ?? '')] ??= message;
	return errors;
}
