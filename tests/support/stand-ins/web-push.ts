/** A push service and the browser behind it: the signature is checked (RFC 8292) and the content unsealed (RFC 8291). */
import { createDecipheriv, createECDH, createHmac, createPublicKey, hkdfSync, verify } from 'node:crypto';
import { z } from 'zod';
import type { Asked } from '../servers/http.ts';
import { cleanLine, cleanText, mustBe, webLink, type StandIn } from './stand-in.ts';

const browser = createECDH('prime256v1');
browser.generateKeys();
const AUTH = Buffer.from('0123456789abcdef');

export const KEYS = {
	p256dh: browser.getPublicKey().toString('base64url'),
	auth: AUTH.toString('base64url')
};

const notification = z.strictObject({
	id: z.string().min(1),
	tag: z.string().min(1),
	title: cleanLine,
	body: cleanText.min(1),
	url: webLink.optional()
});

/** RFC 8188, section 2, with the keys of RFC 8291, section 3.4. */
export function unsealed(content: Buffer): string {
	const salt = content.subarray(0, 16);
	mustBe(content.readUInt32BE(16) >= 18, true);
	const keyLength = content[20] ?? 0;
	const sender = content.subarray(21, 21 + keyLength);
	const sealed = content.subarray(21 + keyLength);
	const shared = browser.computeSecret(sender);
	const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender]);
	const prk = createHmac('sha256', AUTH).update(shared).digest();
	const ikm = createHmac('sha256', prk)
		.update(Buffer.concat([info, Buffer.from([1])]))
		.digest();
	const derive = (label: string, bytes: number) =>
		Buffer.from(hkdfSync('sha256', ikm, salt, Buffer.from(`Content-Encoding: ${label}\0`), bytes));
	const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
	decipher.setAuthTag(sealed.subarray(-16));
	const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
	return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}

function checkSignature({ headers }: Asked, publicKey: string): void {
	const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
	mustBe(key, publicKey);
	const point = Buffer.from(key, 'base64url');
	const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
	const [head = '', claims = '', signature = ''] = token.split('.');
	const verified = verify(
		'sha256',
		Buffer.from(`${head}.${claims}`),
		{
			key: createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' }),
			dsaEncoding: 'ieee-p1363'
		},
		Buffer.from(signature, 'base64url')
	);
	mustBe(verified, true);
	const { aud, sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
		string,
		unknown
	>;
	mustBe(aud, `http://${headers.host}`);
	z.string()
		.regex(/^(?:https:|mailto:)/)
		.parse(sub);
	z.number()
		.max(Date.now() / 1_000 + 86_400)
		.parse(exp);
}

export function webPush(publicKey: string): StandIn {
	return {
		kind: 'web-push',
		settings: (url) => ({ endpoint: `${url}/push/hush`, ...KEYS }),
		secret: 'hush',
		accept(asked) {
			mustBe(`${asked.method} ${asked.url}`, 'POST /push/hush');
			mustBe(asked.headers['content-encoding'], 'aes128gcm');
			z.string().regex(/^\d+$/).parse(asked.headers.ttl);
			z.enum(['very-low', 'low', 'normal', 'high']).parse(asked.headers.urgency);
			if (asked.bytes.length > 4_096) return { status: 413 };
			checkSignature(asked, publicKey);
			notification.parse(JSON.parse(unsealed(asked.bytes)));
			return { status: 201 };
		},
		read(asked) {
			const { title, body, url } = notification.parse(JSON.parse(unsealed(asked.bytes)));
			return { title, text: body, links: url === undefined ? [] : [url] };
		},
		busy: { status: 429, headers: { 'retry-after': '120' } },
		waitMs: 120_000,
		refusal: { status: 410, body: 'push subscription has unsubscribed or expired.' },
		sentence: 'The browser does not take messages any more: it unsubscribed, or was reset.'
	};
}
