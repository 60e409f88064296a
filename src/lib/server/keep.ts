/** Keeps answers for a while, so that however many ask for the same thing, it is looked up once. */
import type { Clock } from './clock.ts';

/** What is kept at most; the oldest go first. */
const KEPT = 1_000;

/** @returns a look-up that asks `find` only where no answer younger than `forMs` is there; a failed one is not kept */
export function keepFor<T>(
	forMs: number,
	clock: Pick<Clock, 'monotonic'>
): (key: string, find: () => Promise<T>) => Promise<T> {
	const kept = new Map<string, { at: number; answer: Promise<T> }>();
	return (key, find) => {
		const known = kept.get(key);
		if (known && clock.monotonic() - known.at < forMs) return known.answer;
		const answer = find();
		kept.delete(key);
		kept.set(key, { at: clock.monotonic(), answer });
		answer.catch(() => kept.delete(key));
		for (const oldest of kept.keys()) {
			if (kept.size <= KEPT) break;
			kept.delete(oldest);
		}
		return answer;
	};
}
