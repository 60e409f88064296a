/** Asks the browser that shows this page to take messages; every way in which that fails is a sentence. */

export interface Subscribed {
	endpoint: string;
	p256dh: string;
	auth: string;
}

/**
 * @param base the path below which we are served
 * @param pushKey base64url; only who has the other half can send to what is made here
 * @returns what to send messages with, or why there is nothing
 */
export async function subscribeHere(base: string, pushKey: string): Promise<Subscribed | string> {
	if (!window.isSecureContext) {
		return 'Browsers take messages only from pages that came by https. Open this page under its https address.';
	}
	if (!('serviceWorker' in navigator) || !('PushManager' in window)) {
		return 'This browser cannot take messages. On an iPhone, add this page to the home screen first and open it from there.';
	}
	if ((await Notification.requestPermission()) !== 'granted') {
		return 'This browser is set not to show messages from this site. Allow it in the settings of the site, then try again.';
	}
	try {
		await navigator.serviceWorker.register(`${base}/push-worker.js`, { scope: `${base}/` });
		const { pushManager } = await navigator.serviceWorker.ready;
		const known = await pushManager.getSubscription();
		// One that was made for other keys takes nothing from us.
		if (known && !isFor(known, pushKey)) await known.unsubscribe();
		const { endpoint, keys } = (
			await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey })
		).toJSON();
		const { p256dh, auth } = keys ?? {};
		if (endpoint && p256dh && auth) return { endpoint, p256dh, auth };
	} catch {
		// Said below: the browser's own words are about its insides.
	}
	return 'The browser could not reach its push service. Some networks and private windows do not allow it.';
}

function isFor({ options }: PushSubscription, pushKey: string): boolean {
	const { applicationServerKey: made } = options;
	if (!made) return false;
	const text = btoa(String.fromCharCode(...new Uint8Array(made)));
	return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === pushKey;
}
