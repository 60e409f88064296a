/** The cheat sheet whole: every code of the registry and the well-known others. */
import { CLIENT_CODES } from './client-codes.ts';
import { GOOD_CODES } from './good-codes.ts';
import { SERVER_CODES } from './server-codes.ts';
import type { StatusCode, StatusRow } from './status-code.ts';
import { UNOFFICIAL_CODES } from './unofficial-codes.ts';

/** Where a table gives no advice, the class of the code does. */
const OF_CLASS: Record<number, { visitor: readonly string[]; owner: readonly string[] }> = {
	4: {
		visitor: ['Check the address, then begin at the front page of the site.'],
		owner: ['Find the request in the access log, and compare it with what the address takes.']
	},
	5: {
		visitor: ['It is not your device. Wait a minute or two and load the page again.'],
		owner: ['Read the error log of the server that wrote the answer, at the minute of the failure.']
	}
};

const FIRST_DIGIT = 100;

export const STATUS_CODES: readonly StatusCode[] = [
	...GOOD_CODES,
	...CLIENT_CODES,
	...SERVER_CODES,
	...UNOFFICIAL_CODES
]
	.map(toStatusCode)
	.sort((a, b) => a.code - b.code);

const BY_CODE = new Map(STATUS_CODES.map((one) => [one.code, one]));

/** The entry of a code; null for a number that nobody uses. */
export function statusCode(code: number): StatusCode | null {
	return BY_CODE.get(code) ?? null;
}

/** The codes whose number, name, user or meaning has all the words. */
export function search(query: string): readonly StatusCode[] {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	return STATUS_CODES.filter((one) => {
		const text = `${one.code} ${one.name} ${one.registry} ${one.meaning} ${one.side}`.toLowerCase();
		return words.every((word) => text.includes(word));
	});
}

function toStatusCode([code, name, registry, side, retry, meaning, visitor, owner]: StatusRow): StatusCode {
	const ofClass = OF_CLASS[Math.floor(code / FIRST_DIGIT)];
	return {
		code,
		name,
		registry,
		side,
		retry,
		meaning,
		visitor: visitor ?? ofClass?.visitor ?? [],
		owner: owner ?? ofClass?.owner ?? []
	};
}
