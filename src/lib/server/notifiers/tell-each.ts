/** Decides what becomes of one message to several addresses: each is owed, refused and given up by itself. */
import type { DeliveryOutcome, NotDelivered } from '../../domain/delivery.ts';
import { delivered, permanent } from './answers.ts';
import type { Means } from './notifier.ts';

/** Tells each by itself, one after the other; those that an earlier attempt reached or that refuse for good are left alone. */
export async function tellEach(
	addresses: readonly string[],
	means: Means,
	send: (address: string) => Promise<DeliveryOutcome>
): Promise<DeliveryOutcome> {
	const failures: NotDelivered[] = [];
	for (const address of addresses) {
		if (means.progress.has(address)) continue;
		const outcome = await send(address);
		if (!('failed' in outcome) || outcome.permanent) means.progress.add(address);
		if ('failed' in outcome) failures.push({ ...outcome, failed: `${address}: ${outcome.failed}` });
	}
	const worthAnotherTry = failures.find((failure) => !failure.permanent);
	if (worthAnotherTry) return worthAnotherTry;
	const said = failures.map(({ failed }) => failed).join(' ');
	return failures.length === addresses.length ? permanent(said) : delivered(said || 'accepted');
}
