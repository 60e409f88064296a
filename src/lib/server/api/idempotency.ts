/**
 * Creations that can be repeated without harm: with an `Idempotency-Key`, the same request gets the answer of the first
 * one for a day, and a request that was cut off in the middle is never carried out a second time.
 */
import { createHash } from 'node:crypto';
import type { App } from '../gatehouse.ts';
import * as idempotency from '../stores/idempotency.ts';
import { Fault } from './problems.ts';

const KEY = /^[\x21-\x7e]{1,200}$/;
const KEPT_MS = 86_400_000;

export interface KeptAnswer {
	status: number;
	headers: Record<string, string>;
	body: string;
}

export interface Repeatable {
	workspaceId: string;
	/** The header as it came. */
	header: string;
	operation: string;
	body: Uint8Array;
}

/**
 * Carries a creation out once.
 * @param act does it; what it throws is passed on
 * @param isUndone whether something thrown means that nothing was done, so that the key may be used again
 * @throws Fault 400 for a key that is none, 409 while the first request is under way or was cut off, 422 for another body
 */
export async function once(
	{ database, clock }: Pick<App, 'database' | 'clock'>,
	{ workspaceId, header, operation, body }: Repeatable,
	act: () => Promise<KeptAnswer>,
	isUndone: (thrown: unknown) => boolean
): Promise<KeptAnswer> {
	if (!KEY.test(header)) {
		throw new Fault(400, '"Idempotency-Key" takes 1 to 200 visible ASCII characters, such as a UUID.');
	}
	const now = clock.now();
	const request = createHash('sha256').update(`${operation}\n`).update(body).digest('hex');
	const claim = { workspaceId, key: header, request, at: now };
	const known = await database.transaction(async (tx) => {
		await idempotency.forgetBefore(tx, now - KEPT_MS);
		return idempotency.claim(tx, claim);
	});
	if (known) return answerOf(known, request);
	try {
		const answer = await act();
		await idempotency.keepAnswer(database.client, claim, answer);
		return answer;
	} catch (thrown) {
		if (isUndone(thrown)) await idempotency.release(database.client, claim);
		throw thrown;
	}
}

function answerOf(known: idempotency.Claimed, request: string): KeptAnswer {
	if (known.request !== request) {
		throw new Fault(
			422,
			'This "Idempotency-Key" was used for another request. Take a new key for a new request.'
		);
	}
	if (known.answer) return known.answer;
	throw new Fault(
		409,
		'The first request with this "Idempotency-Key" is still under way, or was cut off. Look whether it was carried out before you send it with a new key.'
	);
}
