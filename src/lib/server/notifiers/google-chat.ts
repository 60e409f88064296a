/** Tells a Google Chat space by its webhook, as a card; everything that is said of one outage stands in one thread. */
import { z } from 'zod';
import type { Message } from '../../domain/message.ts';
import { bounded, numbered } from './bounded.ts';
import { hostOf, serviceAddress } from './fields.ts';
import { textAt } from './json.ts';
import { escaped } from './markup.ts';
import type { Notifier } from './notifier.ts';
import { bytes } from './plain.ts';
import { tell } from './request.ts';
import { stableKey } from './stable-key.ts';
import { titleOf } from './wording.ts';

const schema = z.strictObject({
	url: serviceAddress('https://chat.googleapis.com/v1/spaces/AAAA/messages?key=…&token=…', {
		title: 'Webhook address',
		description: 'From the settings of the space, Apps and integrations, Webhooks; it is kept secret.'
	})
});

/** A message takes 32,000 bytes, its cards counted. */
const BOUNDS = { title: 200, each: 2_000, total: 12_000, count: 30, links: 6 };
const sizeOf = (text: string) => bytes(escaped(text));

export const googleChat: Notifier<z.infer<typeof schema>> = {
	kind: 'google-chat',
	title: 'Google Chat',
	schema,
	secrets: ['url'],
	keepsAlerts: false,
	describe: ({ url }) => hostOf(url),
	deliver: (message, { url }, means) =>
		tell(
			{
				service: 'Google Chat',
				url: addressOf(url, message),
				body: {
					fallbackText: titleOf(message),
					cardsV2: [{ cardId: 'message', card: cardOf(message) }],
					thread: { threadKey: stableKey(message.dedupKey) }
				},
				saying: textAt(['error', 'message'])
			},
			means
		)
};

/** A second copy of a request with the same id is answered and not posted. */
function addressOf(url: string, { id }: Message): string {
	const address = new URL(url);
	address.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
	address.searchParams.set('requestId', stableKey(id));
	return address.href;
}

/** Headers are plain text; the text of a widget is a small HTML, in which what people typed is escaped. */
function cardOf(message: Message): object {
	const { title, lines, steps, links } = bounded(message, { ...BOUNDS, sizeOf });
	const facts = lines.map(({ label, text }) => ({
		decoratedText: { ...(label === '' ? {} : { topLabel: label }), text: html(text), wrapText: true }
	}));
	const list = steps.length === 0 ? [] : [{ textParagraph: { text: html(numbered(steps)) } }];
	const buttons = links.map(({ label, url }) => ({ text: label, onClick: { openLink: { url } } }));
	const widgets = [...facts, ...list, ...(buttons.length === 0 ? [] : [{ buttonList: { buttons } }])];
	return { header: { title }, ...(widgets.length === 0 ? {} : { sections: [{ widgets }] }) };
}

function html(text: string): string {
	return escaped(text).replaceAll('\n', '<br>');
}
