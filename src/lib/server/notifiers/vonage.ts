/** Tells phones by text messages of Vonage, which answers 200 whatever became of them: the answer is read. */
import { z } from 'zod';
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { OutwardAnswer } from '../outward.ts';
import { delivered, outcomeOf, passing, permanent, said } from './answers.ts';
import { baseAddress, line, secret } from './fields.ts';
import { inJson } from './json.ts';
import type { Notifier } from './notifier.ts';
import { ask } from './request.ts';
import { stableKey } from './stable-key.ts';
import { tellEach } from './tell-each.ts';
import { phoneNumbers, septets, textMessage } from './text-message.ts';

const FROM = 'takes a number of digits, or a name of at most 11 letters and digits';

const schema = z.strictObject({
	to: phoneNumbers,
	from: line(FROM, { title: 'Sender', description: 'A number of yours at Vonage, or a name.' }, 15).refine(
		(text) => /^(?:\+?\d{3,15}|[A-Za-z0-9 ]{1,11})$/.test(text),
		{ error: FROM }
	),
	api_key: secret('takes an API key', { title: 'API key', description: 'Of your account at Vonage.' }),
	api_secret: secret('takes an API secret', { title: 'API secret' }),
	server: baseAddress('https://rest.nexmo.com')
});

/** Throttled, an internal error, no credit, too many connections: over after a while or after a payment. */
const PASSING_STATUS = new Set(['1', '5', '9', '10']);

export const vonage: Notifier<z.infer<typeof schema>> = {
	kind: 'vonage',
	title: 'SMS by Vonage',
	schema,
	secrets: ['api_secret'],
	keepsAlerts: false,
	describe: ({ to }) => to.join(', '),
	deliver(message, { to, from, api_key, api_secret, server }, means) {
		const text = textMessage(message);
		const type = septets(text) === null ? 'unicode' : 'text';
		return tellEach(to, means, async (number) => {
			const answer = await ask(
				{
					service: 'Vonage',
					url: `${server}/sms/json`,
					body: new URLSearchParams({
						api_key,
						api_secret,
						from: from.replace(/^\+/, ''),
						to: number.slice(1),
						text,
						type,
						'client-ref': stableKey(message.id, 40)
					})
				},
				means
			);
			return 'failed' in answer ? answer : read(answer, means.now);
		});
	}
};

/** A long text goes out as several messages; the first that failed speaks for all of them. */
function read(answer: OutwardAnswer, now: number): DeliveryOutcome {
	const messages = inJson(answer.body, 'messages');
	if (answer.status !== 200 || !Array.isArray(messages)) return outcomeOf(answer, 'Vonage', now);
	const list = messages as { status?: unknown; 'error-text'?: unknown }[];
	const failed = list.find(({ status }) => String(status) !== '0');
	if (!failed) return delivered('accepted');
	const sentence = `Vonage refused it: ${said(String(failed['error-text'] ?? failed.status))}.`;
	return PASSING_STATUS.has(String(failed.status)) ? passing(sentence) : permanent(sentence);
}
