/** Tells a Telegram chat, group or channel by a bot. */
import { z } from 'zod';
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { Message } from '../../domain/message.ts';
import { delivered, outcomeOf, passing } from './answers.ts';
import { baseAddress } from './fields.ts';
import { inJson, textAt } from './json.ts';
import { HTML } from './markup.ts';
import type { Means, Notifier } from './notifier.ts';
import { ask } from './request.ts';
import { worded } from './wording.ts';

const TOKEN = 'takes the token of a bot, such as 123456:ABC-DEF';
const CHAT = 'takes the number of a chat, such as -1001234567890, or the @name of a channel';

const schema = z.strictObject({
	token: z
		.string({ error: TOKEN })
		.regex(/^\d{1,20}:[A-Za-z0-9_-]{1,200}$/, { error: TOKEN })
		.meta({ title: 'Token of the bot', description: 'BotFather gives it to you.' }),
	chat: z
		.union([z.int(), z.string().regex(/^(?:-?\d{1,20}|@[A-Za-z0-9_]{1,64})$/, { error: CHAT })], {
			error: CHAT
		})
		.transform(String)
		.meta({
			title: 'Chat',
			description: 'Its number, or the @name of a public channel. The bot must be in it.'
		}),
	topic: z
		.int({ error: 'takes the number of a topic' })
		.positive({ error: 'takes the number of a topic' })
		.optional()
		.meta({
			title: 'Topic',
			isRare: true,
			description: 'Of a group with topics: the number of the one to post in.'
		}),
	server: baseAddress('https://api.telegram.org')
});
type Settings = z.infer<typeof schema>;

/** A message takes 4,096 characters after its markup was read; markup counts here as well, which is on the safe side. */
const TEXT_AT_MOST = 4_096;

export const telegram: Notifier<Settings> = {
	kind: 'telegram',
	title: 'Telegram',
	schema,
	secrets: ['token'],
	keepsAlerts: false,
	describe: ({ chat }) => `chat ${chat}`,
	async deliver(message, settings, means) {
		const answer = await send(message, settings.chat, settings, means);
		if ('failed' in answer) return answer;
		const movedTo = inJson(answer.body, 'parameters', 'migrate_to_chat_id');
		if (answer.status !== 400 || (typeof movedTo !== 'number' && typeof movedTo !== 'string')) {
			return outcome(answer, means);
		}
		// A group that became a supergroup has another number, and what is sent to the old one is lost.
		const second = await send(message, String(movedTo), settings, means);
		if ('failed' in second) return second;
		const said = outcome(second, means);
		if ('failed' in said) return said;
		return delivered(`The chat has a new number: enter ${movedTo} instead of ${settings.chat}.`);
	}
};

function send(message: Message, chat: string, { token, topic, server }: Settings, means: Means) {
	return ask(
		{
			service: 'Telegram',
			url: `${server}/bot${token}/sendMessage`,
			body: {
				chat_id: chat,
				...(topic === undefined ? {} : { message_thread_id: topic }),
				text: worded(message, HTML, { most: TEXT_AT_MOST }),
				parse_mode: 'HTML',
				link_preview_options: { is_disabled: true },
				disable_notification: message.severity === 'info'
			}
		},
		means
	);
}

/** Telegram says how long to wait in its answer rather than in a header. */
function outcome(
	answer: { status: number; headers: Readonly<Record<string, string>>; body: string },
	means: Means
): DeliveryOutcome {
	const read = outcomeOf(answer, 'Telegram', means.now, textAt(['description'])(answer.body));
	const seconds = inJson(answer.body, 'parameters', 'retry_after');
	if (!('failed' in read)) return delivered(String(answer.status));
	return typeof seconds === 'number' && !read.permanent ? passing(read.failed, seconds * 1_000) : read;
}
