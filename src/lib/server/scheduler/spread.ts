/** Decides where in its interval each monitor has its slot: by a hash, and monitors of one host apart from each other. */
import { createHash } from 'node:crypto';
import type { Scheduled } from './scheduler.ts';

/** A number in [0, 1) that stays the same for the same text. */
export function fraction(text: string): number {
	return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * Where in its interval each monitor has its slot, as a share of the interval. Monitors of one host with one interval
 * stand evenly apart, from a start that the host's name decides; the others stand where their id's hash puts them.
 */
export function slots(monitors: readonly Scheduled[]): Map<number, number> {
	const byHost = new Map<string, number[]>();
	for (const { id, host, everyMs } of monitors) {
		const key = `${host ?? `monitor ${id}`} ${everyMs ?? ''}`;
		byHost.set(key, [...(byHost.get(key) ?? []), id]);
	}
	const found = new Map<number, number>();
	for (const [key, ids] of byHost) {
		const start = fraction(key);
		ids.sort((a, b) => a - b).forEach((id, index) => found.set(id, (start + index / ids.length) % 1));
	}
	return found;
}
