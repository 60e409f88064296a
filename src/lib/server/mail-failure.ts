/**
 * Decides what a mail server's refusal means: whether this address will never take mail, or whether it is worth another
 * try. What concerns ourselves, such as a wrong password or a sender that is not allowed, never stops an address.
 */
import type { NotDelivered } from '../domain/delivery.ts';

interface SmtpError extends Error {
	code?: string;
	/** The reply code of RFC 5321, section 4.2. */
	responseCode?: number;
	/** What was being said when it was refused. */
	command?: string;
}

/** Says that we, not the receiver, lack something: authentication (RFC 4954), encryption (RFC 3207). */
const ABOUT_US = new Set([500, 501, 502, 503, 504, 521, 530, 534, 535, 538]);
/** Full mailboxes are emptied; a refusal by policy (5.7) is about who sends and what, not about the box (RFC 3463). */
const PASSING_DETAIL = /\b5\.(?:2\.2|3\.1|7\.\d+)\b/;

export function mailFailure(error: unknown): NotDelivered {
	const { message, responseCode, command = '' } = error as SmtpError;
	const isOfTheReceiver = command === 'RCPT TO' || command === 'DATA';
	const permanent =
		isOfTheReceiver &&
		responseCode !== undefined &&
		responseCode >= 500 &&
		!ABOUT_US.has(responseCode) &&
		!PASSING_DETAIL.test(message);
	return { failed: sentenceOf(message), permanent };
}

function sentenceOf(message: string): string {
	const line = message
		.replace(/[\p{Cc}\s]+/gu, ' ')
		.trim()
		.slice(0, 300);
	return /[.!?]$/.test(line) ? line : `${line}.`;
}
