/** `ETag` and `If-Match`: who changes something says which state they had before them (RFC 9110 §13.1.1). */
import { Fault } from './problems.ts';

/** RFC 9110 §8.8.3; a weak one never matches here. */
const TAG = /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;
const LONGEST = 2_000;

export function etagOfVersion(version: number): string {
	return `"v${version}"`;
}

/**
 * Whether the header lets a change of this version happen.
 * @param header `If-Match`; null lets everything happen
 * @param version of the thing now; null where there is none
 * @throws Fault 400 for a header that is none, 412 for another state
 */
export function assertMatches(header: string | null, version: number | null): void {
	if (header === null) return;
	const tags = header.split(',').map((tag) => tag.trim());
	const isAny = header.trim() === '*';
	if (header.length > LONGEST || (!isAny && !tags.every((tag) => TAG.test(tag)))) {
		throw new Fault(
			400,
			'"If-Match" takes the ETag of an earlier answer, such as "v3" with its quotes, or *.'
		);
	}
	if (version !== null && (isAny || tags.includes(etagOfVersion(version)))) return;
	const headers: Record<string, string> = version === null ? {} : { etag: etagOfVersion(version) };
	const detail =
		'Somebody else changed this meanwhile. Read it again, then send your change with its new ETag.';
	throw new Fault(412, detail, { headers });
}
