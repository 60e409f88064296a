/** Tells a Discord channel by its webhook, as an embed: markup in what people typed is escaped, and nobody is mentioned. */
import { z } from 'zod';
import type { Message, Severity } from '../../domain/message.ts';
import { hostOf, serviceAddress } from './fields.ts';
import { textAt } from './json.ts';
import type { Notifier } from './notifier.ts';
import { markupUrl } from './plain.ts';
import { tell } from './request.ts';
import { titleOf, worded, type Dialect } from './wording.ts';

const schema = z.strictObject({
	url: serviceAddress('https://discord.com/api/webhooks/1234/XXXX', {
		title: 'Webhook address',
		description: 'From the settings of the channel, Integrations, Webhooks; it is kept secret.'
	})
});

const COLOUR: Record<Severity, number> = {
	critical: 0xb4232c,
	warning: 0xb7791f,
	good: 0x2e7d5b,
	info: 0x3b66b0
};

/** Of an embed: 256 characters in the title, 4,096 in the description. */
const TITLE_AT_MOST = 256;
const DESCRIPTION_AT_MOST = 4_000;

/** A backslash before a sign makes it the sign itself, whatever it would have begun. */
const escaped = (text: string) => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
const DIALECT: Dialect = {
	text: escaped,
	strong: (text) => `**${escaped(text)}**`,
	link: (label, url) => `[${escaped(label)}](${markupUrl(url)})`
};

export const discord: Notifier<z.infer<typeof schema>> = {
	kind: 'discord',
	title: 'Discord',
	schema,
	secrets: ['url'],
	keepsAlerts: false,
	describe: ({ url }) => hostOf(url),
	deliver: (message, { url }, means) =>
		tell(
			{
				service: 'Discord',
				url: waiting(url),
				body: { embeds: [embedOf(message)], allowed_mentions: { parse: [] } },
				saying: textAt(['message'])
			},
			means
		)
};

/** Without it Discord says that all is well before it has looked. */
function waiting(url: string): string {
	const address = new URL(url);
	address.searchParams.set('wait', 'true');
	return address.href;
}

function embedOf(message: Message): object {
	const [first] = message.links;
	return {
		title: escaped(titleOf(message, TITLE_AT_MOST, (text) => escaped(text).length)),
		...(first ? { url: first.url } : {}),
		description: worded(message, DIALECT, { most: DESCRIPTION_AT_MOST, withoutTitle: true }),
		color: COLOUR[message.severity],
		timestamp: new Date(message.at).toISOString()
	};
}
