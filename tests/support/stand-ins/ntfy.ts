/** ntfy, "Publish as JSON": at the root of the server, a message of at most 4,096 bytes and three buttons. */
import { z } from 'zod';
import { cleanLine, cleanText, jsonBody, mustBe, webLink, type StandIn } from './stand-in.ts';

const message = z.strictObject({
	topic: z.string().regex(/^[-_A-Za-z0-9]{1,64}$/),
	title: cleanLine,
	message: cleanText.min(1).refine((text) => Buffer.byteLength(text) <= 4_096),
	priority: z.int().min(1).max(5),
	click: webLink.optional(),
	actions: z.array(z.strictObject({ action: z.literal('view'), label: cleanLine, url: webLink })).max(3)
});

export const ntfy: StandIn = {
	kind: 'ntfy',
	settings: (url) => ({ topic: 'alerts', token: 'tk_hush', server: url }),
	secret: 'hush',
	accept(asked) {
		mustBe(`${asked.method} ${asked.url}`, 'POST /');
		mustBe(asked.headers.authorization, 'Bearer tk_hush');
		mustBe(jsonBody(asked, message).topic, 'alerts');
		return { status: 200, body: '{"id":"abc","event":"message"}' };
	},
	read(asked) {
		const { title, message: text, actions } = jsonBody(asked, message);
		return { title, text, links: actions.map(({ url }) => url) };
	},
	busy: { status: 429, body: '{"code":42901,"http":429,"error":"limit reached: too many requests"}' },
	waitMs: undefined,
	refusal: { status: 403, body: '{"code":40301,"http":403,"error":"forbidden"}' },
	sentence: 'ntfy answered 403: forbidden.'
};
