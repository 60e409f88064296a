/** One attempt to deliver, bounded in time: what takes too long is aborted, and what does not even heed that is left behind. */
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { Clock } from '../clock.ts';
import type { DeliveryMeans } from './delivery.ts';

export const ATTEMPT_MS = 20_000;
/** How long something aborted may take to end. */
const HEEDING_MS = 1_000;

/**
 * @param stopping aborted when the house closes
 * @returns what came of it; never throws
 */
export async function attempt(
	deliver: (means: DeliveryMeans) => Promise<DeliveryOutcome>,
	{ clock, stopping, onFault }: { clock: Clock; stopping: AbortSignal; onFault: (error: unknown) => void }
): Promise<DeliveryOutcome> {
	const deadline = new AbortController();
	const late: DeliveryOutcome = {
		failed: `It took longer than ${ATTEMPT_MS / 1_000} seconds.`,
		permanent: false
	};
	const stopped: DeliveryOutcome = { failed: 'Gatehouse was stopped meanwhile.', permanent: false };
	let leave: (outcome: DeliveryOutcome) => void = () => undefined;
	const left = new Promise<DeliveryOutcome>((resolve) => (leave = resolve));
	let cancel = clock.after(ATTEMPT_MS, () => {
		deadline.abort(new Error(late.failed));
		cancel = clock.after(HEEDING_MS, () => leave(late));
	});
	const stop = () => {
		deadline.abort(new Error(stopped.failed));
		leave(stopped);
	};
	stopping.addEventListener('abort', stop, { once: true });
	try {
		return await Promise.race([deliver({ signal: deadline.signal, now: clock.now() }), left]);
	} catch (error) {
		if (stopping.aborted) return stopped;
		if (deadline.signal.aborted) return late;
		onFault(error);
		return { failed: 'A fault of Gatehouse kept this from being sent; its log says more.', permanent: false };
	} finally {
		cancel();
		stopping.removeEventListener('abort', stop);
	}
}
