/**
 * How an endpoint agrees to be told: it is sent one request with a challenge and the secret of its signatures, and gives
 * the challenge back, or somebody who reads the request opens the link in it. Whoever typed the address learns neither.
 */
import type { Sealer } from '../secret.ts';
import type { SubscriberLinks } from './links.ts';
import type { PayloadHead } from './payloads.ts';

/** The same over all attempts of one handshake, and not to be guessed. */
export function challengeOf(sealer: Sealer, noticeId: string): string {
	return sealer.sign('webhook challenge', noticeId);
}

export function handshakePayload(
	head: PayloadHead,
	{ challenge, secret, links }: { challenge: string; secret: string; links: SubscriberLinks }
): object {
	return { ...head, verification: { challenge, secret, confirm_url: links.manage } };
}

/** Whether an answer gives the challenge back: as its text, or as `{ "challenge": "…" }`. */
export function isAgreed({ status, body }: { status: number; body: string }, challenge: string): boolean {
	if (status < 200 || status > 299) return false;
	const text = body.trim();
	return text === challenge || challengeIn(text) === challenge;
}

function challengeIn(text: string): unknown {
	try {
		const document: unknown = JSON.parse(text);
		return typeof document === 'object' && document !== null && 'challenge' in document
			? document.challenge
			: null;
	} catch {
		return null;
	}
}
