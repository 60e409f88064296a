/** Comma-separated values as RFC 4180 has them: read whatever writes them, written so that a spreadsheet runs nothing. */

export type CsvRow = { line: number; cells: string[] };

/** What is wrong with a text that is no CSV, and on which line. */
export class CsvFault extends Error {
	readonly line: number;
	constructor(line: number, sentence: string) {
		super(sentence);
		this.name = 'CsvFault';
		this.line = line;
	}
}

/**
 * Rows with the line each begins on; empty lines are left out. Takes CR LF, LF or CR, commas or, where the first line has
 * no comma, semicolons, and a byte order mark.
 * @throws CsvFault for a quote that is never closed or that something follows
 */
export function readCsv(text: string): CsvRow[] {
	const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
	const first = source.slice(0, source.indexOf('\n') === -1 ? undefined : source.indexOf('\n'));
	const separator = !first.includes(',') && first.includes(';') ? ';' : ',';
	const rows: CsvRow[] = [];
	let [at, line] = [0, 1];
	while (at < source.length) {
		const row: CsvRow = { line, cells: [] };
		for (let isMore = true; isMore;) {
			const cell = source[at] === '"' ? quoted(source, at, line) : bare(source, at, separator);
			line += cell.text.split('\n').length - 1;
			row.cells.push(cell.text);
			at = cell.end;
			const next = source[at];
			if (next !== undefined && next !== separator && next !== '\n') {
				throw new CsvFault(line, 'After a closing quote comes a separator or the end of the line.');
			}
			isMore = next === separator;
			at += 1;
		}
		line += 1;
		if (row.cells.length > 1 || row.cells[0]?.trim() !== '') rows.push(row);
	}
	return rows;
}

function bare(source: string, from: number, separator: string): { text: string; end: number } {
	let end = from;
	while (end < source.length && source[end] !== separator && source[end] !== '\n') end += 1;
	return { text: source.slice(from, end), end };
}

function quoted(source: string, from: number, line: number): { text: string; end: number } {
	let text = '';
	for (let at = from + 1; at < source.length; at += 1) {
		if (source[at] !== '"') text += source[at];
		else if (source[at + 1] === '"') text += source[(at += 1)];
		else return { text, end: at + 1 };
	}
	throw new CsvFault(line, 'A quote is opened here and never closed.');
}

/** What spreadsheets take for a formula when a cell begins with it. */
const FORMULA = /^[=+\-@\t\r]/;

/** One text with CR LF at the end of every row. A cell that would be run as a formula gets an apostrophe in front. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
	return rows.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(text: string): string {
	const safe = FORMULA.test(text) ? `'${text}` : text;
	return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a cell said before an apostrophe kept it from being a formula. */
export function withoutApostrophe(cell: string): string {
	return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
