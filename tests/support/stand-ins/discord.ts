/** Discord's webhooks: the developer documentation's "Execute Webhook" and its limits of an embed. */
import { z } from 'zod';
import { cleanLine, cleanText, jsonBody, mustBe, webLink, type StandIn } from './stand-in.ts';

const message = z.strictObject({
	embeds: z.tuple([
		z.strictObject({
			title: cleanLine.max(256),
			url: webLink.optional(),
			description: cleanText.max(4_096),
			color: z.int().min(0).max(0xffffff),
			timestamp: z.iso.datetime()
		})
	]),
	allowed_mentions: z.strictObject({ parse: z.tuple([]) })
});

/** Reads what Discord's Markdown makes of it: signs behind a backslash are themselves, bold and links are what is left. */
function readMarkdown(markdown: string): { text: string; links: string[] } {
	const links: string[] = [];
	const text = markdown.replace(
		/\\([!-/:-@[-`{-~])|\*\*|\[((?:\\.|[^\\\]])*)\]\(([^()\s]+)\)|[*_~`|<>[\]()#@\\]/g,
		(part, sign: string | undefined, label: string | undefined, url: string | undefined) => {
			if (sign !== undefined) return sign;
			if (part === '**') return '';
			if (url === undefined) throw new Error(`${part} is not escaped.`);
			links.push(url);
			return (label ?? '').replace(/\\(.)/g, '$1');
		}
	);
	return { text, links };
}

export const discord: StandIn = {
	kind: 'discord',
	settings: (url) => ({ url: `${url}/api/webhooks/1234/hush?thread_id=5` }),
	secret: 'hush',
	accept(asked) {
		mustBe(`${asked.method} ${asked.url}`, 'POST /api/webhooks/1234/hush?thread_id=5&wait=true');
		jsonBody(asked, message);
		return { status: 200, body: '{"id":"1"}' };
	},
	read(asked) {
		const [{ title, description }] = jsonBody(asked, message).embeds;
		return { title: readMarkdown(title).text, ...readMarkdown(description) };
	},
	busy: {
		status: 429,
		headers: { 'retry-after': '1' },
		body: '{"message":"You are being rate limited.","retry_after":0.53,"global":false}'
	},
	waitMs: 1_000,
	refusal: { status: 404, body: '{"message":"Unknown Webhook","code":10015}' },
	sentence: 'Discord answered 404: Unknown Webhook.'
};
