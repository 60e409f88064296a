/**
 * The one formatter: turns what a person typed into HTML that can only be harmless formatting. No raw HTML, no images,
 * no attribute but a link's; links lead to http, https or mailto. Runs on the server; a browser loads it for the preview of who writes, and for nothing else.
 */
import MarkdownIt from 'markdown-it';

const SAFE_LINK = /^(?:https?:\/\/|mailto:)/i;

const formatter = new MarkdownIt('default', { html: false, linkify: true, breaks: true, langPrefix: '' });
formatter.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
formatter.validateLink = (url) => SAFE_LINK.test(url);

formatter.core.ruler.push('demote', ({ tokens, env }) => {
	const top = Number(env.topHeading);
	let level = top - 1;
	for (const token of tokens) {
		if (token.type === 'heading_open') {
			level = Math.min(6, level + 1, top - 1 + Number(token.tag.slice(1)));
		}
		if (token.type.startsWith('heading_')) token.tag = `h${level}`;
		// column alignment comes as a style attribute, which the page's policy forbids
		if (token.type === 'th_open' || token.type === 'td_open') token.attrs = null;
	}
});

formatter.renderer.rules['link_open'] = (tokens, index) => {
	const address = tokens[index]?.attrGet('href');
	return address
		? `<a href="${formatter.utils.escapeHtml(String(address))}" rel="nofollow noopener">`
		: '<a>';
};
/** A picture is shown as the words that stand for it. */
formatter.renderer.rules['image'] = (tokens, index) =>
	formatter.utils.escapeHtml(tokens[index]?.content ?? '');
formatter.renderer.rules['fence'] = (tokens, index) => codeBlock(tokens[index]?.content ?? '');
formatter.renderer.rules['code_block'] = (tokens, index) => codeBlock(tokens[index]?.content ?? '');

function codeBlock(text: string): string {
	return `<pre><code>${formatter.utils.escapeHtml(text)}</code></pre>\n`;
}

/**
 * Markdown in, harmless HTML out, for any input.
 * @param topHeading the level of its first headings, one below the page's own heading above it; none skips a level
 */
export function renderMarkdown(text: string, topHeading: 3 | 4 = 4): string {
	return formatter.render(text, { topHeading });
}
