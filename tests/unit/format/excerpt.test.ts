import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../../src/lib/format/excerpt.ts';
import { renderMarkdown } from '../../../src/lib/markdown.ts';

describe('the beginning of a message', () => {
	it.each([
		['what fits stays whole', 'Short.', 20, 'Short.', false],
		['whole paragraphs', 'One is here.\n\nTwo is here.\n\nThree', 30, 'One is here.\n\nTwo is here.', true],
		['whole words, where a paragraph is too long', 'alpha beta gamma delta', 18, 'alpha beta gamma …', true],
		['letters, where a word is too long', 'x'.repeat(50), 10, `${'x'.repeat(10)} …`, true],
		['no half of an emoji', '🚀'.repeat(20), 9, `${'🚀'.repeat(4)} …`, true]
	])('%s', (_, text, atMost, expected, isCut) => {
		expect(excerptOf(text, atMost)).toEqual({ text: expected, isCut });
	});

	it('is never longer than asked, and says when something is left', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme', maxLength: 300 }),
				fc.integer({ min: 1, max: 200 }),
				(text, atMost) => {
					const cut = excerptOf(text, atMost);
					expect(cut.text.replace(/ …$/, '').length).toBeLessThanOrEqual(
						Math.max(atMost, cut.isCut ? 0 : text.length)
					);
					expect(cut.isCut).toBe(text.length > atMost);
				}
			)
		);
	});

	it('stays harmless wherever it is cut', () => {
		const text = 'See [this](https://a.example/) <script>alert(1)</script> `code` **bold** and more words';
		for (let at = 1; at < text.length; at += 1) {
			expect(renderMarkdown(excerptOf(text, at).text)).not.toMatch(/<(?!\/?(?:p|a|strong|code|em)\b)/);
		}
	});
});
