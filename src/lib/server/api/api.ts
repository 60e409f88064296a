/**
 * The frame of `/api/v1`: finds the operation, lets in who may, reads what was sent by the operation's schemas, has it
 * carried out, and makes the answer, a problem document where something is not right.
 */
import { actorMay, type Actor, type Member } from '../../domain/actor.ts';
import { traceOf } from '../../domain/audit.ts';
import { Refusal } from '../desk/refusal.ts';
import type { App } from '../gatehouse.ts';
import { limitInFlight } from '../http/in-flight.ts';
import { find } from './addresses.ts';
import { readBody } from './body.ts';
import { once, type KeptAnswer } from './idempotency.ts';
import { isCreation, type Answered, type Operation } from './operation.ts';
import { OPERATIONS } from './operations/index.ts';
import { written } from './paging.ts';
import { assertMatches, etagOfVersion } from './precondition.ts';
import { Fault, faultOfRefusal } from './problems.ts';
import { bodyOf, queryOf } from './reading.ts';

export interface Call {
	app: App;
	request: Request;
	/** Below `/api/v1`, percent-encoded as it was asked. */
	address: string;
	/** Whole, for links: `/status/api/v1`. */
	root: string;
	/** Who is signed in, for calls from our own pages; a key in the header speaks louder. */
	member: Member | null;
	/** The client's. */
	clientAddress: string;
}

/** One key's calls under way at once; a script that forgets to wait gets no more. */
const IN_FLIGHT = 20;
const limited = limitInFlight(IN_FLIGHT);
const RETRY_SECONDS = '5';

/** Answers one call; never throws. */
export async function answerApi(call: Call): Promise<Response> {
	try {
		return finished(call, await settle(call));
	} catch (thrown) {
		return faultOf(call, thrown).toResponse();
	}
}

async function settle(call: Call): Promise<KeptAnswer & { bytes?: Uint8Array<ArrayBuffer> }> {
	const { app, request, address } = call;
	const found = find(OPERATIONS, request.method, address);
	if (!found.operation) throw notFound(found.allowed ?? null);
	const actor = await actorOf(call);
	const { operation, path } = found;
	if (!actorMay(actor, operation.permission)) throw forbidden(actor, operation);
	const answer = await limited(actor.workspaceId, () => carryOut(call, operation, path, actor));
	if (answer) return answer;
	app.log.warn({ actor: actor.name }, 'Too many calls of the API at once.');
	throw new Fault(429, `More than ${IN_FLIGHT} calls are under way already. Wait for their answers.`, {
		headers: { 'retry-after': RETRY_SECONDS }
	});
}

async function carryOut(call: Call, operation: Operation, path: Record<string, string>, actor: Actor) {
	const { app, request, address } = call;
	const query = queryOf(operation, new URL(request.url).searchParams);
	const read = await readBody(request);
	const body = bodyOf(operation, read.value);
	const ifMatch = operation.version ? request.headers.get('if-match') : null;
	const seen = ifMatch === null ? null : await present(operation, { app, actor, path });
	if (seen !== null) assertMatches(ifMatch, seen);
	const trace = traceOf(actor, app.clock.now(), call.clientAddress);
	const act = async () => {
		try {
			const answered = await operation.handle({ app, actor, trace, path, query, body, seen });
			return answerWith(call, operation, answered);
		} catch (thrown) {
			// somebody else was faster than the look at the header
			if (seen !== null && thrown instanceof Refusal && thrown.kind === 'conflict') {
				assertMatches(ifMatch, await present(operation, { app, actor, path }));
			}
			throw thrown;
		}
	};
	const header = request.headers.get('idempotency-key');
	if (!isCreation(operation) || header === null) return act();
	const asked = {
		workspaceId: actor.workspaceId,
		header,
		operation: `${operation.id} ${address}`,
		body: read.bytes
	};
	return once(app, asked, act, (thrown) => thrown instanceof Refusal || thrown instanceof Fault);
}

/** @throws Refusal where there is nothing to change */
async function present(
	{ version }: Operation,
	ask: { app: App; actor: Actor; path: Record<string, string> }
): Promise<number> {
	const found = await version?.(ask);
	if (found === null || found === undefined) throw new Refusal('missing', 'There is no such thing.');
	return found;
}

/** @throws Fault for nobody, and for a key that opens nothing */
async function actorOf({ app, request, member }: Call): Promise<Actor> {
	const header = request.headers.get('authorization');
	const actor = header === null ? member : await app.auth.keys.authenticate(header);
	if (actor) return actor;
	const detail =
		header === null
			? 'Send an API key: "Authorization: Bearer ghk_…".'
			: 'This key is not known here: it was mistyped, revoked, or belongs to another Gatehouse.';
	const challenge = `Bearer realm="Gatehouse"${header === null ? '' : ', error="invalid_token"'}`;
	throw new Fault(401, detail, { headers: { 'www-authenticate': challenge } });
}

function forbidden(actor: Actor, { permission }: Operation): Fault {
	if (actor.kind === 'member')
		return new Fault(403, `Your role here is ${actor.role}, which does not include this.`);
	const challenge = `Bearer realm="Gatehouse", error="insufficient_scope", scope="${permission}"`;
	return new Fault(403, `This key does not have the scope ${permission}.`, {
		headers: { 'www-authenticate': challenge }
	});
}

function notFound(allowed: readonly string[] | null): Fault {
	if (!allowed)
		return new Fault(404, 'There is no such address; /api/v1 has a list of those that there are.');
	const methods = [...new Set(allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))];
	return new Fault(405, `This address takes ${methods.join(', ')}.`, {
		headers: { allow: methods.join(', ') }
	});
}

function answerWith(call: Call, operation: Operation, answered: Answered) {
	const { body, location, version, next, file } = answered;
	const headers: Record<string, string> = {};
	if (location !== undefined) headers['location'] = call.root + location;
	if (version !== undefined) headers['etag'] = etagOfVersion(version);
	if (next) headers['link'] = `<${nextAddress(call, written(next))}>; rel="next"`;
	if (file) {
		headers['content-type'] = file.type;
		headers['content-disposition'] = `attachment; filename="${file.name}"`;
		const bytes = typeof file.bytes === 'string' ? new Uint8Array(Buffer.from(file.bytes)) : file.bytes;
		return { status: 200, headers, body: '', bytes };
	}
	if (body !== undefined) headers['content-type'] = 'application/json; charset=utf-8';
	const status = operation.status ?? 200;
	return { status, headers, body: body === undefined ? '' : JSON.stringify(body) };
}

/** The same list, after its last row. */
function nextAddress({ request, root, address }: Call, cursor: string): string {
	const query = new URL(request.url).searchParams;
	query.set('cursor', cursor);
	return `${root}${address}?${query}`;
}

function finished({ request }: Call, answer: KeptAnswer & { bytes?: Uint8Array<ArrayBuffer> }): Response {
	const { status, headers, body, bytes } = answer;
	const isBare = request.method === 'HEAD' || status === 204;
	return new Response(isBare ? null : (bytes ?? body), {
		status,
		headers: { ...headers, 'cache-control': 'no-store' }
	});
}

function faultOf({ app, address }: Call, thrown: unknown): Fault {
	if (thrown instanceof Fault) return thrown;
	if (thrown instanceof Refusal) return faultOfRefusal(thrown);
	if (app.database.isStoreTrouble(thrown)) {
		const detail = 'The store cannot be written at the moment. Nothing was changed; try again shortly.';
		return new Fault(503, detail, { headers: { 'retry-after': RETRY_SECONDS } });
	}
	app.log.error({ err: thrown, address }, 'A call of the API failed; that is a fault of Gatehouse.');
	return new Fault(500, 'This went wrong on our side. The log of Gatehouse says more.');
}
