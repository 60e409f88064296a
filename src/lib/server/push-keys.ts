/**
 * The keys by which push services know us (VAPID, RFC 8292). They are made from the secret of the installation, which is
 * made at the first start: there is nothing more to keep, back up or share between machines.
 */
import { createECDH } from 'node:crypto';
import type { Sealer } from './secret.ts';
import type { Settings } from './settings.ts';

export interface PushKeys {
	/** The uncompressed point, base64url: browsers are handed it when they subscribe. */
	publicKey: string;
	/** The scalar, base64url. */
	privateKey: string;
	/** Whom a push service can ask about us: an address of ours. */
	subject: string;
}

export function pushKeys(sealer: Pick<Sealer, 'sign'>, { origin }: Pick<Settings, 'origin'>): PushKeys {
	const subject = origin.startsWith('https:') ? origin : `mailto:gatehouse@${new URL(origin).hostname}`;
	for (let attempt = 1; ; attempt += 1) {
		const privateKey = sealer.sign('web-push', `v${attempt}`);
		const ecdh = createECDH('prime256v1');
		try {
			ecdh.setPrivateKey(Buffer.from(privateKey, 'base64url'));
		} catch {
			// One in four billion numbers is beyond the order of the curve.
			continue;
		}
		return { publicKey: ecdh.getPublicKey().toString('base64url'), privateKey, subject };
	}
}
