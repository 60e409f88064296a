/**
 * Signs what we send to webhooks, by the Standard Webhooks scheme (standardwebhooks.com, version 1): the id, the time
 * and the body under HMAC-SHA256, once for each secret that is in force, so that a secret can be changed without a gap.
 */
import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
export const SECRET_AT_LEAST = 16;

/** What is wrong with a secret, as what it takes; null where it can be used. */
export function secretFault(secret: string): string | null {
	if (secret.startsWith(PREFIX)) {
		const encoded = secret.slice(PREFIX.length);
		const isLong = Buffer.from(encoded, 'base64').length >= SECRET_AT_LEAST;
		return BASE64.test(encoded) && isLong
			? null
			: `takes ${PREFIX} and at least ${SECRET_AT_LEAST} bytes as base64`;
	}
	return secret.length >= SECRET_AT_LEAST ? null : `takes at least ${SECRET_AT_LEAST} characters`;
}

/**
 * The three headers of the scheme.
 * @param id the same at every attempt, without a full stop
 * @param secrets newest first; none leaves the signature out
 * @param at of this attempt, epoch milliseconds
 */
export function webhookHeaders(
	id: string,
	at: number,
	body: string,
	secrets: readonly string[]
): Record<string, string> {
	const seconds = Math.floor(at / 1_000);
	const signatures = secrets
		.flatMap(keysOf)
		.map((key) => `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`);
	return {
		'webhook-id': id,
		'webhook-timestamp': String(seconds),
		...(signatures.length === 0 ? {} : { 'webhook-signature': signatures.join(' ') })
	};
}

/**
 * The scheme's own form is `whsec_` and base64. Without the prefix, receivers differ: some take the text as it stands,
 * some decode what can be decoded. Both are answered.
 */
function keysOf(secret: string): Buffer[] {
	if (secret.startsWith(PREFIX)) return [Buffer.from(secret.slice(PREFIX.length), 'base64')];
	const asText = Buffer.from(secret, 'utf8');
	return BASE64.test(secret) ? [asText, Buffer.from(secret, 'base64')] : [asText];
}
