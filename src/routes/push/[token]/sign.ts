/** Reads a sign of life from whatever a plain tool sends: a bare request, a query, a form, a little JSON. */
import type { Beat } from '$lib/server/probes/heartbeat';
import { readAtMost } from '$lib/server/http/body';

/** More than a message needs; a longer body is a tool's own output and is ignored. */
const MAX_BODY_BYTES = 8_192;
const MAX_MESSAGE_CHARACTERS = 500;
/** The store keeps durations in 32 bits. */
const MAX_PING_MS = 2_147_483_647;

type Fields = Pick<URLSearchParams, 'get'>;

/**
 * What the request says; the query wins over the body. A bare request says up.
 * @returns a sentence instead when a field cannot be used
 */
export async function readSign(request: Request, query: URLSearchParams): Promise<Beat | { fault: string }> {
	const body = await bodyFields(request);
	const field = (name: string) => (query.get(name) ?? body.get(name) ?? '').trim();
	const status = field('status').toLowerCase() || 'up';
	if (status !== 'up' && status !== 'down')
		return { fault: `status takes up or down, not "${excerpt(status)}".` };
	const ping = field('ping');
	const pingMs = ping === '' ? null : Math.round(Number(ping));
	if (pingMs !== null && !(pingMs >= 0 && pingMs <= MAX_PING_MS)) {
		return { fault: `ping takes milliseconds from 0 to ${MAX_PING_MS}, not "${excerpt(ping)}".` };
	}
	return { status, message: messageFrom(field('msg')), pingMs };
}

/** A form's fields, or a JSON object's, whatever type the tool claims (`curl -d` calls everything a form). */
async function bodyFields(request: Request): Promise<Fields> {
	const nothing = new URLSearchParams();
	if (request.method !== 'POST') return nothing;
	try {
		const bytes = await readAtMost(request, MAX_BODY_BYTES);
		if (!bytes) return nothing;
		const text = new TextDecoder().decode(bytes).trim();
		if (text.startsWith('{')) return jsonFields(text);
		const type = request.headers.get('content-type') ?? '';
		const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
		return new URLSearchParams(
			[...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
		);
	} catch {
		// What is neither a form nor JSON is somebody's output, and a bare sign of life is enough.
		return nothing;
	}
}

function jsonFields(text: string): URLSearchParams {
	const fields = new URLSearchParams();
	for (const [name, value] of Object.entries(JSON.parse(text) as Record<string, unknown>)) {
		if (typeof value === 'string' || typeof value === 'number') fields.set(name, String(value));
	}
	return fields;
}

/** One line of well-formed text. */
function messageFrom(text: string): string {
	const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
	return [...line].slice(0, MAX_MESSAGE_CHARACTERS).join('').toWellFormed();
}

function excerpt(text: string): string {
	return [...text].slice(0, 40).join('');
}
