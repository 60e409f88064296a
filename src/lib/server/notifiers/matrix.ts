/** Tells a Matrix room by the account of a bot; the id of the transaction keeps a second copy from being shown. */
import { z } from 'zod';
import { outcomeOf, passing } from './answers.ts';
import { hostOf, secret, serviceAddress } from './fields.ts';
import { inJson, textAt } from './json.ts';
import { HTML } from './markup.ts';
import type { Notifier } from './notifier.ts';
import { bytes } from './plain.ts';
import { ask } from './request.ts';
import { PLAIN, worded } from './wording.ts';

const ROOM = 'takes the id of a room, such as !abc:matrix.example';

const schema = z.strictObject({
	server: serviceAddress('https://matrix.example', {
		title: 'Homeserver',
		description: 'The address at which the server of the bot answers.'
	}),
	room: z
		.string({ error: ROOM })
		.regex(/^![\x21-\x7e]{1,254}$/, { error: ROOM })
		.meta({
			title: 'Room',
			description: 'Its internal id, from the settings of the room. The bot must be in it.'
		}),
	token: secret('takes an access token', {
		title: 'Access token',
		description: 'Of the account that posts.'
	})
});

/** An event takes 65,536 bytes, and both forms of the text are in it. */
const EACH_AT_MOST = 16_000;

export const matrix: Notifier<z.infer<typeof schema>> = {
	kind: 'matrix',
	title: 'Matrix',
	schema,
	secrets: ['token'],
	keepsAlerts: false,
	describe: ({ room, server }) => `${room} at ${hostOf(server)}`,
	async deliver(message, { server, room, token }, means) {
		const path = ['rooms', room, 'send', 'm.room.message', message.id].map(encodeURIComponent).join('/');
		const answer = await ask(
			{
				service: 'The Matrix server',
				url: `${server}/_matrix/client/v3/${path}`,
				method: 'PUT',
				headers: { authorization: `Bearer ${token}` },
				body: {
					// Most programs stay silent for notices (Client-Server API, default push rules).
					msgtype: message.severity === 'info' ? 'm.notice' : 'm.text',
					body: worded(message, PLAIN, { most: EACH_AT_MOST, sizeOf: bytes }),
					format: 'org.matrix.custom.html',
					formatted_body: worded(message, HTML, { most: EACH_AT_MOST, sizeOf: bytes, newline: '<br>' }),
					'm.mentions': {}
				}
			},
			means
		);
		if ('failed' in answer) return answer;
		const outcome = outcomeOf(answer, 'The Matrix server', means.now, textAt(['error'])(answer.body));
		const waitMs = inJson(answer.body, 'retry_after_ms');
		if (
			'failed' in outcome &&
			!outcome.permanent &&
			outcome.retryAfterMs === undefined &&
			typeof waitMs === 'number'
		)
			return passing(outcome.failed, waitMs);
		return outcome;
	}
};
