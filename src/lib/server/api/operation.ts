/**
 * What an API call is: data that says its address, who may, what it takes and what it answers. The frame carries it out,
 * the OpenAPI document and the reference page are drawn from it, and tests run its examples.
 */
import type { z } from 'zod';
import type { Actor } from '../../domain/actor.ts';
import type { Trace } from '../../domain/audit.ts';
import type { Permission } from '../../domain/role.ts';
import type { App } from '../gatehouse.ts';
import type { Position } from './paging.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The names in braces of an address: `/monitors/{key}` has `key`. */
export type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
	? Name | NamesIn<Rest>
	: never;

/** One call, with everything checked that a schema can check. */
export interface Ask<Names extends string, Query, Body> {
	app: App;
	actor: Actor;
	trace: Trace;
	path: Record<Names, string>;
	query: Query;
	body: Body;
	/** The version that the caller had before them (`If-Match`); null where any will do. */
	seen: number | null;
}

/** What a handler gives; the frame makes the response of it. */
export interface Answered {
	/** A document of the operation's schema; absent where there is none to give. */
	body?: unknown;
	/** Where a new thing is, below `/api/v1`. */
	location?: string;
	/** Names the state of the thing for `If-Match`. */
	version?: number;
	/** For lists: after which the next page begins; null on the last one. */
	next?: Position | null;
	/** A download instead of a document. */
	file?: { bytes: Uint8Array<ArrayBuffer> | string; type: string; name: string };
}

export interface Example {
	/** What it shows, in a few words. */
	name: string;
	path?: Record<string, string>;
	query?: Record<string, string>;
	body?: unknown;
	/** The answer; the operation's own unless given. */
	status?: number;
}

export interface Operation<
	Path extends string = string,
	Query extends z.ZodType = z.ZodType,
	Body extends z.ZodType = z.ZodType
> {
	/** Unique: `incidents.create`. */
	id: string;
	/** The heading it stands under. */
	group: string;
	method: Method;
	/** Below `/api/v1`, with names in braces. */
	path: Path;
	permission: Permission;
	/** What it does, in a few words. */
	summary: string;
	/** What else there is to know. */
	description?: string;
	query?: Query;
	body?: Body;
	/** What the document shows in its place, where the body is read by somebody who says more than a schema. */
	shownBody?: z.ZodType;
	/** Of the answer's body; null where there is none. */
	answer: z.ZodType | null;
	/** Media types, where the answer is a download. */
	downloads?: readonly string[];
	/** 200 unless said. */
	status?: 200 | 201 | 202 | 204;
	/**
	 * The present version of what would be changed, for `If-Match`; null where there is no such thing. With it the
	 * operation takes `If-Match`.
	 */
	version?: (
		ask: Pick<Ask<NamesIn<Path>, unknown, unknown>, 'app' | 'actor' | 'path'>
	) => Promise<number | null>;
	examples: readonly Example[];
	/** @throws Refusal for what is not done */
	handle(ask: Ask<NamesIn<Path>, z.output<Query>, z.output<Body>>): Promise<Answered>;
}

/** An operation among others: what it takes in particular is known to itself and its schemas. */
export function operation<const Path extends string, Query extends z.ZodType, Body extends z.ZodType>(
	one: Operation<Path, Query, Body>
): Operation {
	return one as unknown as Operation;
}

/** Whether it makes something, so that a repetition with the same `Idempotency-Key` must not make it twice. */
export function isCreation({ method, status }: Operation): boolean {
	return method === 'POST' && status === 201;
}
