/** The answers that machines get: JSON that can be revalidated, and faults as problem documents (RFC 9457). */
import { isHeld } from './etag.ts';

/** Headers that let a page of any origin read an answer; it never depends on who asks. */
export const OPEN_TO_ANY_ORIGIN = {
	'access-control-allow-origin': '*',
	'access-control-expose-headers': 'ETag'
};

/** The answer to a browser that asks beforehand whether it may read (CORS preflight). */
export function preflight(): Response {
	return new Response(null, {
		status: 204,
		headers: {
			...OPEN_TO_ANY_ORIGIN,
			'access-control-allow-methods': 'GET, HEAD, OPTIONS',
			'access-control-allow-headers': '*',
			'access-control-max-age': '86400'
		}
	});
}

/**
 * JSON that readers may keep and ask about: 304 for who holds it already.
 * @param etag strong, in quotes
 */
export function jsonAnswer(
	request: Request,
	body: BodyInit,
	etag: string,
	headers: Record<string, string> = {}
): Response {
	const kept = { ...headers, etag, 'cache-control': 'public, max-age=0, must-revalidate' };
	if (isHeld(request.headers.get('if-none-match'), etag))
		return new Response(null, { status: 304, headers: kept });
	return new Response(body, { headers: { ...kept, 'content-type': 'application/json; charset=utf-8' } });
}

/** JSON of this moment, which nobody may keep. */
export function momentaryJson(body: unknown, status = 200): Response {
	return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}

/**
 * A fault as a problem document.
 * @param title the short name of the kind of fault, the same each time
 * @param detail one sentence about this one: what is wrong and what would be right
 */
export function problem(
	status: number,
	title: string,
	detail: string,
	extra: { headers?: Record<string, string>; members?: Record<string, unknown> } = {}
): Response {
	return new Response(JSON.stringify({ type: 'about:blank', title, status, detail, ...extra.members }), {
		status,
		headers: {
			'content-type': 'application/problem+json',
			'cache-control': 'no-store',
			...extra.headers
		}
	});
}
