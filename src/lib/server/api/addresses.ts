/** Finds the operation that an address and a method mean. */
import type { Method, Operation } from './operation.ts';

export type Found =
	| { operation: Operation; path: Record<string, string>; allowed?: undefined }
	/** The address is there, and takes other methods. */
	| { operation: null; allowed: Method[] }
	| { operation: null; allowed?: undefined };

/** No key or id is as long. */
const LONGEST_NAME = 200;

/**
 * @param address below `/api/v1`, percent-encoded as it was asked
 * @param method `HEAD` asks what `GET` answers
 */
export function find(operations: readonly Operation[], method: string, address: string): Found {
	const segments = segmentsOf(address);
	if (!segments) return { operation: null };
	const here = operations.flatMap((operation) => {
		const path = match(operation.path, segments);
		return path ? [{ operation, path }] : [];
	});
	const wanted = method === 'HEAD' ? 'GET' : method;
	const found = here.find(({ operation }) => operation.method === wanted);
	if (found) return found;
	if (here.length === 0) return { operation: null };
	return { operation: null, allowed: here.map(({ operation }) => operation.method) };
}

/** Null for what is not percent-encoded UTF-8. */
function segmentsOf(address: string): string[] | null {
	try {
		return address.split('/').filter(Boolean).map(decodeURIComponent);
	} catch {
		return null;
	}
}

function match(pattern: string, segments: readonly string[]): Record<string, string> | null {
	const parts = pattern.split('/').filter(Boolean);
	if (parts.length !== segments.length) return null;
	const path: Record<string, string> = {};
	for (const [index, part] of parts.entries()) {
		const given = segments[index] as string;
		if (!part.startsWith('{')) {
			if (part !== given) return null;
		} else if (given.length > LONGEST_NAME) return null;
		else path[part.slice(1, -1)] = given;
	}
	return path;
}
