import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	bytes,
	markupUrl,
	oneLine,
	plainText,
	shortened,
	units
} from '../../../src/lib/server/notifiers/plain.ts';
import { stableKey } from '../../../src/lib/server/notifiers/stable-key.ts';
import { LINKS, typed } from '../../support/typed.ts';

describe('what was typed', () => {
	it.each([
		['a\r\nBcc: b', 'a Bcc: b'],
		['a\0b', 'a b'],
		['\u202Eabc\u202C', 'abc'],
		['a\u2028b', 'a b'],
		['שלום\u200F', 'שלום\u200F'],
		['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
		['\ud800', '\ufffd']
	])('%j becomes the line %j', (text, line) => {
		expect(oneLine(text)).toBe(line);
	});

	it('keeps its lines where there may be several', () => {
		expect(plainText('a\r\nb\rc\n\td\u0007')).toBe('a\nb\nc\n\td');
	});

	it('is never longer than there is room, and never cut inside a character', () => {
		fc.assert(
			fc.property(
				typed,
				fc.integer({ min: 0, max: 300 }),
				fc.constantFrom(units, bytes),
				(text, most, sizeOf) => {
					const line = oneLine(text, most, sizeOf);
					expect(sizeOf(line)).toBeLessThanOrEqual(most);
					expect(line.isWellFormed()).toBe(true);
					expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
				}
			)
		);
	});

	it('ends with an ellipsis where something is missing', () => {
		expect(shortened('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 12)).toBe('👩‍👩‍👧‍👦…');
		expect(shortened('abc', 3)).toBe('abc');
		expect(shortened('abcd', 3)).toBe('ab…');
	});
});

it('an address in markup leads where it led, and holds nothing that ends a link', () => {
	for (const url of LINKS) {
		const written = markupUrl(url);
		expect(written).not.toMatch(/[()<>[\]*_`|\\'"\s]/);
		expect(decodeURIComponent(written)).toBe(decodeURIComponent(new URL(url).href));
	}
});

it('a key stays itself where it is plain, and is the same hash every time where it is not', () => {
	expect(stableKey('outage:1')).toBe('outage:1');
	expect(stableKey('a b')).toMatch(/^[0-9a-f]{40}$/);
	expect(stableKey('a b')).toBe(stableKey('a b'));
	expect(stableKey('x'.repeat(201))).toHaveLength(40);
	expect(stableKey('-')).toHaveLength(40);
});
