/** Telegram's Bot API: sendMessage with parse_mode HTML, at most 4,096 characters after the markup was read. */
import { z } from 'zod';
import { cleanText, jsonBody, mustBe, readHtml, type StandIn } from './stand-in.ts';

const message = z.strictObject({
	chat_id: z.string().regex(/^(-?\d+|@\w+)$/),
	message_thread_id: z.int().positive().optional(),
	text: cleanText.min(1),
	parse_mode: z.literal('HTML'),
	link_preview_options: z.strictObject({ is_disabled: z.literal(true) }),
	disable_notification: z.boolean()
});
const TAGS = ['b', 'a'];

export const telegram: StandIn = {
	kind: 'telegram',
	settings: (url) => ({ token: '123:hush', chat: -1001234, server: url }),
	secret: 'hush',
	accept(asked) {
		mustBe(`${asked.method} ${asked.url}`, 'POST /bot123:hush/sendMessage');
		const { text } = jsonBody(asked, message);
		if (readHtml(text, TAGS).text.length > 4_096) throw new Error('message is too long');
		return { status: 200, body: '{"ok":true,"result":{"message_id":1}}' };
	},
	read(asked) {
		const { text, links } = readHtml(jsonBody(asked, message).text, TAGS);
		return { title: text.split('\n')[0] ?? '', text, links };
	},
	busy: {
		status: 429,
		body: '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 35","parameters":{"retry_after":35}}'
	},
	waitMs: 35_000,
	refusal: {
		status: 403,
		body: '{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked from the group chat"}'
	},
	sentence: 'Telegram answered 403: Forbidden: bot was kicked from the group chat.'
};
