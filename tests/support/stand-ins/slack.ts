/** Slack's incoming webhooks: api.slack.com/messaging/webhooks, and Block Kit's rules for the blocks. */
import { z } from 'zod';
import { cleanLine, cleanText, jsonBody, mustBe, webLink, type StandIn } from './stand-in.ts';

const text = z.strictObject({
	type: z.literal('text'),
	text: cleanText.min(1),
	style: z.strictObject({ bold: z.literal(true) }).optional()
});
const link = z.strictObject({ type: z.literal('link'), url: webLink, text: cleanLine });
const section = z.strictObject({
	type: z.literal('rich_text_section'),
	elements: z.array(z.union([text, link])).min(1)
});
const list = z.strictObject({
	type: z.literal('rich_text_list'),
	style: z.literal('ordered'),
	elements: z.array(section).min(1)
});
const header = z.strictObject({
	type: z.literal('header'),
	text: z.strictObject({ type: z.literal('plain_text'), text: cleanLine.max(150), emoji: z.literal(false) })
});
const richText = z.strictObject({
	type: z.literal('rich_text'),
	elements: z.array(z.union([section, list])).min(1)
});
const message = z.strictObject({
	text: cleanText.min(1).max(40_000),
	mrkdwn: z.literal(false),
	blocks: z.tuple([header], richText)
});

export const slack: StandIn = {
	kind: 'slack',
	settings: (url) => ({ url: `${url}/services/T000/B000/hush` }),
	secret: 'hush',
	accept(asked) {
		mustBe(`${asked.method} ${asked.url}`, 'POST /services/T000/B000/hush');
		jsonBody(asked, message);
		return { status: 200, body: 'ok' };
	},
	read(asked) {
		const { text: fallback, blocks } = jsonBody(asked, message);
		// Three characters are escaped, and what else begins with < would be a mention or a link.
		if (/[<>]|&(?!(?:amp|lt|gt);)/.test(fallback)) throw new Error('Something in the text is not escaped.');
		const [first, ...others] = blocks;
		const parts = others
			.flatMap((block) => block.elements)
			.flatMap((element) => (element.type === 'rich_text_list' ? element.elements : [element]))
			.flatMap((one) => one.elements);
		return {
			title: first.text.text,
			text: parts.map((part) => part.text).join(''),
			links: parts.flatMap((part) => (part.type === 'link' ? part.url : []))
		};
	},
	busy: { status: 429, headers: { 'retry-after': '30' }, body: 'rate_limited' },
	waitMs: 30_000,
	refusal: { status: 404, body: 'no_service' },
	sentence: 'Slack answered 404: no_service.'
};
