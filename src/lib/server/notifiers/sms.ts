/** Tells phones by any gateway that takes text messages over HTTP: the request is described, with named fields only. */
import { z } from 'zod';
import { outcomeOf, passing, said } from './answers.ts';
import { hostOf } from './fields.ts';
import type { Notifier } from './notifier.ts';
import { ask } from './request.ts';
import { tellEach } from './tell-each.ts';
import { BODY_TYPES, FIELDS, filledBody, filledUrl, unknownFields, type Fields } from './template.ts';
import { phoneNumbers, textMessage } from './text-message.ts';
import { titleOf } from './wording.ts';

const KNOWN = FIELDS.map((name) => `{${name}}`).join(', ');
const SAMPLE: Fields = { to: '+15005550006', text: 'text', title: 'title', id: 'id' };
const ADDRESS = 'takes an address such as https://sms.example/send';
const HEADERS = 'takes names of headers and their values, each one line of visible ASCII';

const withFields = z.string({ error: 'takes a text' }).superRefine((text, context) => {
	const [unknown] = unknownFields(text);
	if (unknown === undefined) return;
	context.addIssue({
		code: 'custom',
		message: `takes the fields ${KNOWN}, and {${unknown}} is none of them`
	});
});

const schema = z
	.strictObject({
		to: phoneNumbers,
		url: withFields
			.refine((text) => isAddress(text), { error: ADDRESS })
			.meta({ title: 'Address', description: `Of the gateway. Fields: ${KNOWN}.` }),
		method: z
			.enum(['POST', 'PUT', 'GET'], { error: 'takes POST, PUT or GET' })
			.default('POST')
			.meta({ title: 'Method' }),
		headers: z
			.record(
				z.string().regex(/^[A-Za-z0-9-]{1,100}$/, { error: HEADERS }),
				z.string().regex(/^[\x20-\x7e]{0,4000}$/, { error: HEADERS }),
				{
					error: HEADERS
				}
			)
			.default({})
			.meta({ title: 'Headers', keyTitle: 'Header', description: 'Such as authorization; without fields.' }),
		body: withFields.default('').meta({
			title: 'Body',
			isLong: true,
			example: '{"to":"{to}","text":"{text}"}',
			description: `What is sent. Fields: ${KNOWN}.`
		}),
		body_type: z
			.enum(BODY_TYPES, { error: `takes ${BODY_TYPES.join(', ')}` })
			.default('json')
			.meta({
				title: 'Sort of body',
				labels: { json: 'JSON', form: 'Form', xml: 'XML', text: 'Plain text' },
				description: 'Decides how fields are encoded in it.'
			}),
		success: z.string({ error: 'takes a text' }).min(1, { error: 'takes a text' }).optional().meta({
			title: 'Sign of success',
			isRare: true,
			description: 'A text that the answer holds when the gateway took the message.'
		})
	})
	.superRefine(({ body, body_type, method }, context) => {
		const say = (message: string) => context.addIssue({ code: 'custom', path: ['body'], message });
		if (method === 'GET' && body !== '') say('takes nothing where the method is GET');
		else if (method !== 'GET' && body_type === 'json' && !isJson(body))
			say('takes JSON where body_type is json');
	});

const CONTENT_TYPE = {
	json: 'application/json',
	form: 'application/x-www-form-urlencoded',
	xml: 'application/xml',
	text: 'text/plain; charset=utf-8'
};

export const sms: Notifier<z.infer<typeof schema>> = {
	kind: 'sms',
	title: 'SMS by a gateway of your choice',
	schema,
	secrets: ['url', 'headers.*', 'body'],
	keepsAlerts: false,
	describe: ({ to, url }) => `${to.join(', ')} by ${hostOf(filledUrl(url, SAMPLE))}`,
	deliver(message, { to, url, method, headers, body, body_type, success }, means) {
		const text = textMessage(message);
		return tellEach(to, means, async (number) => {
			const fields = { to: number, text, title: titleOf(message), id: message.id };
			const answer = await ask(
				{
					service: 'The gateway',
					url: filledUrl(url, fields),
					method,
					headers: { ...(method === 'GET' ? {} : { 'content-type': CONTENT_TYPE[body_type] }), ...headers },
					...(method === 'GET' ? {} : { body: filledBody(body, body_type, fields) })
				},
				means
			);
			if ('failed' in answer) return answer;
			const outcome = outcomeOf(answer, 'The gateway', means.now);
			if ('failed' in outcome || success === undefined || answer.body.includes(success)) return outcome;
			return passing(`The gateway did not say that it took the message: ${said(answer.body)}`);
		});
	}
};

/** Whether it is one of the web whatever the fields are, which may not decide whom is asked. */
function isAddress(template: string): boolean {
	if (!/^https?:\/\/[^/{}?#\s]+(?:[/?]|$)/.test(template)) return false;
	return URL.canParse(filledUrl(template, SAMPLE));
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
