/** Google Chat's webhooks: spaces.messages.create with cards of version 2, at most 32,000 bytes. */
import { z } from 'zod';
import { cleanLine, cleanText, jsonBody, mustBe, readHtml, webLink, type StandIn } from './stand-in.ts';

const widget = z.union([
	z.strictObject({
		decoratedText: z.strictObject({
			topLabel: cleanLine.optional(),
			text: cleanText.min(1),
			wrapText: z.literal(true)
		})
	}),
	z.strictObject({ textParagraph: z.strictObject({ text: cleanText.min(1) }) }),
	z.strictObject({
		buttonList: z.strictObject({
			buttons: z.array(
				z.strictObject({
					text: cleanLine,
					onClick: z.strictObject({ openLink: z.strictObject({ url: webLink }) })
				})
			)
		})
	})
]);
const message = z.strictObject({
	fallbackText: cleanLine,
	cardsV2: z.tuple([
		z.strictObject({
			cardId: z.literal('message'),
			card: z.strictObject({
				header: z.strictObject({ title: cleanLine }),
				sections: z.tuple([z.strictObject({ widgets: z.array(widget).min(1).max(100) })]).optional()
			})
		})
	]),
	thread: z.strictObject({ threadKey: z.string().min(1).max(4_000) })
});

export const googleChat: StandIn = {
	kind: 'google-chat',
	settings: (url) => ({ url: `${url}/v1/spaces/AAAA/messages?key=k&token=hush` }),
	secret: 'hush',
	accept(asked) {
		const { pathname, searchParams } = new URL(asked.url, 'http://chat.invalid');
		mustBe(`${asked.method} ${pathname}`, 'POST /v1/spaces/AAAA/messages');
		mustBe(`${searchParams.get('key')} ${searchParams.get('token')}`, 'k hush');
		mustBe(searchParams.get('messageReplyOption'), 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
		z.string().min(1).parse(searchParams.get('requestId'));
		jsonBody(asked, message);
		if (Buffer.byteLength(asked.body) > 32_000) throw new Error('The message is too long.');
		return { status: 200, body: '{"name":"spaces/AAAA/messages/1"}' };
	},
	read(asked) {
		const [{ card }] = jsonBody(asked, message).cardsV2;
		const widgets = card.sections?.[0].widgets ?? [];
		const links: string[] = [];
		const texts = widgets.map((one) => {
			if ('buttonList' in one) {
				links.push(...one.buttonList.buttons.map(({ onClick }) => onClick.openLink.url));
				return '';
			}
			const read = readHtml('decoratedText' in one ? one.decoratedText.text : one.textParagraph.text, ['br']);
			return `${'decoratedText' in one ? `${one.decoratedText.topLabel ?? ''}: ` : ''}${read.text}`;
		});
		return { title: card.header.title, text: texts.join('\n'), links };
	},
	busy: {
		status: 429,
		body: '{"error":{"code":429,"message":"Resource has been exhausted.","status":"RESOURCE_EXHAUSTED"}}'
	},
	waitMs: undefined,
	refusal: { status: 404, body: '{"error":{"code":404,"message":"Space not found.","status":"NOT_FOUND"}}' },
	sentence: 'Google Chat answered 404: Space not found.'
};
