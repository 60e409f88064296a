/**
 * Tells a Microsoft Teams channel by a workflow ("When a Teams webhook request is received") as an Adaptive Card. What
 * people typed stands in text runs, which know no Markdown.
 */
import { z } from 'zod';
import type { Message, Severity } from '../../domain/message.ts';
import { bounded } from './bounded.ts';
import { hostOf, serviceAddress } from './fields.ts';
import { textAt } from './json.ts';
import type { Notifier } from './notifier.ts';
import { bytes } from './plain.ts';
import { tell } from './request.ts';

const schema = z.strictObject({
	url: serviceAddress('https://prod-00.westeurope.logic.azure.com/workflows/…', {
		title: 'Workflow address',
		description:
			'Of a workflow that starts when a Teams webhook request is received and posts the card; it is kept secret.'
	})
});

/** The names that Adaptive Cards have for colours, which follow the reader's theme. */
const COLOUR: Record<Severity, string> = {
	critical: 'Attention',
	warning: 'Warning',
	good: 'Good',
	info: 'Accent'
};

/** Teams takes a message of 28 KB. */
const BOUNDS = { title: 400, each: 2_000, total: 12_000, count: 30, links: 6, sizeOf: bytes };

export const teams: Notifier<z.infer<typeof schema>> = {
	kind: 'teams',
	title: 'Microsoft Teams',
	schema,
	secrets: ['url'],
	keepsAlerts: false,
	describe: ({ url }) => hostOf(url),
	deliver: (message, { url }, means) =>
		tell(
			{
				service: 'Microsoft Teams',
				url,
				body: {
					type: 'message',
					attachments: [
						{
							contentType: 'application/vnd.microsoft.card.adaptive',
							contentUrl: null,
							content: cardOf(message)
						}
					]
				},
				saying: textAt(['error', 'message'])
			},
			means
		)
};

function cardOf(message: Message): object {
	const { title, lines, steps, links } = bounded(message, BOUNDS);
	const run = (text: string, style: object = {}) => ({ type: 'TextRun', text, ...style });
	const block = (inlines: object[], spacing = 'Small') => ({ type: 'RichTextBlock', spacing, inlines });
	return {
		$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
		type: 'AdaptiveCard',
		version: '1.4',
		fallbackText: title,
		msteams: { width: 'Full' },
		body: [
			block([run(title, { size: 'Large', weight: 'Bolder', color: COLOUR[message.severity] })], 'None'),
			...lines.map(({ label, text }) =>
				block([...(label === '' ? [] : [run(`${label}: `, { weight: 'Bolder' })]), run(text)])
			),
			...steps.map((step, index) => block([run(`${index + 1}. ${step}`)]))
		],
		actions: links.map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url }))
	};
}
