/** Twilio's Messages resource: a form behind basic authentication, a body of at most 1,600 characters. */
import { z } from 'zod';
import { cleanText, formBody, mustBe, type StandIn } from './stand-in.ts';

const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';
const message = z.strictObject({
	To: z.string().regex(/^\+[1-9]\d{6,14}$/),
	From: z.string().min(1).optional(),
	MessagingServiceSid: z
		.string()
		.regex(/^MG[0-9a-f]{32}$/)
		.optional(),
	Body: cleanText.min(1).max(1_600)
});

export const twilio: StandIn = {
	kind: 'twilio',
	settings: (url) => ({
		to: ['+4915112345678'],
		from: 'Gatehouse',
		account: ACCOUNT,
		token: 'hush',
		server: url
	}),
	secret: 'hush',
	accept(asked) {
		mustBe(`${asked.method} ${asked.url}`, `POST /2010-04-01/Accounts/${ACCOUNT}/Messages.json`);
		mustBe(asked.headers.authorization, `Basic ${Buffer.from(`${ACCOUNT}:hush`).toString('base64')}`);
		const { From, MessagingServiceSid } = formBody(asked, message);
		mustBe(From === undefined, MessagingServiceSid !== undefined);
		return { status: 201, body: '{"sid":"SM1","status":"queued"}' };
	},
	read(asked) {
		const { Body } = formBody(asked, message);
		return {
			title: Body.split('\n')[0] ?? '',
			text: Body,
			links: Body.match(/https:\/\/status\.example\S+$/)?.slice(0, 1) ?? []
		};
	},
	busy: {
		status: 429,
		headers: { 'retry-after': '2' },
		body: '{"code":20429,"message":"Too Many Requests","status":429}'
	},
	waitMs: 2_000,
	refusal: {
		status: 400,
		body: '{"code":21211,"message":"Invalid \'To\' Phone Number: +4915112345678","status":400}'
	},
	sentence: "+4915112345678: Twilio answered 400: Invalid 'To' Phone Number: +4915112345678."
};
