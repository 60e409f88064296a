/**
 * What a gateway makes of a server that does not speak HTTP: it takes the bytes for an answer of HTTP/0.9, which had no
 * head, and passes them on as a 200 of its own.
 */
import type { Answer } from './answer.ts';

/** Any of these says that somebody knew what was sent. */
const DESCRIBING = [
	'content-type',
	'content-length',
	'content-encoding',
	'content-disposition',
	'content-range',
	'accept-ranges',
	'etag',
	'last-modified',
	'cache-control',
	'location',
	'set-cookie'
];
/** Control characters that no text has, and what is left of bytes that are no text. */
const NO_TEXT = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/;
const LOOKED_AT = 256;

/** Whether a good status stands over bytes that nothing describes and that are no text. */
export function isNoHttp({ headers, body }: Answer): boolean {
	return NO_TEXT.test(body.slice(0, LOOKED_AT)) && !DESCRIBING.some((name) => headers.has(name));
}
