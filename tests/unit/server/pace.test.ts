import { expect, test } from 'vitest';
import { createPace } from '../../../src/lib/server/web/pace.ts';

test('a network that asks without end waits, and nobody else does', () => {
	let now = 0;
	const pace = createPace({ monotonic: () => now });
	const waits = (address: string, times: number) =>
		Array.from({ length: times }, () => pace.take('diagnose', address));
	expect(waits('192.0.2.1', 20)).toEqual(Array(20).fill(0));
	expect(waits('192.0.2.1', 2)).toEqual([3_000, 3_000]);
	expect(waits('192.0.2.2', 1)).toEqual([0]);
	now += 3_000;
	expect(waits('192.0.2.1', 2)).toEqual([0, 3_000]);
	now += 3_600_000;
	expect(waits('192.0.2.1', 21).filter((wait) => wait === 0)).toHaveLength(20);
});

test('the many addresses of one IPv6 customer are one', () => {
	const pace = createPace({ monotonic: () => 0 });
	const waits = Array.from({ length: 21 }, (_, index) => pace.take('diagnose', `2001:db8::${index + 1}`));
	expect(waits.at(-1)).toBeGreaterThan(0);
});
