/** A message as the HTML part of a mail: readable in light and dark, without anything that is fetched. */
import type { Message, Severity } from '../../domain/message.ts';
import { escaped } from './markup.ts';
import { oneLine, plainText } from './plain.ts';
import { labelOf } from './wording.ts';

/** Ink on paper, and the same on dark; contrast is 4.5 at least. */
const ACCENT: Record<Severity, { light: string; dark: string }> = {
	critical: { light: '#B4232C', dark: '#F0777B' },
	warning: { light: '#8A5A12', dark: '#E0A94A' },
	good: { light: '#2E7D5B', dark: '#58B68A' },
	info: { light: '#3B66B0', dark: '#86A8E7' }
};

const FONT = 'system-ui, -apple-system, &quot;Segoe UI&quot;, Roboto, sans-serif';

export function letterHtml(message: Message): string {
	const { light, dark } = ACCENT[message.severity];
	const title = escaped(oneLine(message.title, 1_000));
	const lines = message.lines.map(({ label, text }) => {
		const name = label === '' ? '' : `<span class="name">${escaped(oneLine(label, 80))}</span> `;
		return `<p style="margin:0 0 8px">${name}${paragraph(text)}</p>`;
	});
	const steps = message.steps.map((step) => `<li style="margin:0 0 4px">${paragraph(step)}</li>`);
	const links = message.links.map((link) => {
		return `<p style="margin:0 0 8px"><a href="${escaped(link.url)}" style="color:inherit">${escaped(labelOf(link))}</a></p>`;
	});
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>
:root { color-scheme: light dark }
.name { color: #5A6068 }
h1 { color: ${light} }
@media (prefers-color-scheme: dark) { body { background: #14171B !important; color: #E7E5E1 !important } .name { color: #9AA0A8 } h1 { color: ${dark} !important } }
</style></head>
<body style="margin:0;padding:24px;background:#FBFAF8;color:#1D2126;font:16px/1.5 ${FONT}">
<div style="max-width:38rem">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${title}</h1>
${lines.join('\n')}
${steps.length === 0 ? '' : `<ol style="margin:16px 0;padding-left:24px">${steps.join('\n')}</ol>`}
${links.join('\n')}
</div></body></html>
`;
}

function paragraph(text: string): string {
	return escaped(plainText(text)).replaceAll('\n', '<br>');
}
