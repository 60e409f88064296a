/** A gateway that takes JSON, as many do. */
import { z } from 'zod';
import { cleanText, jsonBody, mustBe, type StandIn } from './stand-in.ts';

const message = z.strictObject({
	sender: z.literal('Gatehouse'),
	recipients: z.tuple([z.strictObject({ msisdn: z.literal('+4915112345678') })]),
	message: cleanText.min(1),
	reference: z.string().min(1)
});

export const sms: StandIn = {
	kind: 'sms',
	settings: (url) => ({
		to: ['+4915112345678'],
		url: `${url}/hush/{to}?title={title}`,
		headers: { authorization: 'Token hush' },
		body: '{"sender":"Gatehouse","recipients":[{"msisdn":"{to}"}],"message":"{text}","reference":"{id}"}'
	}),
	secret: 'hush',
	accept(asked) {
		const { pathname, searchParams } = new URL(asked.url, 'http://sms.invalid');
		mustBe(`${asked.method} ${decodeURIComponent(pathname)}`, 'POST /hush/+4915112345678');
		mustBe([...searchParams.keys()].join(), 'title');
		mustBe(asked.headers.authorization, 'Token hush');
		jsonBody(asked, message);
		return { status: 200, body: 'OK' };
	},
	read(asked) {
		const { message: text } = jsonBody(asked, message);
		return {
			title: text.split('\n')[0] ?? '',
			text,
			links: text.match(/https:\/\/status\.example\S+$/)?.slice(0, 1) ?? []
		};
	},
	busy: { status: 503, headers: { 'retry-after': '9' } },
	waitMs: 9_000,
	refusal: { status: 402, body: 'no credit' },
	sentence: '+4915112345678: The gateway answered 402: no credit.'
};
