import { createECDH, createSign, createVerify, createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pushKeys } from '../../../src/lib/server/push-keys.ts';
import { isKnownPushService, pushSubscription } from '../../../src/lib/server/push-subscription.ts';
import { createSealer } from '../../../src/lib/server/secret.ts';
import { KEYS } from '../../support/stand-ins/web-push.ts';

const HTTPS = { origin: 'https://status.example' };

describe('the keys by which push services know us', () => {
	it('are the same for the same secret, and others for another', () => {
		const keys = pushKeys(createSealer('one secret'), HTTPS);
		expect(pushKeys(createSealer('one secret'), HTTPS)).toEqual(keys);
		expect(pushKeys(createSealer('another'), HTTPS).publicKey).not.toBe(keys.publicKey);
	});

	it('belong together: what one signs, the other verifies', () => {
		const { publicKey, privateKey } = pushKeys(createSealer('one secret'), HTTPS);
		const point = Buffer.from(publicKey, 'base64url');
		expect(point).toHaveLength(65);
		const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
		const jwk = { kty: 'EC', crv: 'P-256', x, y };
		const key = createPrivateKey({ key: { ...jwk, d: privateKey }, format: 'jwk' });
		const signature = createSign('sha256').update('x').sign(key);
		const verifier = createVerify('sha256').update('x');
		expect(verifier.verify(createPublicKey({ key: jwk, format: 'jwk' }), signature)).toBe(true);
	});

	it('go on to the next number where one is beyond the order of the curve', () => {
		const beyond = Buffer.alloc(32, 0xff).toString('base64url');
		const good = Buffer.alloc(32, 1).toString('base64url');
		const sign = (_: string, text: string) => (text === 'v1' ? beyond : good);
		expect(pushKeys({ sign }, HTTPS).privateKey).toBe(good);
		const ecdh = createECDH('prime256v1');
		ecdh.setPrivateKey(Buffer.from(good, 'base64url'));
		expect(pushKeys({ sign }, HTTPS).publicKey).toBe(ecdh.getPublicKey().toString('base64url'));
	});

	it.each([
		['https://status.example', 'https://status.example'],
		['http://localhost:3000', 'mailto:gatehouse@localhost']
	])('at %s name %s as whom to ask', (origin, subject) => {
		expect(pushKeys(createSealer('one secret'), { origin }).subject).toBe(subject);
	});
});

describe('what a browser gives', () => {
	const endpoint = 'https://fcm.googleapis.com/fcm/send/abc';

	it('is taken in either base64', () => {
		const p256dh = Buffer.from(KEYS.p256dh, 'base64url').toString('base64');
		expect(pushSubscription.parse({ endpoint, ...KEYS, p256dh })).toEqual({ endpoint, ...KEYS });
	});

	it.each([{ p256dh: 'AAAA' }, { auth: '' }, { auth: 'not base64!' }, { endpoint: 'javascript:alert(1)' }])(
		'is refused with %j',
		(wrong) => {
			expect(pushSubscription.safeParse({ endpoint, ...KEYS, ...wrong }).success).toBe(false);
		}
	);

	it.each([
		['https://fcm.googleapis.com/fcm/send/abc', true],
		['https://updates.push.services.mozilla.com/wpush/v2/abc', true],
		['https://web.push.apple.com/abc', true],
		['https://wns2-db5p.notify.windows.com/w/?token=x', true],
		['https://fcm.googleapis.com.evil.example/x', false],
		['https://fcm.googleapis.com@evil.example/x', false],
		['http://fcm.googleapis.com/x', false],
		['https://127.0.0.1/', false]
	])('%s is of a known push service: %s', (address, isKnown) => {
		expect(isKnownPushService(address)).toBe(isKnown);
	});
});
