/** Reads the JSON of a request: bounded in length and depth, and text that the store can keep. */
import { readAtMost } from '../http/body.ts';
import { Fault } from './problems.ts';

const LARGEST_BYTES = 512 * 1024;
const DEEPEST = 32;
const JSON_TYPE = /^application\/(?:json|merge-patch\+json)\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

export interface ReadBody {
	value: unknown;
	bytes: Uint8Array;
}

/**
 * The body as JSON; undefined where there is none.
 * @throws Fault for what is too long, too deep, no JSON or said to be something else
 */
export async function readBody(request: Request): Promise<ReadBody> {
	let bytes: Uint8Array | null;
	try {
		bytes = await readAtMost(request, LARGEST_BYTES);
	} catch {
		throw new Fault(400, 'The body did not come whole.');
	}
	if (!bytes && request.body) throw new Fault(413, 'The body is larger than 512 KB.');
	if (!bytes || bytes.length === 0) return { value: undefined, bytes: new Uint8Array() };
	if (!JSON_TYPE.test(request.headers.get('content-type') ?? '')) {
		throw new Fault(415, 'Send JSON, with the header "Content-Type: application/json".', {
			headers: { accept: 'application/json' }
		});
	}
	const value = parse(bytes);
	const fault = faultIn(value);
	if (fault) throw new Fault(400, fault);
	return { value, bytes };
}

function parse(bytes: Uint8Array): unknown {
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new Fault(400, 'The body is not UTF-8.');
	}
	if (isDeeperThan(text, DEEPEST)) throw new Fault(400, `The body is nested deeper than ${DEEPEST} levels.`);
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new Fault(400, `The body is not JSON: ${(error as Error).message}.`);
	}
}

/** Counted on the text, so that nothing is built of what goes too deep. */
function isDeeperThan(text: string, most: number): boolean {
	let depth = 0;
	for (let index = 0, isQuoted = false; index < text.length; index += 1) {
		const character = text[index];
		if (isQuoted) {
			if (character === '\\') index += 1;
			else if (character === '"') isQuoted = false;
		} else if (character === '"') isQuoted = true;
		else if (character === '{' || character === '[') {
			depth += 1;
			if (depth > most) return true;
		} else if (character === '}' || character === ']') depth -= 1;
	}
	return false;
}

/** Text that no store and no page can show as it is; a sentence, or null. */
function faultIn(value: unknown): string | null {
	if (typeof value === 'string') {
		if (!value.isWellFormed()) return 'The body has half a surrogate pair in a text.';
		return value.includes('\0') ? 'The body has a NUL character in a text.' : null;
	}
	if (typeof value !== 'object' || value === null) return null;
	for (const [name, inner] of Object.entries(value)) {
		const fault =
			(name === '__proto__' ? 'The body has a field "__proto__".' : null) ?? faultIn(name) ?? faultIn(inner);
		if (fault) return fault;
	}
	return null;
}
