/**
 * Writes a letter as the two parts of a mail. Nothing in it is fetched, nothing runs, and it reads in light and dark. What
 * a person typed is text, or went through the one formatter.
 */
import type { DayState } from '../../../domain/snapshot.ts';
import { renderMarkdown } from '../../../markdown.ts';
import { escapeHtml } from '../../feeds/escape-html.ts';
import { oneLine, plainText } from '../../notifiers/plain.ts';
import type { LetterFoot, LetterPart, PageLetter } from './page-letter.ts';

/** A subject line that no mail program breaks. */
const SUBJECT_AT_MOST = 180;
const PREVIEW_AT_MOST = 160;
const TITLE_AT_MOST = 400;
const PAGE_TITLE_AT_MOST = 60;

/** The same colours as on the page; contrast is 4.5 at least. */
const COLOUR: Record<DayState, { light: string; dark: string }> = {
	operational: { light: '#2E7D5B', dark: '#58B68A' },
	degraded: { light: '#8A5A12', dark: '#E0A94A' },
	partial: { light: '#B4232C', dark: '#F0777B' },
	down: { light: '#B4232C', dark: '#F0777B' },
	maintenance: { light: '#3B66B0', dark: '#86A8E7' },
	unknown: { light: '#5A6068', dark: '#9AA0A8' }
};

export interface WrittenLetter {
	subject: string;
	text: string;
	html: string;
}

export function writeLetter(letter: PageLetter, foot: LetterFoot): WrittenLetter {
	const page = oneLine(foot.pageTitle, PAGE_TITLE_AT_MOST);
	return {
		subject: `[${page}] ${oneLine(letter.subject, SUBJECT_AT_MOST)}`,
		text: textOf(letter, foot, page),
		html: htmlOf(letter, foot, page)
	};
}

function textOf({ word, title, parts }: PageLetter, foot: LetterFoot, page: string): string {
	const said = parts.map((part) => {
		if (part.kind === 'link') return `${part.label}: ${part.url}`;
		if (part.kind === 'typed') return plainText(part.markdown);
		return plainText(part.label ? `${part.label}: ${part.text}` : part.text);
	});
	return [
		`${word}: ${oneLine(title, TITLE_AT_MOST)}`,
		...said.filter((text) => text !== ''),
		'-- ',
		`${page}: ${foot.reason}`,
		`Change what you hear of: ${foot.manageUrl}\nLeave: ${foot.leaveUrl}`
	]
		.join('\n\n')
		.replace('-- \n\n', '-- \n')
		.concat('\n');
}

function htmlOf(letter: PageLetter, foot: LetterFoot, page: string): string {
	const { light, dark } = COLOUR[letter.state];
	const title = escapeHtml(oneLine(letter.title, TITLE_AT_MOST));
	return `<!doctype html>
<html lang="${escapeHtml(foot.language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>
:root { color-scheme: light dark }
.word { color: ${light} } .soft { color: #5A6068 } .foot { border-top: 1px solid #D9D6D0 }
pre { overflow-x: auto } blockquote { margin-left: 0; padding-left: 16px; border-left: 3px solid #D9D6D0 }
@media (prefers-color-scheme: dark) {
body { background: #14171B !important; color: #E7E5E1 !important }
.word { color: ${dark} !important } .soft { color: #9AA0A8 !important } .foot, blockquote { border-color: #343A41 !important }
}
</style></head>
<body style="margin:0;padding:24px;background:#FBFAF8;color:#1D2126;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(oneLine(letter.preview, PREVIEW_AT_MOST))}</div>
<div style="max-width:38rem;overflow-wrap:anywhere">
<p class="soft" style="margin:0 0 16px"><bdi>${escapeHtml(page)}</bdi></p>
<p class="word" style="margin:0;font-weight:600">${escapeHtml(letter.word)}</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3"><bdi>${title}</bdi></h1>
${partsHtml(letter.parts)}
<div class="foot soft" style="margin-top:32px;padding-top:16px;font-size:14px">
<p style="margin:0 0 8px">${escapeHtml(oneLine(foot.reason))}</p>
<p style="margin:0"><a href="${escapeHtml(foot.manageUrl)}" style="color:inherit">Change what you hear of</a> · <a href="${escapeHtml(foot.leaveUrl)}" style="color:inherit">Leave</a></p>
</div></div></body></html>
`;
}

/** Thousands get the same letter within seconds, and formatting is the most work in it. */
const formatted = new WeakMap<readonly LetterPart[], string>();

function partsHtml(parts: readonly LetterPart[]): string {
	const known = formatted.get(parts);
	if (known !== undefined) return known;
	const html = parts.map(partHtml).join('\n');
	formatted.set(parts, html);
	return html;
}

function partHtml(part: LetterPart): string {
	if (part.kind === 'typed') return `<div dir="auto">${renderMarkdown(plainText(part.markdown), 3)}</div>`;
	if (part.kind === 'link') {
		return `<p style="margin:24px 0"><a href="${escapeHtml(part.url)}" style="color:inherit;font-weight:600">${escapeHtml(part.label)}</a></p>`;
	}
	const label = part.label ? `<span class="soft">${escapeHtml(part.label)}</span> ` : '';
	return `<p style="margin:0 0 12px">${label}${escapeHtml(plainText(part.text)).replaceAll('\n', '<br>')}</p>`;
}

const NAMED: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** What was typed without its formatting, as one line: from what the formatter made of it, which has no raw markup. */
export function withoutFormatting(markdown: string): string {
	return renderMarkdown(plainText(markdown))
		.replace(/<[^>]*>/g, ' ')
		.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => NAMED[entity] ?? entity)
		.replace(/\s+/g, ' ')
		.trim();
}
