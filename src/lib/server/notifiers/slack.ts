/**
 * Tells a Slack channel by an incoming webhook. What people typed travels in rich text elements, which know no markup,
 * so that neither a star nor a mention in it does anything; `text` is for notifications and for servers that read no blocks.
 */
import { z } from 'zod';
import type { Message } from '../../domain/message.ts';
import { bounded } from './bounded.ts';
import { hostOf, serviceAddress } from './fields.ts';
import type { Notifier } from './notifier.ts';
import { tell } from './request.ts';
import { PLAIN, worded } from './wording.ts';

const schema = z.strictObject({
	url: serviceAddress('https://hooks.slack.com/services/T000/B000/XXXX', {
		title: 'Webhook address',
		description: 'Of an incoming webhook of your Slack app; whoever has it can post, so it is kept secret.'
	})
});

/** Slack takes 150 characters in a header and 3,000 in a block. */
const BOUNDS = { title: 150, each: 600, total: 2_400, count: 20, links: 5 };
const TEXT_AT_MOST = 3_000;

export const slack: Notifier<z.infer<typeof schema>> = {
	kind: 'slack',
	title: 'Slack',
	schema,
	secrets: ['url'],
	keepsAlerts: false,
	describe: ({ url }) => hostOf(url),
	deliver: (message, { url }, means) =>
		tell(
			{ service: 'Slack', url, body: { text: textOf(message), mrkdwn: false, blocks: blocksOf(message) } },
			means
		)
};

/** Slack reads three characters in a text; they are escaped, and nothing else is (api.slack.com, "Escaping text"). */
function textOf(message: Message): string {
	const escape = (text: string) =>
		text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	const dialect = {
		...PLAIN,
		text: escape,
		strong: escape,
		link: (label: string, url: string) => escape(`${label}: ${url}`)
	};
	return worded(message, dialect, { most: TEXT_AT_MOST });
}

function blocksOf(message: Message): object[] {
	const { title, lines, steps, links } = bounded(message, BOUNDS);
	const text = (words: string, bold = false) => ({
		type: 'text',
		text: words,
		...(bold ? { style: { bold } } : {})
	});
	const section = (elements: object[]) => ({ type: 'rich_text_section', elements });
	const facts = lines.map(({ label, text: value }) =>
		section([...(label === '' ? [] : [text(`${label}: `, true)]), text(`${value}\n`)])
	);
	const list = {
		type: 'rich_text_list',
		style: 'ordered',
		elements: steps.map((step) => section([text(step)]))
	};
	const addresses = links.flatMap(({ label, url }, index) => [
		...(index === 0 ? [] : [text(' · ')]),
		{ type: 'link', url, text: label }
	]);
	const elements = [
		...facts,
		...(steps.length === 0 ? [] : [list]),
		...(links.length === 0 ? [] : [section(addresses)])
	];
	return [
		{ type: 'header', text: { type: 'plain_text', text: title, emoji: false } },
		...(elements.length === 0 ? [] : [{ type: 'rich_text', elements }])
	];
}
