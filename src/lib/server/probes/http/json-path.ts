/** JSON paths (RFC 9535): checked when the configuration is read, asked when a body came. */
import { query } from 'jsonpath-rfc9535';

/** Why a path is none, or null when it is one. */
export function parse(path: string): string | null {
	try {
		query({}, path);
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

/** The first path whose value is not the one expected, in words; null when all are. */
export function jsonMismatch(body: string, expected: Record<string, unknown>): string | null {
	let document: unknown;
	try {
		document = JSON.parse(body);
	} catch {
		return 'the body is not JSON';
	}
	for (const [path, wanted] of Object.entries(expected)) {
		const found = query(document as never, path) as unknown[];
		if (found.length === 0) return `${path} is not in the body`;
		if (!found.some((value) => JSON.stringify(value) === JSON.stringify(wanted))) {
			return `${path} is ${JSON.stringify(found[0])?.slice(0, 200)}, not ${JSON.stringify(wanted)}`;
		}
	}
	return null;
}
