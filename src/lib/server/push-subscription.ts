/** What a browser gives when it subscribes to messages (Push API): where to send them, and the keys that seal them. */
import { z } from 'zod';

const TAKES = 'takes what a browser gave when it subscribed';

/** Base64url of so many bytes, as browsers write their keys. */
function keyOf(bytes: number) {
	return z
		.string({ error: TAKES })
		.transform((text) => text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'))
		.refine((text) => /^[\w-]+$/.test(text) && Buffer.from(text, 'base64url').length === bytes, {
			error: TAKES
		});
}

export const pushSubscription = z.strictObject({
	endpoint: z
		.url({ protocol: /^https?$/, error: TAKES })
		.max(2_000, { error: TAKES })
		.meta({ title: 'Address of the browser', description: 'At the push service of its maker.' }),
	p256dh: keyOf(65).meta({ title: 'Key of the browser', description: 'Base64url, 65 bytes.' }),
	auth: keyOf(16).meta({ title: 'Secret of the browser', description: 'Base64url, 16 bytes.' })
});
export type PushSubscriptionSettings = z.infer<typeof pushSubscription>;

/** Where the makers of browsers take messages for them. */
const PUSH_SERVICES =
	/^https:\/\/(?:fcm\.googleapis\.com|updates\.push\.services\.mozilla\.com|[\w-]+\.push\.apple\.com|[\w.-]+\.notify\.windows\.com)\//;

/** Whether it is the address of a known push service, which anybody may name; another one only who sets up channels. */
export function isKnownPushService(endpoint: string): boolean {
	return PUSH_SERVICES.test(endpoint);
}
