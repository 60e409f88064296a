import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/lib/markdown.ts';

const HARMLESS =
	/^<(?:\/?(?:p|em|strong|s|code|pre|blockquote|ul|ol|li|h[3456]|table|thead|tbody|tr|th|td)|br|hr|ol start="\d+"|\/?a|a href="(?:https?:\/\/|mailto:)[^"<>]*" rel="nofollow noopener")>$/i;

/** Every tag of the output that is not on the list; whatever stands outside of tags is escaped text. */
function harmfulTags(html: string): string[] {
	return (html.match(/<[^>]*>?/g) ?? []).filter((tag) => !HARMLESS.test(tag));
}

describe('what a person typed', () => {
	it.each([
		['emphasis', '**Down** and *slow*', '<p><strong>Down</strong> and <em>slow</em></p>\n'],
		['a line break', 'one\ntwo', '<p>one<br>\ntwo</p>\n'],
		[
			'a link',
			'[post](https://a.example/x?y=1&z "title")',
			'<p><a href="https://a.example/x?y=1&amp;z" rel="nofollow noopener">post</a></p>\n'
		],
		[
			'a bare address',
			'see https://a.example/',
			'<p>see <a href="https://a.example/" rel="nofollow noopener">https://a.example/</a></p>\n'
		],
		[
			'mail',
			'[us](mailto:a@b.example)',
			'<p><a href="mailto:a@b.example" rel="nofollow noopener">us</a></p>\n'
		],
		['a bare name', 'node.js', '<p>node.js</p>\n'],
		['a first heading', '# Why', '<h4>Why</h4>\n'],
		['headings that skip levels', '# Why\n### How\n## When', '<h4>Why</h4>\n<h5>How</h5>\n<h5>When</h5>\n'],
		['a picture', '![a graph](https://a.example/x.png)', '<p>a graph</p>\n'],
		['raw HTML', '<b>bold</b>', '<p>&lt;b&gt;bold&lt;/b&gt;</p>\n'],
		['a script', '<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n'],
		['a script address', '[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>\n'],
		['a hidden script address', '[x](java&#x09;script:alert(1))', '<p>[x](java\tscript:alert(1))</p>\n'],
		['a link to nowhere', '[x]()', '<p><a>x</a></p>\n'],
		['a data address', '[x](data:text/html;base64,PHM+)', '<p>[x](data:text/html;base64,PHM+)</p>\n'],
		['an address without a scheme', '[x](//a.example)', '<p>[x](//a.example)</p>\n'],
		['a fence with a language', '```"><script>\nx\n```', '<pre><code>x\n</code></pre>\n']
	])('%s', (_name, typed, html) => {
		expect(renderMarkdown(typed)).toBe(html);
	});

	it('begins its headings where the page around it wants them', () => {
		expect(renderMarkdown('## Why', 3)).toBe('<h3>Why</h3>\n');
	});

	it('keeps tables without the alignment that would need a style', () => {
		expect(renderMarkdown('| a | b |\n| :-: | --: |\n| 1 | 2 |')).toContain('<td>1</td>');
	});

	it('comes out harmless, whatever it was', () => {
		const fragment = fc.constantFrom(
			'<img src=x onerror=alert(1)>',
			'<',
			'>',
			'"',
			"'",
			'&#x',
			'](',
			'![',
			'[',
			')',
			'javascript:',
			'data:',
			'https://a.example/',
			'<https://a.example/"onclick=x>',
			'`',
			'```',
			'|',
			'-',
			'\n',
			'\n\n',
			'# ',
			'\t',
			' ',
			'on',
			'style=',
			'[a]: https://b.example "t"\n'
		);
		const typed = fc.oneof(
			fc.string({ unit: 'grapheme' }),
			fc.array(fragment, { maxLength: 30 }).map((all) => all.join(''))
		);
		fc.assert(
			fc.property(typed, (text) => {
				expect(harmfulTags(renderMarkdown(text))).toEqual([]);
			}),
			{ numRuns: 2_000 }
		);
	});
});
