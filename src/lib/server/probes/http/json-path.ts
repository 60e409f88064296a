/** JSON paths (RFC 9535): checked when the configuration is read, asked when a body came. */
import { isDeepStrictEqual } from 'node:util';
import { query } from 'jsonpath-rfc9535';

type Json = Parameters<typeof query>[0];

/** A quoted name in a path, in which everything stands for itself. */
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
/** Lists of selectors multiply: `[*,*][*,*]` visits each element four times. */
const COMMAS_AT_MOST = 6;

/**
 * Why a path cannot be taken, or null when it can. Legal things are refused where a hostile body could make them run
 * for hours: patterns in filters, filters that ask the whole document, descending more than once, long lists.
 */
export function pathFault(path: string): string | null {
	const bare = path.replace(STRING, '');
	if (/\b(match|search)\s*\(/.test(bare)) return 'patterns in filters are not taken';
	if (bare.lastIndexOf('$') > 0) return 'filters that begin at "$" are not taken';
	if (bare.split('..').length > 2) return 'one ".." at most';
	if (bare.split(',').length - 1 > COMMAS_AT_MOST) return `${COMMAS_AT_MOST} commas at most`;
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
