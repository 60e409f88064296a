/** Tells a topic of ntfy, on ntfy.sh or on a server of one's own. */
import { z } from 'zod';
import type { MessageLink, Severity } from '../../domain/message.ts';
import { baseAddress, hostOf, secret } from './fields.ts';
import { textAt } from './json.ts';
import type { Notifier } from './notifier.ts';
import { bytes } from './plain.ts';
import { tell } from './request.ts';
import { labelOf, PLAIN, titleOf, worded } from './wording.ts';

const TOPIC = 'takes a topic: letters, digits, - and _, at most 64 of them';

const schema = z.strictObject({
	topic: z
		.string({ error: TOPIC })
		.regex(/^[-_A-Za-z0-9]{1,64}$/, { error: TOPIC })
		.meta({ title: 'Topic', description: 'Whoever knows the name of an open topic can read it.' }),
	token: secret('takes an access token', {
		title: 'Access token',
		description: 'Where the topic is protected.'
	}).optional(),
	server: baseAddress('https://ntfy.sh')
});

/** 1 is quiet and 5 insists. */
const PRIORITY: Record<Severity, number> = { critical: 5, warning: 4, good: 3, info: 2 };
/** A message takes 4,096 bytes; what is longer would become an attachment. */
const TEXT_AT_MOST = 3_500;
const BUTTONS_AT_MOST = 3;

export const ntfy: Notifier<z.infer<typeof schema>> = {
	kind: 'ntfy',
	title: 'ntfy',
	schema,
	secrets: ['token'],
	keepsAlerts: false,
	describe: ({ topic, server }) => `${topic} on ${hostOf(server)}`,
	deliver(message, { topic, token, server }, means) {
		const [first] = message.links;
		return tell(
			{
				service: 'ntfy',
				url: server,
				headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
				body: {
					topic,
					title: titleOf(message),
					message: worded(message, PLAIN, {
						most: TEXT_AT_MOST,
						sizeOf: bytes,
						withoutTitle: true,
						withoutLinks: true
					}),
					priority: PRIORITY[message.severity],
					...(first ? { click: first.url } : {}),
					actions: message.links.slice(0, BUTTONS_AT_MOST).map(buttonOf)
				},
				saying: textAt(['error'])
			},
			means
		);
	}
};

function buttonOf(link: MessageLink): object {
	return { action: 'view', label: labelOf(link, 60), url: link.url };
}
