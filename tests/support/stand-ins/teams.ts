/** Workflows of Microsoft Teams: a message with one Adaptive Card of version 1.4, at most 28 KB. */
import { z } from 'zod';
import { cleanLine, cleanText, jsonBody, mustBe, webLink, type StandIn } from './stand-in.ts';

const run = z.strictObject({
	type: z.literal('TextRun'),
	text: cleanText.min(1),
	size: z.literal('Large').optional(),
	weight: z.literal('Bolder').optional(),
	color: z.enum(['Attention', 'Warning', 'Good', 'Accent']).optional()
});
const card = z.strictObject({
	$schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
	type: z.literal('AdaptiveCard'),
	version: z.literal('1.4'),
	fallbackText: cleanLine,
	msteams: z.strictObject({ width: z.literal('Full') }),
	body: z
		.array(
			z.strictObject({
				type: z.literal('RichTextBlock'),
				spacing: z.enum(['None', 'Small']),
				inlines: z.array(run).min(1)
			})
		)
		.min(1),
	actions: z
		.array(z.strictObject({ type: z.literal('Action.OpenUrl'), title: cleanLine, url: webLink }))
		.max(6)
});
const message = z.strictObject({
	type: z.literal('message'),
	attachments: z.tuple([
		z.strictObject({
			contentType: z.literal('application/vnd.microsoft.card.adaptive'),
			contentUrl: z.null(),
			content: card
		})
	])
});

export const teams: StandIn = {
	kind: 'teams',
	settings: (url) => ({
		url: `${url}/workflows/1/triggers/manual/paths/invoke?api-version=2016-06-01&sig=hush`
	}),
	secret: 'hush',
	accept(asked) {
		mustBe(
			`${asked.method} ${asked.url}`,
			'POST /workflows/1/triggers/manual/paths/invoke?api-version=2016-06-01&sig=hush'
		);
		jsonBody(asked, message);
		if (Buffer.byteLength(asked.body) > 28 * 1024) return { status: 413 };
		return { status: 202 };
	},
	read(asked) {
		const [{ content }] = jsonBody(asked, message).attachments;
		const [title, ...others] = content.body.map(({ inlines }) => inlines.map(({ text }) => text).join(''));
		return { title: title ?? '', text: others.join('\n'), links: content.actions.map(({ url }) => url) };
	},
	busy: { status: 429, headers: { 'retry-after': '12' } },
	waitMs: 12_000,
	refusal: {
		status: 401,
		body: '{"error":{"code":"DirectApiAuthorizationRequired","message":"The request must be signed."}}'
	},
	sentence: 'Microsoft Teams answered 401: The request must be signed.'
};
