/** Tells a browser of the team by Web Push (RFC 8030): sealed for that browser (RFC 8291), signed by our keys (RFC 8292). */
import webPush from 'web-push';
import type { Message, Severity } from '../../domain/message.ts';
import { pushSubscription, type PushSubscriptionSettings } from '../push-subscription.ts';
import { outcomeOf, permanent } from './answers.ts';
import type { Means, Notifier } from './notifier.ts';
import { bytes } from './plain.ts';
import { ask } from './request.ts';
import { stableKey } from './stable-key.ts';
import { PLAIN, titleOf, worded } from './wording.ts';

/** Push services take 4,096 bytes of sealed content; the JSON around the text is part of it. */
const TEXT_AT_MOST_BYTES = 1_500;
const TITLE_AT_MOST_BYTES = 400;
/** A browser that was off for longer hears nothing of it any more. */
const KEPT_FOR_SECONDS = 86_400;

const URGENCY: Record<Severity, 'high' | 'normal' | 'low'> = {
	critical: 'high',
	warning: 'high',
	good: 'normal',
	info: 'low'
};

export const webPushNotifier: Notifier<PushSubscriptionSettings> = {
	kind: 'web-push',
	title: 'A browser (Web Push)',
	schema: pushSubscription,
	secrets: ['endpoint', 'p256dh', 'auth'],
	keepsAlerts: false,
	describe: ({ endpoint }) => new URL(endpoint).host,
	async deliver(message, settings, means) {
		const sealed = sealedFor(message, settings, means);
		if (sealed === null) return permanent('What the browser gave when it subscribed cannot be used.');
		const answer = await ask({ service: 'The push service', url: settings.endpoint, ...sealed }, means);
		if ('failed' in answer) return answer;
		if (answer.status === 404 || answer.status === 410) {
			return permanent('The browser does not take messages any more: it unsubscribed, or was reset.');
		}
		return outcomeOf(answer, 'The push service', means.now);
	}
};

/** Null where the keys are none of the curve. */
function sealedFor(
	message: Message,
	{ endpoint, p256dh, auth }: PushSubscriptionSettings,
	{ push }: Means
): { headers: Record<string, string>; body: Uint8Array } | null {
	try {
		const { headers, body } = webPush.generateRequestDetails(
			{ endpoint, keys: { p256dh, auth } },
			JSON.stringify(payloadOf(message)),
			{
				vapidDetails: push,
				TTL: KEPT_FOR_SECONDS,
				urgency: URGENCY[message.severity],
				contentEncoding: 'aes128gcm'
			}
		);
		const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
		return { headers: Object.fromEntries(texts) as Record<string, string>, body };
	} catch {
		return null;
	}
}

/** What static/push-worker.js shows. */
export function payloadOf(message: Message): object {
	const [first] = message.links;
	return {
		id: message.id,
		tag: stableKey(message.dedupKey),
		title: titleOf(message, TITLE_AT_MOST_BYTES, bytes),
		body: worded(message, PLAIN, {
			most: TEXT_AT_MOST_BYTES,
			sizeOf: bytes,
			withoutTitle: true,
			withoutLinks: true
		}),
		...(first ? { url: first.url } : {})
	};
}
