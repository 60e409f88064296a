import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	CALM_AFTER_MS,
	FLAPPING_CHANGES,
	FLAPPING_WITHIN_MS,
	hasBegunToFlap,
	hasCalmedDown
} from '../../../src/lib/domain/flapping.ts';

const MINUTE = 60_000;
const at = (...minutes: number[]) => ({ changes: minutes.map((minute) => minute * MINUTE) });

describe('flapping', () => {
	it.each([
		[[], false, 'nothing ever changed'],
		[[0, 1, 2, 3], false, 'two outages, told one by one'],
		[[0, 1, 2, 3, 4], true, 'the fifth change in a few minutes'],
		[[0, 7, 15, 22, 30], true, 'just within half an hour'],
		[[0, 7, 15, 22, 30.001], false, 'just beyond'],
		[[0, 100, 101, 102, 103, 104], true, 'an old change does not hide new ones'],
		[[0, 1, 2, 3, 4, 100], false, 'old unrest is over']
	])('changes at minutes %j → %s: %s', (minutes, expected) => {
		expect(hasBegunToFlap(at(...minutes))).toBe(expected);
	});

	it('needs so many changes within so long, whatever came before', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(90), { maxLength: 8 }), (steps) => {
				let minute = 0;
				const changes = steps.map((step) => (minute += step) * MINUTE);
				const newest = changes.at(-1) ?? 0;
				const lately = changes.filter((change) => newest - change <= FLAPPING_WITHIN_MS).length;
				expect(hasBegunToFlap({ changes })).toBe(lately >= FLAPPING_CHANGES);
			})
		);
	});

	it('calms down once a verdict has held, counted from the last change and from the verdict', () => {
		const changes = [0, 1_000];
		expect(hasCalmedDown({ changes, since: 1_000 }, 1_000 + CALM_AFTER_MS - 1)).toBe(false);
		expect(hasCalmedDown({ changes, since: 1_000 }, 1_000 + CALM_AFTER_MS)).toBe(true);
		expect(hasCalmedDown({ changes, since: 5_000 }, 1_000 + CALM_AFTER_MS)).toBe(false);
		expect(hasCalmedDown({ changes: [], since: 0 }, CALM_AFTER_MS)).toBe(true);
	});
});
