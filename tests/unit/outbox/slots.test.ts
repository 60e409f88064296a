/** Places for deliveries: bounded, and given up by who takes long. */
import { expect, test } from 'vitest';
import { Slots } from '../../../src/lib/server/outbox/slots.ts';
import { FakeClock } from '../../support/clock.ts';

test('who takes long gives up its place, as long as not too many are slow', async () => {
	const clock = new FakeClock();
	let freed = 0;
	const slots = new Slots({ atOnce: 2, patienceMs: 1_000, slowAtMost: 1 }, clock, () => (freed += 1));
	const [first, second] = [slots.take(), slots.take()];
	expect(slots.free).toBe(0);
	await clock.advance(1_000);
	expect([slots.free, slots.taken, freed]).toEqual([1, 2, 1]);
	second();
	expect([slots.free, slots.taken]).toEqual([2, 1]);
	first();
	expect([slots.free, slots.taken]).toEqual([2, 0]);
});

test('who is quick keeps it until the end', async () => {
	const clock = new FakeClock();
	const slots = new Slots({ atOnce: 1, patienceMs: 1_000, slowAtMost: 9 }, clock, () => undefined);
	const release = slots.take();
	await clock.advance(999);
	expect(slots.free).toBe(0);
	release();
	await clock.advance(1_000);
	expect([slots.free, slots.taken]).toEqual([1, 0]);
});
