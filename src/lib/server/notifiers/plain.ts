/** What a person typed as plain text that no service can read as anything else: no controls, whole characters, bounded. */

/** Everything that controls a terminal, a header or a protocol, apart from the tab and the line break. */
const CONTROLS = /[\p{Cc}--[\t\n]]/gv;
/** Embeddings, overrides and isolates turn the order of what follows; marks (U+200E, U+200F) only help a word along. */
const REORDERING = /[\u202A-\u202E\u2066-\u2069]/g;
const BREAKS = /[\p{Zl}\p{Zp}]|\r\n?/gu;

export type SizeOf = (text: string) => number;

/** Of UTF-16 units, which is never less than what a service counts as characters. */
export const units: SizeOf = (text) => text.length;
export const bytes: SizeOf = (text) => Buffer.byteLength(text);

/** Text of several lines. */
export function plainText(text: string): string {
	return text.toWellFormed().replace(BREAKS, '\n').replace(CONTROLS, ' ').replace(REORDERING, '').trim();
}

/** Text as one line, shortened to `most` where it is longer. */
export function oneLine(text: string, most = 300, sizeOf: SizeOf = units): string {
	return shortened(plainText(text).replace(/\s+/g, ' '), most, sizeOf);
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ELLIPSIS = '…';

/** The beginning of a text, cut between whole characters as readers see them, with an ellipsis where something is missing. */
export function shortened(text: string, most: number, sizeOf: SizeOf = units): string {
	if (sizeOf(text) <= most) return text;
	const room = most - sizeOf(ELLIPSIS);
	let size = 0;
	let end = 0;
	for (const { segment, index } of GRAPHEMES.segment(text)) {
		size += sizeOf(segment);
		if (size > room) break;
		end = index + segment.length;
	}
	return room < 0 ? '' : text.slice(0, end).trimEnd() + ELLIPSIS;
}

/** An address in a form in which no markup finds anything of its own: what could end a link is percent-encoded. */
export function markupUrl(url: string): string {
	return encodeURI(new URL(url).href)
		.replaceAll('%25', '%')
		.replace(/[()<>[\]*_~`|\\'"!]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
