/** Whatever somebody pastes, as evidence: an answer with its head, a page, a status line, an error code or its words. */
import { classify } from '../diagnosis/network-errors.ts';
import { statusInWords } from '../diagnosis/spellings.ts';
import type { Evidence } from '../evidence.ts';

/** More is never looked at. */
export const PASTED_AT_MOST = 64 * 1024;

/** What browsers call a failure, and what the same failure is called beneath them. */
const BROWSER_CODES: Record<string, string> = {
	ERR_NAME_NOT_RESOLVED: 'ENOTFOUND',
	DNS_PROBE_FINISHED_NXDOMAIN: 'ENOTFOUND',
	DNS_PROBE_FINISHED_NO_INTERNET: 'EAI_AGAIN',
	ERR_CONNECTION_REFUSED: 'ECONNREFUSED',
	ERR_CONNECTION_RESET: 'ECONNRESET',
	ERR_CONNECTION_CLOSED: 'ECONNRESET',
	ERR_EMPTY_RESPONSE: 'ECONNRESET',
	ERR_CONNECTION_TIMED_OUT: 'ETIMEDOUT',
	ERR_TIMED_OUT: 'ETIMEDOUT',
	ERR_ADDRESS_UNREACHABLE: 'EHOSTUNREACH',
	ERR_INTERNET_DISCONNECTED: 'ENETUNREACH',
	ERR_NETWORK_CHANGED: 'ENETUNREACH',
	ERR_CERT_DATE_INVALID: 'CERT_HAS_EXPIRED',
	ERR_CERT_COMMON_NAME_INVALID: 'ERR_TLS_CERT_ALTNAME_INVALID',
	ERR_CERT_AUTHORITY_INVALID: 'SELF_SIGNED_CERT_IN_CHAIN',
	SSL_ERROR_BAD_CERT_DOMAIN: 'ERR_TLS_CERT_ALTNAME_INVALID',
	SEC_ERROR_EXPIRED_CERTIFICATE: 'CERT_HAS_EXPIRED',
	SEC_ERROR_UNKNOWN_ISSUER: 'SELF_SIGNED_CERT_IN_CHAIN',
	MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT: 'DEPTH_ZERO_SELF_SIGNED_CERT',
	ERR_SSL_PROTOCOL_ERROR: 'ERR_SSL_WRONG_VERSION_NUMBER',
	PR_CONNECT_RESET_ERROR: 'ECONNRESET',
	PR_END_OF_FILE_ERROR: 'ECONNRESET',
	NS_ERROR_UNKNOWN_HOST: 'ENOTFOUND',
	NS_ERROR_CONNECTION_REFUSED: 'ECONNREFUSED',
	NS_ERROR_NET_TIMEOUT: 'ETIMEDOUT',
	NS_ERROR_NET_RESET: 'ECONNRESET'
};
const BY_LENGTH = Object.keys(BROWSER_CODES).sort((a, b) => b.length - a.length);
/** Two words of a runtime's code at least, or one that begins with E. */
const RUNTIME_CODE = /\b(?:E[A-Z]{4,}(?:_[A-Z0-9]+)*|[A-Z]{3,}(?:_[A-Z0-9]+)+)\b/g;
const STATUS_LINE = /^HTTP\/(\d(?:\.\d)?)\s+(\d{3})\s*([^\r\n]*)/;
const BARE_NUMBER = /^\D{0,20}\b([1-9]\d\d)\b/;

/** @returns null where there is nothing to read */
export function evidenceOfPasted(pasted: string): Evidence | null {
	const text = pasted.slice(0, PASTED_AT_MOST).trim();
	if (text === '') return null;
	const line = STATUS_LINE.exec(text);
	if (line) return withHead(text, line);
	if (text.includes('<')) return ofPage(text);
	const known = BY_LENGTH.find((code) => text.toUpperCase().includes(code));
	if (known) return ofError(BROWSER_CODES[known] ?? known, text);
	const code = text.match(RUNTIME_CODE)?.find((one) => classify({ name: 'Error', code: one, message: '' }));
	if (code) return ofError(code, text);
	const status = statusInWords(text)?.status ?? Number(BARE_NUMBER.exec(text)?.[1] ?? 0);
	return status > 0 ? { url: '', status, statusText: '', headers: {}, body: text } : ofPage(text);
}

function withHead(text: string, [, httpVersion, status, statusText = '']: RegExpExecArray): Evidence {
	const end = /\r?\n\r?\n/.exec(text);
	const head = end ? text.slice(0, end.index) : text;
	const headers: Record<string, string> = {};
	for (const row of head.split(/\r?\n/).slice(1)) {
		const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(row) ?? [];
		if (name !== undefined && value !== undefined) headers[name] = value;
	}
	const body = end ? text.slice(end.index + end[0].length) : '';
	return { url: '', status: Number(status), statusText, httpVersion: httpVersion ?? null, headers, body };
}

/** The status is what the page itself speaks of. */
function ofPage(body: string): Evidence {
	return { url: '', status: null, headers: {}, body };
}

function ofError(code: string, message: string): Evidence {
	return {
		url: '',
		status: null,
		headers: {},
		body: '',
		error: { name: 'Error', code, message: message.slice(0, 300) }
	};
}
