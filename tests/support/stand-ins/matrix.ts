/** Matrix, Client-Server API v1.13: sending an event to a room; events take 65,536 bytes. */
import { z } from 'zod';
import { cleanText, jsonBody, mustBe, readHtml, type StandIn } from './stand-in.ts';

const event = z.strictObject({
	msgtype: z.enum(['m.text', 'm.notice']),
	body: cleanText.min(1),
	format: z.literal('org.matrix.custom.html'),
	formatted_body: cleanText.min(1),
	'm.mentions': z.strictObject({})
});
const TAGS = ['b', 'a', 'br'];

export const matrix: StandIn = {
	kind: 'matrix',
	settings: (url) => ({ server: url, room: '!abc/d:matrix.example', token: 'syt_hush' }),
	secret: 'hush',
	accept(asked) {
		mustBe(asked.method, 'PUT');
		const path = /^\/_matrix\/client\/v3\/rooms\/([^/]+)\/send\/m\.room\.message\/[^/]+$/.exec(asked.url);
		mustBe(decodeURIComponent(path?.[1] ?? ''), '!abc/d:matrix.example');
		mustBe(asked.headers.authorization, 'Bearer syt_hush');
		jsonBody(asked, event);
		if (Buffer.byteLength(asked.body) > 60_000)
			return { status: 413, body: '{"errcode":"M_TOO_LARGE","error":"event too large"}' };
		return { status: 200, body: '{"event_id":"$1"}' };
	},
	read(asked) {
		const { text, links } = readHtml(jsonBody(asked, event).formatted_body, TAGS);
		return { title: text.split('\n')[0] ?? '', text, links };
	},
	busy: {
		status: 429,
		body: '{"errcode":"M_LIMIT_EXCEEDED","error":"Too many requests","retry_after_ms":2000}'
	},
	waitMs: 2_000,
	refusal: { status: 403, body: '{"errcode":"M_FORBIDDEN","error":"You are not in this room"}' },
	sentence: 'The Matrix server answered 403: You are not in this room.'
};
