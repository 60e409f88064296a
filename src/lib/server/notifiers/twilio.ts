/** Tells phones by text messages of Twilio. */
import { z } from 'zod';
import { baseAddress, line, secret } from './fields.ts';
import { textAt } from './json.ts';
import type { Notifier } from './notifier.ts';
import { tell } from './request.ts';
import { tellEach } from './tell-each.ts';
import { phoneNumber, phoneNumbers, textMessage } from './text-message.ts';

const ACCOUNT = 'takes the SID of an account: AC and 32 digits from 0 to f';
const FROM =
	'takes a number such as +4915112345678, a name of at most 11 letters and digits, or the SID of a messaging service (MG…)';

const schema = z.strictObject({
	to: phoneNumbers,
	from: line(
		FROM,
		{
			title: 'Sender',
			description: 'A number or name of yours at Twilio, or the SID of a messaging service.'
		},
		34
	).refine(
		(text) => phoneNumber.safeParse(text).success || /^(?:[A-Za-z0-9 ]{1,11}|MG[0-9a-fA-F]{32})$/.test(text),
		{ error: FROM }
	),
	account: z
		.string({ error: ACCOUNT })
		.regex(/^AC[0-9a-fA-F]{32}$/, { error: ACCOUNT })
		.meta({ title: 'Account SID', description: 'Twilio shows it in its console.' }),
	token: secret('takes the auth token of the account', {
		title: 'Auth token',
		description: 'Of the account; or the secret of an API key.'
	}),
	api_key: secret('takes the SID of an API key', {
		title: 'API key SID',
		isRare: true,
		description: 'Where the token is the secret of an API key.'
	}).optional(),
	server: baseAddress('https://api.twilio.com')
});

export const twilio: Notifier<z.infer<typeof schema>> = {
	kind: 'twilio',
	title: 'SMS by Twilio',
	schema,
	secrets: ['token'],
	keepsAlerts: false,
	describe: ({ to }) => to.join(', '),
	deliver(message, { to, from, account, token, api_key, server }, means) {
		const credentials = Buffer.from(`${api_key ?? account}:${token}`).toString('base64');
		const sender = from.startsWith('MG') && from.length === 34 ? 'MessagingServiceSid' : 'From';
		return tellEach(to, means, (number) =>
			tell(
				{
					service: 'Twilio',
					url: `${server}/2010-04-01/Accounts/${account}/Messages.json`,
					headers: { authorization: `Basic ${credentials}` },
					body: new URLSearchParams({ To: number, [sender]: from, Body: textMessage(message) }),
					saying: textAt(['message'])
				},
				means
			)
		);
	}
};
