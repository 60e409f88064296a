/** How much of a long message stands on pages that only point to it: whole paragraphs, and never a wall of text. */

/**
 * The beginning of a text as typed: whole paragraphs as far as they fit, else whole words, else letters. Markdown that
 * is cut stays harmless, since the formatter takes any text.
 * @param atMost in UTF-16 units, the mark of the cut not counted
 */
export function excerptOf(text: string, atMost: number): { text: string; isCut: boolean } {
	if (text.length <= atMost) return { text, isCut: false };
	const window = text.slice(0, atMost);
	const paragraph = window.lastIndexOf('\n\n');
	if (paragraph >= atMost / 3) return { text: window.slice(0, paragraph), isCut: true };
	const word = window.search(/\s\S*$/);
	const kept = word >= atMost / 2 ? window.slice(0, word) : window.replace(/[\ud800-\udbff]$/, '');
	return { text: `${kept} …`, isCut: true };
}
