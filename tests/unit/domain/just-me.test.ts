import { describe, expect, it, test } from 'vitest';
import { deviceOf } from '../../../src/lib/domain/help/device.ts';
import { guide, GUIDES, wayFor } from '../../../src/lib/domain/help/guides.ts';
import { compare, isPicture, oursOf, type Ours, type Yours } from '../../../src/lib/domain/just-me.ts';
import { createAffected } from '../../../src/lib/server/affected.ts';
import { allowTries } from '../../../src/lib/server/web/policy.ts';

test.each([
	['well', 'works', 'nobody'],
	['well', 'reached', 'nobody'],
	['well', 'fails', 'you'],
	['failing', 'works', 'us'],
	['failing', 'reached', 'everybody'],
	['failing', 'fails', 'everybody'],
	['unknown', 'works', 'cannot tell'],
	['unknown', 'reached', 'cannot tell'],
	['unknown', 'fails', 'cannot tell']
] as const)('ours %s, theirs %s: %s', (ours: Ours, yours: Yours, whom) => {
	const { whom: said, guides } = compare(ours, yours);
	expect(said).toBe(whom);
	for (const key of guides) expect(guide(key), key).not.toBeNull();
	expect(guides.length > 0).toBe(
		whom === 'you' || yours === 'fails' ? whom !== 'everybody' : ours === 'well' && yours === 'reached'
	);
});

test.each([
	['operational', true, 'well'],
	['operational', false, 'unknown'],
	['degraded_performance', true, 'failing'],
	['partial_outage', false, 'failing'],
	['major_outage', true, 'failing'],
	['under_maintenance', true, 'unknown']
] as const)('%s, measured: %s, is %s', (status, isMeasured, ours) => {
	expect(oursOf(status, isMeasured)).toBe(ours);
});

test('a picture is told by its path', () => {
	expect(isPicture('https://shop.example/favicon.ico?v=2')).toBe(true);
	expect(isPicture('https://shop.example/logo.SVG')).toBe(true);
	expect(isPicture('https://shop.example/?logo.svg')).toBe(false);
	expect(isPicture('no address')).toBe(false);
});

describe('the steps fit the device', () => {
	const DEVICES = {
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36':
			['windows', 'chromium'],
		'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15':
			['mac', 'safari'],
		'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0': ['linux', 'firefox'],
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1':
			['ios', 'safari'],
		'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36':
			['android', 'chromium'],
		'curl/8.9': ['other', 'other']
	} as const;
	it.each(Object.entries(DEVICES))('%s', (userAgent, [system, browser]) => {
		expect(deviceOf(userAgent)).toEqual({ system, browser });
	});

	it('and there is one for each of them in every guide', () => {
		for (const userAgent of Object.keys(DEVICES)) {
			for (const one of GUIDES)
				expect(wayFor(one, deviceOf(userAgent)), `${one.key} ${userAgent}`).not.toBeNull();
		}
		const cache = guide('clear-cache');
		expect(cache && wayFor(cache, { system: 'ios', browser: 'safari' })?.on).toBe('iPhone and iPad');
		expect(cache && wayFor(cache, { system: 'windows', browser: 'firefox' })?.on).toBe('Firefox');
	});
});

test('those affected are counted for an hour', () => {
	let now = 0;
	const affected = createAffected({ monotonic: () => now });
	affected.note('shop');
	affected.note('shop');
	affected.note('mail');
	now += 1_800_000;
	affected.note('shop');
	expect([affected.count('shop'), affected.count('mail'), affected.count('none')]).toEqual([3, 1, 0]);
	now += 1_860_000;
	expect(affected.count('shop')).toBe(1);
	now += 3_600_000;
	expect(affected.count('shop')).toBe(0);
});

test('the policy lets browsers go to just those places', () => {
	const policy = "default-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";
	const page = (urls: (string | null)[]) =>
		({ groups: [{ components: urls.map((publicUrl) => ({ publicUrl })) }] }) as unknown as Parameters<
			typeof allowTries
		>[1];
	expect(allowTries(policy, page([null]))).toBe(policy);
	expect(
		allowTries(
			policy,
			page(['https://a.example/x.ico', 'https://a.example/y', 'http://b.example:81/', "x'; script-src *"])
		)
	).toBe(
		"default-src 'self'; img-src 'self' data: https://a.example http://b.example:81; connect-src 'self' https://a.example http://b.example:81; frame-ancestors 'none'"
	);
});
