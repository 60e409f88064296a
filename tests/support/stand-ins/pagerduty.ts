/** PagerDuty's Events API v2. */
import { z } from 'zod';
import { cleanLine, cleanText, jsonBody, mustBe, webLink, type StandIn } from './stand-in.ts';

export const KEY = 'hush5678901234567890123456789012';

export const event = z.strictObject({
	routing_key: z.literal(KEY),
	event_action: z.enum(['trigger', 'resolve']),
	dedup_key: z.string().min(1).max(255),
	payload: z.strictObject({
		summary: cleanLine.max(1_024),
		source: z.string().min(1),
		severity: z.enum(['critical', 'error', 'warning', 'info']),
		timestamp: z.iso.datetime(),
		class: z.string().min(1).optional(),
		custom_details: z.record(z.string(), cleanText)
	}),
	links: z.array(z.strictObject({ href: webLink, text: cleanLine })),
	client: z.literal('Gatehouse')
});

export const pagerduty: StandIn = {
	kind: 'pagerduty',
	settings: (url) => ({ routing_key: KEY, server: url }),
	secret: 'hush',
	accept(asked) {
		mustBe(`${asked.method} ${asked.url}`, 'POST /v2/enqueue');
		const { dedup_key } = jsonBody(asked, event);
		if (Buffer.byteLength(asked.body) > 512 * 1024) return { status: 413 };
		return {
			status: 202,
			body: JSON.stringify({ status: 'success', message: 'Event processed', dedup_key })
		};
	},
	read(asked) {
		const { payload, links } = jsonBody(asked, event);
		return {
			title: payload.summary,
			text: Object.entries(payload.custom_details)
				.map(([label, text]) => `${label}: ${text}`)
				.join('\n'),
			links: links.map(({ href }) => href)
		};
	},
	busy: { status: 429, body: '' },
	waitMs: undefined,
	refusal: {
		status: 400,
		body: '{"status":"invalid event","message":"Event object is invalid","errors":["Invalid routing key"]}'
	},
	sentence: 'PagerDuty answered 400: Invalid routing key.'
};
