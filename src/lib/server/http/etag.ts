/** Tells a reader that what it holds is still what we would send (RFC 9110 §8.8.3, §13.1.2). */
import { createHash } from 'node:crypto';

/** A strong tag: the same bytes have the same one. */
export function etagOf(body: Uint8Array): string {
	return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

/** Whether an If-None-Match header names this tag; compared weakly, as RFC 9110 §13.1.2 asks. */
export function isHeld(ifNoneMatch: string | null, etag: string): boolean {
	if (ifNoneMatch === null) return false;
	const held = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
	return held.includes('*') || held.includes(etag);
}
