/** HTML as mail and chat services read it: what people typed is escaped, so that it cannot begin or end anything. */
import type { Dialect } from './wording.ts';

/** Text inside HTML, and inside a quoted attribute of it. */
export function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');
}

export const HTML: Dialect = {
	text: escaped,
	strong: (text) => `<b>${escaped(text)}</b>`,
	link: (label, url) => `<a href="${escaped(url)}">${escaped(label)}</a>`
};
