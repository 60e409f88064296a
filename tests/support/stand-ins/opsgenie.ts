/** Opsgenie's Alert API: made, and closed by alias. */
import { z } from 'zod';
import { cleanLine, cleanText, jsonBody, mustBe, type StandIn } from './stand-in.ts';

export const alert = z.strictObject({
	message: cleanLine.max(130),
	alias: z.string().min(1).max(512),
	description: cleanText.max(15_000),
	details: z.record(z.string().min(1), cleanText).refine((all) => JSON.stringify(all).length <= 8_000),
	priority: z.enum(['P1', 'P2', 'P3', 'P4', 'P5']),
	source: z.literal('Gatehouse')
});
export const closing = z.strictObject({ source: z.literal('Gatehouse'), note: cleanText.min(1).max(25_000) });

export const opsgenie: StandIn = {
	kind: 'opsgenie',
	settings: (url) => ({ api_key: 'hush-1234', server: url }),
	secret: 'hush',
	accept(asked) {
		mustBe(asked.method, 'POST');
		mustBe(asked.headers.authorization, 'GenieKey hush-1234');
		if (asked.url === '/v2/alerts') jsonBody(asked, alert);
		else {
			mustBe(/^\/v2\/alerts\/[^/?]+\/close\?identifierType=alias$/.test(asked.url), true);
			jsonBody(asked, closing);
		}
		return { status: 202, body: '{"result":"Request will be processed","took":0.3,"requestId":"43a2"}' };
	},
	read(asked) {
		if (asked.url !== '/v2/alerts') {
			const { note } = jsonBody(asked, closing);
			return { title: note.split('\n')[0] ?? '', text: note, links: [] };
		}
		const { message, description } = jsonBody(asked, alert);
		return {
			title: message,
			text: description,
			links: description.match(/(?<=^[^\n]*: )https:\/\/status\S+$/gm) ?? []
		};
	},
	busy: { status: 429, body: '{"message":"You are making too many requests!","took":0,"requestId":"1"}' },
	waitMs: undefined,
	refusal: { status: 403, body: '{"message":"Api Key is restricted to access","took":0,"requestId":"1"}' },
	sentence: 'Opsgenie answered 403: Api Key is restricted to access.'
};
