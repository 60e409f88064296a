/** Tells a Gotify server of one's own. */
import { z } from 'zod';
import type { Severity } from '../../domain/message.ts';
import { hostOf, secret, serviceAddress } from './fields.ts';
import { textAt } from './json.ts';
import type { Notifier } from './notifier.ts';
import { tell } from './request.ts';
import { PLAIN, titleOf, worded } from './wording.ts';

const schema = z.strictObject({
	server: serviceAddress('https://gotify.example', {
		title: 'Address of the server',
		description: 'Where your Gotify answers.'
	}),
	token: secret('takes the token of an application', {
		title: 'Token of the application',
		description: 'Gotify shows it in the list of applications.'
	})
});

/** From 0 to 10: phones ring from 8 on, and stay still up to 3. */
const PRIORITY: Record<Severity, number> = { critical: 8, warning: 5, good: 5, info: 2 };
const TEXT_AT_MOST = 10_000;

export const gotify: Notifier<z.infer<typeof schema>> = {
	kind: 'gotify',
	title: 'Gotify',
	schema,
	secrets: ['token'],
	keepsAlerts: false,
	describe: ({ server }) => hostOf(server),
	deliver(message, { server, token }, means) {
		const [first] = message.links;
		return tell(
			{
				service: 'Gotify',
				url: `${server}/message`,
				headers: { 'x-gotify-key': token },
				body: {
					title: titleOf(message),
					message: worded(message, PLAIN, { most: TEXT_AT_MOST, withoutTitle: true }),
					priority: PRIORITY[message.severity],
					extras: {
						'client::display': { contentType: 'text/plain' },
						...(first ? { 'client::notification': { click: { url: first.url } } } : {})
					}
				},
				saying: textAt(['errorDescription'], ['error'])
			},
			means
		);
	}
};
