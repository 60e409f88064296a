/** Failures as evidence: the runtime's own code and message, the phase, and whose fault they may be. */
import type { EvidenceError, Phase } from '../../domain/evidence.ts';

/** What our own deadline is called in each phase: the names the runtimes themselves use. */
const DEADLINE_CODE: Record<Phase, string> = {
	resolve: 'EAI_AGAIN',
	connect: 'ETIMEDOUT',
	tls: 'ERR_TLS_HANDSHAKE_TIMEOUT',
	request: 'UND_ERR_HEADERS_TIMEOUT',
	'first-byte': 'UND_ERR_HEADERS_TIMEOUT',
	transfer: 'UND_ERR_BODY_TIMEOUT'
};

const DOING: Record<Phase, string> = {
	resolve: 'looking up the name',
	connect: 'connecting',
	tls: 'the TLS handshake',
	request: 'sending the request',
	'first-byte': 'waiting for the answer',
	transfer: 'reading the answer'
};

/** Our own limits, whatever the target does: such a check counts on neither side. */
const OWN_LIMITS = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS', 'EADDRNOTAVAIL', 'EADDRFORBIDDEN']);

/** What a line of our own that is gone would look like, too. */
const NETWORK_CODES = new Set([
	'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENODATA', 'ESERVFAIL', 'EREFUSED', 'ETIMEOUT', 'ECANCELLED',
	'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'ECONNABORTED', 'ECONNRESET', 'EPIPE',
	'ERR_TLS_HANDSHAKE_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ENONET', 'EPINGTIMEOUT'
]);

export function deadlinePassed(phase: Phase, timeoutMs: number): EvidenceError {
	return {
		name: 'Error',
		code: DEADLINE_CODE[phase],
		message: `No end after ${timeoutMs} ms, while ${DOING[phase]}`,
		phase
	};
}

/** An error of the runtime as plain data; several attempts (happy eyeballs) are told by the last of them. */
export function failureOf(error: unknown, phase: Phase): EvidenceError {
	const inner = error instanceof AggregateError ? (error.errors.at(-1) as unknown) : error;
	const { name, message, code, errno, syscall, address, port, hostname } = inner as NodeJS.ErrnoException & {
		address?: string;
		port?: number;
		hostname?: string;
	};
	return {
		name,
		message: message || String(inner),
		...(code === undefined ? {} : { code: String(code) }),
		phase,
		...Object.fromEntries(
			Object.entries({ errno, syscall, address, port, hostname }).filter(([, value]) => value !== undefined)
		)
	};
}

export function isOwnLimit(error: EvidenceError): boolean {
	return OWN_LIMITS.has(error.code ?? '');
}

/** Whether a failure of our own line would look the same. A refused connection is an answer and proves the line. */
export function isNetworkShaped(error: EvidenceError): boolean {
	return NETWORK_CODES.has(error.code ?? '');
}
