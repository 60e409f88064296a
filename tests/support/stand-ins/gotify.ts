/** Gotify's REST API: a message of an application, by its key. */
import { z } from 'zod';
import { cleanLine, cleanText, jsonBody, mustBe, webLink, type StandIn } from './stand-in.ts';

const message = z.strictObject({
	title: cleanLine,
	message: cleanText.min(1),
	priority: z.int().min(0).max(10),
	extras: z.strictObject({
		'client::display': z.strictObject({ contentType: z.literal('text/plain') }),
		'client::notification': z.strictObject({ click: z.strictObject({ url: webLink }) }).optional()
	})
});

export const gotify: StandIn = {
	kind: 'gotify',
	settings: (url) => ({ server: `${url}/notify/`, token: 'AhushX' }),
	secret: 'hush',
	accept(asked) {
		mustBe(`${asked.method} ${asked.url}`, 'POST /notify/message');
		mustBe(asked.headers['x-gotify-key'], 'AhushX');
		jsonBody(asked, message);
		return { status: 200, body: '{"id":1,"appid":1}' };
	},
	read(asked) {
		const { title, message: text, extras } = jsonBody(asked, message);
		return { title, text, links: [extras['client::notification']?.click.url ?? []].flat() };
	},
	busy: { status: 503, headers: { 'retry-after': '60' } },
	waitMs: 60_000,
	refusal: {
		status: 401,
		body: '{"error":"Unauthorized","errorCode":401,"errorDescription":"you need to provide a valid access token"}'
	},
	sentence: 'Gotify answered 401: you need to provide a valid access token.'
};
