/** Pushover's message API, and the calling off of emergencies by their tag. */
import { z } from 'zod';
import { cleanLine, cleanText, jsonBody, mustBe, webLink, type StandIn } from './stand-in.ts';

const characters = (most: number) => (text: string) => [...text].length <= most;
const common = {
	token: z.literal('ahushT'),
	user: z.literal('ukey'),
	device: z
		.string()
		.regex(/^[A-Za-z0-9_-]{1,25}$/)
		.optional(),
	title: cleanLine.refine(characters(250)),
	message: cleanText.min(1).refine(characters(1_024)),
	url: webLink.max(512).optional(),
	url_title: cleanLine.refine(characters(100)).optional(),
	timestamp: z.int().min(0)
};
const message = z.union([
	z.strictObject({ ...common, priority: z.int().min(-2).max(1) }),
	z.strictObject({
		...common,
		priority: z.literal(2),
		retry: z.int().min(30),
		expire: z.int().max(10_800),
		tags: z.string().regex(/^[\w-]{1,100}$/)
	})
]);

export const pushover: StandIn = {
	kind: 'pushover',
	settings: (url) => ({ token: 'ahushT', user: 'ukey', device: 'phone', server: url }),
	secret: 'hush',
	accept(asked) {
		mustBe(asked.method, 'POST');
		if (/^\/1\/receipts\/cancel_by_tag\/[\w-]+\.json$/.test(asked.url)) {
			jsonBody(asked, z.strictObject({ token: z.literal('ahushT') }));
		} else {
			mustBe(asked.url, '/1/messages.json');
			jsonBody(asked, message);
		}
		return { status: 200, body: '{"status":1,"request":"647d2300-702c-4b38-8b2f-d56326ae460b"}' };
	},
	read(asked) {
		const { title, message: text, url } = jsonBody(asked, message);
		return { title, text, links: url === undefined ? [] : [url] };
	},
	busy: { status: 429, body: '{"status":0,"errors":["application message limit reached"]}' },
	waitMs: undefined,
	refusal: {
		status: 400,
		body: '{"user":"invalid","errors":["user identifier is not a valid user"],"status":0}'
	},
	sentence: 'Pushover answered 400: user identifier is not a valid user.'
};
