/** One attempt is bounded: by its own time, by the house that closes, by faults of ours. */
import { expect, test } from 'vitest';
import type { DeliveryOutcome } from '../../../src/lib/domain/delivery.ts';
import { attempt, ATTEMPT_MS } from '../../../src/lib/server/outbox/attempt.ts';
import type { DeliveryMeans } from '../../../src/lib/server/outbox/delivery.ts';
import { FakeClock } from '../../support/clock.ts';

function trying(deliver: (means: DeliveryMeans) => Promise<DeliveryOutcome>) {
	const clock = new FakeClock();
	const closing = new AbortController();
	const faults: unknown[] = [];
	const stopping = closing.signal;
	const ended = attempt(deliver, { clock, stopping, onFault: (error) => faults.push(error) });
	return { clock, closing, faults, ended };
}

test('what comes of it is what the delivery says', async () => {
	const { ended } = trying(() => Promise.resolve({ failed: 'no', permanent: true, retryAfterMs: 7 }));
	expect(await ended).toEqual({ failed: 'no', permanent: true, retryAfterMs: 7 });
});

test('what takes too long is aborted', async () => {
	const { clock, ended } = trying(
		({ signal }) =>
			new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('cut'))))
	);
	await clock.advance(ATTEMPT_MS);
	expect(await ended).toEqual({ failed: 'It took longer than 20 seconds.', permanent: false });
});

test('what does not heed that is left behind', async () => {
	const { clock, ended } = trying(() => new Promise(() => undefined));
	await clock.advance(ATTEMPT_MS + 1_000);
	expect(await ended).toEqual({ failed: 'It took longer than 20 seconds.', permanent: false });
});

test('a house that closes waits for nothing', async () => {
	const { closing, ended } = trying(() => new Promise(() => undefined));
	closing.abort();
	expect(await ended).toEqual({ failed: 'Gatehouse was stopped meanwhile.', permanent: false });
});

test('a fault of ours is one that may pass, and is named in the log', async () => {
	const fault = new Error('a slip');
	const { faults, ended } = trying(() => Promise.reject(fault));
	expect(await ended).toMatchObject({ permanent: false });
	expect(faults).toEqual([fault]);
});
