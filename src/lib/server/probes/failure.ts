/** Failures as evidence: the runtime's own code and message, the phase, and whose fault they may be. */
import type { EvidenceError, Phase } from '../../domain/evidence.ts';

/** What our own deadline is called in each phase: the names that the runtimes themselves use. */
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
	tls: 'in the TLS handshake',
	request: 'sending the request',
	'first-byte': 'waiting for the answer',
	transfer: 'reading the answer'
};

/** Our own limits, rules and stops, whatever the target does: such a check counts on neither side. */
const OURS = new Set([
	'EMFILE',
	'ENFILE',
	'ENOMEM',
	'ENOBUFS',
	'EADDRINUSE',
	'EADDRNOTAVAIL',
	'EACCES',
	'EPERM',
	'EADDRFORBIDDEN',
	'ENOPING',
	'ABORT_ERR'
]);

/** What a line of our own that is gone would look like, too. A refused connection is an answer and proves the line. */
const NETWORK_SHAPED = new Set([
	...['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'ENODATA', 'ESERVFAIL', 'EREFUSED', 'ETIMEOUT'],
	...['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'ENONET'],
	...['ECONNRESET', 'ECONNABORTED', 'EPIPE'],
	...['ERR_TLS_HANDSHAKE_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']
]);

/** A failure with a code, in the runtime's manner. */
export class ProbeFailure extends Error {
	readonly code: string;
	constructor(code: string, message: string) {
		super(message);
		this.code = code;
	}
}

export function deadlinePassed(phase: Phase, timeoutMs: number): EvidenceError {
	const message = `No end after ${timeoutMs} ms, while ${DOING[phase]}`;
	return { name: 'TimeoutError', code: DEADLINE_CODE[phase], message, phase };
}

export function stopped(phase: Phase): EvidenceError {
	return { name: 'AbortError', code: 'ABORT_ERR', message: `Gatehouse stopped while ${DOING[phase]}`, phase };
}

/** An error of the runtime as plain data. */
export function failureOf(error: unknown, phase: Phase): EvidenceError {
	const { name, message, code, errno, syscall, address, port, hostname, host, reason } =
		error as EvidenceError;
	const details = { errno, syscall, address, port, hostname, host, reason };
	return {
		name,
		message: message || code || String(error),
		...(code === undefined ? {} : { code: String(code) }),
		phase,
		...Object.fromEntries(
			Object.entries(details).filter(([, value]) => /^(string|number)$/.test(typeof value))
		)
	};
}

/** Whether an error is a mistake in this program, which must not be taken for an answer of the target. */
export function isBug(error: unknown): boolean {
	return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}

export function isOurs({ code }: EvidenceError): boolean {
	return OURS.has(code ?? '');
}

/** Whether a failure of our own line would look the same, so that the references are asked first. */
export function isNetworkShaped({ code }: EvidenceError): boolean {
	return NETWORK_SHAPED.has(code ?? '');
}
