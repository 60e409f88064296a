import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { append, type Stretch, type Verdict } from '../../../src/lib/domain/stretch.ts';

const change = fc.record({
	to: fc.constantFrom<Verdict>('up', 'degraded', 'down', 'unknown'),
	at: fc.nat(1_000)
});

describe('append', () => {
	it('ends the last stretch where the next begins', () => {
		const first = append([], { to: 'up', at: 10 });
		expect(append(first, { to: 'down', at: 20 })).toEqual([
			{ verdict: 'up', startedAt: 10, endedAt: 20 },
			{ verdict: 'down', startedAt: 20, endedAt: null }
		]);
	});

	it('takes the place of one that began at the same time or later', () => {
		const up: Stretch[] = [{ verdict: 'up', startedAt: 10, endedAt: null }];
		expect(append(up, { to: 'down', at: 10 })).toEqual([{ verdict: 'down', startedAt: 10, endedAt: null }]);
		expect(append(up, { to: 'down', at: 5 })).toEqual([{ verdict: 'down', startedAt: 10, endedAt: null }]);
	});

	it('keeps one unbroken row, whatever the clock does, and changes nothing it was given', () => {
		fc.assert(
			fc.property(fc.array(change, { minLength: 1 }), (changes) => {
				let row: Stretch[] = [];
				for (const one of changes) {
					const before = structuredClone(row);
					const next = append(row, one);
					expect(row).toEqual(before);
					row = next;
				}
				row.forEach(({ startedAt, endedAt }, index) => {
					expect(endedAt).toBe(row[index + 1]?.startedAt ?? null);
					if (endedAt !== null) expect(endedAt).toBeGreaterThan(startedAt);
				});
				expect(row.at(-1)?.verdict).toBe(changes.at(-1)?.to);
			})
		);
	});
});
