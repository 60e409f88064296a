import { expect, test } from 'vitest';
import { subscribersHear } from '../../../src/lib/domain/notice.ts';

test.each([
	[null, 'investigating', null, true],
	['investigating', 'identified', null, true],
	['identified', 'identified', null, false],
	['identified', 'identified', true, true],
	['investigating', 'resolved', false, false]
] as const)('from %s to %s with the choice %s: %s', (from, to, choice, hears) => {
	expect(subscribersHear({ from, to }, choice)).toBe(hears);
});
