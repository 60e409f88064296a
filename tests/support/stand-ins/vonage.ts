/** Vonage's SMS API: a form, and an answer of 200 whose messages say what became of them. */
import { z } from 'zod';
import { cleanText, formBody, mustBe, type StandIn } from './stand-in.ts';

const message = z.strictObject({
	api_key: z.literal('abcd1234'),
	api_secret: z.literal('hush'),
	from: z.string().min(1),
	to: z.string().regex(/^[1-9]\d{6,14}$/),
	text: cleanText.min(1),
	type: z.enum(['text', 'unicode']),
	'client-ref': z.string().min(1).max(100)
});
export const answered = (status: string, text: string) =>
	JSON.stringify({ 'message-count': '1', messages: [{ to: '4915112345678', status, 'error-text': text }] });

export const vonage: StandIn = {
	kind: 'vonage',
	settings: (url) => ({
		to: ['+4915112345678'],
		from: 'Gatehouse',
		api_key: 'abcd1234',
		api_secret: 'hush',
		server: url
	}),
	secret: 'hush',
	accept(asked) {
		mustBe(`${asked.method} ${asked.url}`, 'POST /sms/json');
		const { text, type } = formBody(asked, message);
		// As text, whatever is not of the phone's alphabet arrives as a question mark.
		if (type === 'text' && /[^\n\x20-\x7e£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€]/.test(text))
			throw new Error('It is unicode.');
		return { status: 200, body: '{"message-count":"1","messages":[{"to":"4915112345678","status":"0"}]}' };
	},
	read(asked) {
		const { text } = formBody(asked, message);
		return {
			title: text.split('\n')[0] ?? '',
			text,
			links: text.match(/https:\/\/status\.example\S+$/)?.slice(0, 1) ?? []
		};
	},
	busy: { status: 200, body: answered('1', 'Throttled') },
	waitMs: undefined,
	refusal: { status: 200, body: answered('4', 'Bad Credentials') },
	sentence: '+4915112345678: Vonage refused it: Bad Credentials.'
};
