/** Tells phones by Pushover; an emergency rings until somebody confirms it, and is called off by the recovery. */
import { z } from 'zod';
import type { DeliveryOutcome } from '../../domain/delivery.ts';
import type { Message, Severity } from '../../domain/message.ts';
import { baseAddress, secret } from './fields.ts';
import { inJson } from './json.ts';
import type { Means, Notifier } from './notifier.ts';
import { tell } from './request.ts';
import { stableKey } from './stable-key.ts';
import { labelOf, PLAIN, titleOf, worded } from './wording.ts';

const DEVICE = 'takes the name of a device: letters, digits, - and _, at most 25 of them';

const schema = z.strictObject({
	token: secret('takes the token of an application', {
		title: 'Token of the application',
		description: 'Of an application that you made at pushover.net.'
	}),
	user: secret('takes the key of a user or a group', {
		title: 'Key of the user or group',
		description: 'Who is told.'
	}),
	device: z
		.string({ error: DEVICE })
		.regex(/^[A-Za-z0-9_-]{1,25}$/, { error: DEVICE })
		.optional()
		.meta({ title: 'Device', isRare: true, description: 'All devices of the user where it is left out.' }),
	emergency: z.boolean({ error: 'takes true or false' }).default(false).meta({
		title: 'Ring until somebody confirms',
		description: 'For what is down; every minute, for an hour.'
	}),
	server: baseAddress('https://api.pushover.net')
});
type Settings = z.infer<typeof schema>;

const PRIORITY: Record<Severity, number> = { critical: 1, warning: 0, good: 0, info: -1 };
const EMERGENCY = { priority: 2, retry: 60, expire: 3_600 };

export const pushover: Notifier<Settings> = {
	kind: 'pushover',
	title: 'Pushover',
	schema,
	secrets: ['token', 'user'],
	keepsAlerts: false,
	describe: ({ device }) => (device === undefined ? 'all devices' : device),
	async deliver(message, settings, means) {
		if (message.isRecovery && settings.emergency && !means.progress.has('called off')) {
			const calledOff = await callOff(message, settings, means);
			if ('failed' in calledOff && !calledOff.permanent) return calledOff;
			means.progress.add('called off');
		}
		return post(settings, '/1/messages.json', bodyOf(message, settings), means);
	}
};

function callOff(message: Message, settings: Settings, means: Means): Promise<DeliveryOutcome> {
	const path = `/1/receipts/cancel_by_tag/${tagOf(message)}.json`;
	return post(settings, path, { token: settings.token }, means);
}

function post({ server }: Settings, path: string, body: object, means: Means): Promise<DeliveryOutcome> {
	return tell({ service: 'Pushover', url: server + path, body, saying: errorsOf }, means);
}

/** Pushover counts characters: 250 in a title, 1,024 in a message, 100 in the words of its link. */
function bodyOf(message: Message, { token, user, device, emergency }: Settings): object {
	const [first] = message.links;
	const rings = emergency && message.severity === 'critical' && !message.isRecovery;
	return {
		token,
		user,
		...(device === undefined ? {} : { device }),
		title: titleOf(message, 250),
		message: worded(message, PLAIN, { most: 1_024, withoutTitle: true, withoutLinks: true }),
		...(first ? { url: first.url, url_title: labelOf(first) } : {}),
		timestamp: Math.floor(message.at / 1_000),
		...(rings ? { ...EMERGENCY, tags: tagOf(message) } : { priority: PRIORITY[message.severity] })
	};
}

/** Tags are parted by commas and stand in an address. */
function tagOf({ dedupKey }: Message): string {
	return stableKey(dedupKey, 100).replaceAll(/[:.]/g, '-');
}

function errorsOf(body: string): string {
	const errors = inJson(body, 'errors');
	return Array.isArray(errors) ? errors.join(', ') : body;
}
