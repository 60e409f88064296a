/** JSON paths (RFC 9535): checked when the configuration is read, asked when a body came. */
import { isDeepStrictEqual } from 'node:util';
import { query } from 'jsonpath-rfc9535';

type Json = Parameters<typeof query>[0];

/**
 * Why a path cannot be taken, or null when it can. Two legal things are refused because a hostile body could make
 * them run for hours: patterns in filters, and descending more than once.
 */
export function pathFault(path: string): string | null {
	if (/\b(match|search)\s*\(/.test(path)) return 'patterns in filters are not taken';
	if (path.split('..').length > 2) return 'one ".." at most';
	try {
		query({}, path);
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

/** The first path whose value is not the one expected, in words; null when all are. */
export function jsonMismatch(body: string, expected: Readonly<Record<string, Json>>): string | null {
	let document: Json;
	try {
		document = JSON.parse(body) as Json;
	} catch {
		return 'the body is not JSON';
	}
	try {
		return firstMismatch(document, expected);
	} catch (error) {
		// The parser takes any depth, the walk only what the stack holds.
		if (error instanceof RangeError) return 'the body is JSON that is nested too deeply';
		throw error;
	}
}

function firstMismatch(document: Json, expected: Readonly<Record<string, Json>>): string | null {
	for (const [path, wanted] of Object.entries(expected)) {
		const found = query(document, path) as Json[];
		if (found.length === 0) return `${path} is not in the body`;
		if (!found.some((value) => isDeepStrictEqual(value, wanted))) {
			return `${path} is ${JSON.stringify(found[0]).slice(0, 200)}, not ${JSON.stringify(wanted)}`;
		}
	}
	return null;
}
