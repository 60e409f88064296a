/** CSV as RFC 4180 has it: a table of files, and that what is written is read again as it was. */
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { CsvFault, readCsv, withoutApostrophe, writeCsv } from '../../../src/lib/format/csv.ts';

const cellsOf = (text: string) => readCsv(text).map(({ cells }) => cells);

it.each<[string, string, string[][]]>([
	['nothing', '', []],
	['one cell', 'a', [['a']]],
	[
		'CR LF, LF and CR',
		'a,b\r\nc,d\ne,f\rg,h',
		[
			['a', 'b'],
			['c', 'd'],
			['e', 'f'],
			['g', 'h']
		]
	],
	[
		'empty cells',
		'a,,\n,,b',
		[
			['a', '', ''],
			['', '', 'b']
		]
	],
	['empty lines', '\n\na\n  \n\n', [['a']]],
	['quotes', '"a,b","say ""hi""",""', [['a,b', 'say "hi"', '']]],
	[
		'line breaks in quotes',
		'"a\r\nb",c\nd,e',
		[
			['a\nb', 'c'],
			['d', 'e']
		]
	],
	['a quote in the middle is a character', 'a"b,c', [['a"b', 'c']]],
	[
		'semicolons',
		'a;b\nc;d',
		[
			['a', 'b'],
			['c', 'd']
		]
	],
	['a semicolon beside commas is a character', 'a,b;c', [['a', 'b;c']]],
	['a byte order mark', '\uFEFFa,b', [['a', 'b']]]
])('reads %s', (_, text, rows) => {
	expect(cellsOf(text)).toEqual(rows);
});

it.each([
	['a\n"b', 2],
	['"a"b,c', 1],
	['a\n\n"x\ny" z', 4]
])('says in which line %j is wrong', (text, line) => {
	expect(() => readCsv(text)).toThrow(CsvFault);
	try {
		readCsv(text);
	} catch (fault) {
		expect((fault as CsvFault).line).toBe(line);
	}
});

it('says on which line each row begins', () => {
	expect(readCsv('a\n"b\nc"\n\nd').map(({ line }) => line)).toEqual([1, 2, 5]);
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '=HYPERLINK("https://evil.example")'])(
	'writes %j so that no spreadsheet runs it',
	(cell) => {
		const [[written] = []] = cellsOf(writeCsv([['x', cell]])).map((row) => row.slice(1));
		expect(written).toBe(`'${cell}`);
		expect(withoutApostrophe(written ?? '')).toBe(cell);
	}
);

test('whatever is written is read again as it was', () => {
	const cell = fc
		.string({ unit: 'binary', maxLength: 20 })
		.map((text) => text.replace(/\r\n?|\uFEFF/g, '\n'));
	const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
	fc.assert(
		fc.property(rows, (table) => {
			const lines = [['a', 'b'], ...table];
			expect(cellsOf(writeCsv(lines)).map((row) => row.map(withoutApostrophe))).toEqual(
				lines.map((row) => row.map(withoutApostrophe))
			);
		})
	);
});
