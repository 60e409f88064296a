/** What people type, and what they had better not be able to do with it. */
import fc from 'fast-check';
import type { Message } from '../../src/lib/domain/message.ts';
import { NOTICE } from './telling.ts';

const HOSTILE = [
	...[
		'\r\nBcc: everybody@example.com\r\n\r\nHello',
		'\n',
		'\r',
		'\0',
		'\t',
		'\u001b[31m',
		'\u2028',
		'\u0085'
	],
	...[
		']]>',
		'<![CDATA[',
		'<script>alert(1)</script>',
		'</b>',
		'<a href="https://evil.example">',
		'&amp;',
		'&#0;'
	],
	...['*bold*', '_it_', '~~gone~~', '`code`', '```', '||hidden||', '# title', '> quote', '- item', '1. one'],
	...[
		'[here](https://evil.example)',
		'<https://evil.example|here>',
		'![](x)',
		'<!channel>',
		'<@U123>',
		'@everyone'
	],
	...[
		'<users/all>',
		'<at>all</at>',
		'{{DATE(2026-01-01T00:00:00Z)}}',
		'{to}',
		'{text}',
		'{secret}',
		'${HOME}',
		'%0a%0d'
	],
	...['\u202Eevil\u202C', '\u2066x\u2069', '\u200F', 'שלום', 'العربية', '\uFEFF', '\u00AD'],
	...[
		'😀',
		'👩‍👩‍👧‍👦',
		'🇩🇪',
		'e\u0301',
		'\ud800',
		'\udc00',
		'"',
		"'",
		'\\',
		'\\"',
		'{"a":1}',
		'=?utf-8?q?x?=',
		'.',
		'\r\n.\r\n'
	]
];

export const typed = fc.oneof(
	{
		weight: 4,
		arbitrary: fc
			.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 12 })), {
				maxLength: 8
			})
			.map((parts) => parts.join(''))
	},
	{
		weight: 1,
		arbitrary: fc
			.constantFrom('x', '*', '<', '&', '"', '\\', '😀', '\0', '\n')
			.map((one) => one.repeat(10_000))
	},
	{ weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
	{ weight: 1, arbitrary: fc.constant('') }
);

export const LINKS = [
	'https://status.example/admin/outages/1',
	'https://status.example/s/a(b)?q="c"&d=<e>&f=\'g\'&h=]]>&i=*j*_k_`l`|m',
	'https://status.example/acknowledge/abc.def?x=[1]&y=(2)'
];

/** A message in which everything that a person could have typed is hostile. */
export const hostileMessage: fc.Arbitrary<Message> = fc.record({
	id: fc.uuid(),
	dedupKey: typed.map((text) => `outage:${text}`),
	at: fc.integer({ min: 0, max: 4_102_444_800_000 }),
	severity: fc.constantFrom('critical', 'warning', 'info', 'good'),
	isRecovery: fc.boolean(),
	title: typed,
	lines: fc.array(fc.record({ label: typed, text: typed }), { maxLength: 6 }),
	steps: fc.array(typed, { maxLength: 4 }),
	links: fc.array(
		fc.record({
			label: typed,
			url: fc.constantFrom(...LINKS),
			purpose: fc.constantFrom('outage', 'page', 'acknowledge')
		}),
		{ maxLength: 6 }
	),
	notices: fc.constant([NOTICE])
});

/** What a reader can see of a text: nothing that controls, nothing that reorders, spaces and cuts left out, signs plain. */
export function visible(text: string): string {
	return text
		.toWellFormed()
		.replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFEFF…]/gu, '')
		.replace(/[–—]/g, '-')
		.replace(/[‘’]/g, "'")
		.replace(/[“”„]/g, '"');
}
