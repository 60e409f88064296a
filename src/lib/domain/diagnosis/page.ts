/**
 * The structure of a page: what it shows outside of quotations. A page that talks about errors quotes them in `pre`, `code`
 * or an `article`; a page that is an error has nothing else to show. Every step is one walk with `indexOf`: no input is slow.
 */

export interface Page {
	title: string;
	/** The texts of h1 and h2, the first few. */
	headings: string[];
	/** The markup without quotations, scripts, styles and comments. */
	skeleton: string;
	/** The markup without quotations and comments, scripts left in. */
	markup: string;
	/** The words that a reader sees, outside of quotations. */
	text: string;
	/** Whether it is made like a site: with navigation, an article, or more words than an error needs. */
	isSite: boolean;
}

/** What quotes instead of saying. */
const QUOTING = ['pre', 'code', 'article', 'textarea', 'blockquote', 'samp'];
/** What nobody reads. */
const UNREAD = ['template', 'script', 'style', 'svg'];
const LEAVING_QUOTES = leavingOut(QUOTING);
const LEAVING = leavingOut([...QUOTING, ...UNREAD]);
/** The longest of the known templates, Debian's first page of Apache, stays below. */
const MOST_WORDS = 4500;
const MOST_HEADINGS = 8;

export function readPage(body: string): Page {
	const skeleton = without(LEAVING, body);
	const text = textOf(skeleton);
	return {
		title: textOf(between(body, 'title')[0] ?? ''),
		headings: [...between(skeleton, 'h1'), ...between(skeleton, 'h2')].slice(0, MOST_HEADINGS).map(textOf),
		skeleton,
		markup: without(LEAVING_QUOTES, body),
		text,
		isSite: isMadeLikeASite(body) || text.length > MOST_WORDS
	};
}

/** Whether the markup has parts that no error page needs. Cheap, since it decides for most pages. */
export function isMadeLikeASite(body: string): boolean {
	return /<(?:nav|article|main)[\s>]/i.test(body);
}

function leavingOut(names: readonly string[]): RegExp {
	return new RegExp(`<(?:!--|(?:${names.join('|')})(?=[\\s>/]))`, 'gi');
}

function without(leaving: RegExp, body: string): string {
	let kept = '';
	let from = 0;
	leaving.lastIndex = 0;
	for (let match = leaving.exec(body); match; match = leaving.exec(body)) {
		kept += body.slice(from, match.index);
		const name = match[0].slice(1).toLowerCase();
		from = endOf(body, name, match.index + match[0].length);
		leaving.lastIndex = from;
	}
	return kept + body.slice(from);
}

/** Where a left out part ends; one that never ends takes the rest with it. */
function endOf(body: string, name: string, from: number): number {
	if (name === '!--') {
		const end = body.indexOf('-->', from);
		return end === -1 ? body.length : end + 3;
	}
	const close = new RegExp(`</${name}\\s{0,8}>`, 'gi');
	close.lastIndex = from;
	const end = close.exec(body);
	return end ? end.index + end[0].length : body.length;
}

/** The insides of each element of a name, at most a few. */
function between(markup: string, name: string): string[] {
	const found: string[] = [];
	const open = new RegExp(`<${name}(?=[\\s>])`, 'gi');
	for (let match = open.exec(markup); match && found.length < MOST_HEADINGS; match = open.exec(markup)) {
		const start = markup.indexOf('>', match.index);
		if (start === -1) break;
		const close = new RegExp(`</${name}`, 'gi');
		close.lastIndex = start;
		const end = close.exec(markup);
		if (!end) break;
		found.push(markup.slice(start + 1, Math.min(end.index, start + 600)));
		open.lastIndex = end.index;
	}
	return found;
}

function textOf(markup: string): string {
	let text = '';
	let from = 0;
	while (from < markup.length) {
		const open = markup.indexOf('<', from);
		if (open === -1) return tidy(text + markup.slice(from));
		text += markup.slice(from, open) + ' ';
		const close = markup.indexOf('>', open);
		if (close === -1) break;
		from = close + 1;
	}
	return tidy(text);
}

const ENTITIES: Record<string, string> = {
	'&amp;': '&',
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&nbsp;': ' ',
	'&#39;': "'",
	'&#32;': ' ',
	'&#35;': '#',
	'&#46;': '.'
};

function tidy(text: string): string {
	return text
		.replace(/&(?:amp|lt|gt|quot|nbsp|#39|#32|#35|#46);/g, (entity) => ENTITIES[entity] ?? entity)
		.replace(/\s+/g, ' ')
		.trim();
}
