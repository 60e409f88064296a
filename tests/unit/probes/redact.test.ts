/** What is taken out of evidence: what we sent, what came back, and what addresses carry. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	credentialsIn,
	isCredential,
	redactHeaders,
	redactText,
	redactUrl
} from '../../../src/lib/server/probes/redact.ts';

describe('names of credentials', () => {
	it.each([
		...['Authorization', 'proxy-authorization', 'Cookie', 'Set-Cookie', 'X-Api-Key', 'apikey', 'X-Auth'],
		...[
			'x-auth-token',
			'access_token',
			'client_secret',
			'password',
			'passwd',
			'X-Amz-Signature',
			'jwt',
			'x-csrf-token'
		],
		...['sessionid', 'X-Amz-Credential']
	])('%s', (name) => {
		expect(isCredential(name)).toBe(true);
	});

	it.each(['accept', 'host', 'server', 'content-type', 'page', 'author', 'keyboard', 'x-cache', 'via'])(
		'%s is none',
		(name) => {
			expect(isCredential(name)).toBe(false);
		}
	);
});

describe('addresses', () => {
	it.each([
		['https://shop.example/', 'https://shop.example/'],
		['https://u:p@shop.example/a', 'https://shop.example/a'],
		['https://u@shop.example/a?x=1', 'https://shop.example/a?x=1'],
		['https://shop.example/?token=abc&page=2', 'https://shop.example/?token=redacted&page=2'],
		['https://shop.example/?page=2&api%5Fkey=abc', 'https://shop.example/?page=2&api%5Fkey=redacted'],
		[
			'https://shop.example/cb#access_token=abc&state=1',
			'https://shop.example/cb#access_token=redacted&state=1'
		],
		['/login?session=abc', '/login?session=redacted'],
		['//u:p@shop.example/a', '//shop.example/a'],
		['?token', '?token'],
		['https://shop.example/a@b', 'https://shop.example/a@b'],
		['https://shop.example/?q=a@b', 'https://shop.example/?q=a@b'],
		['not an address', 'not an address']
	])('%s', (url, safe) => {
		expect(redactUrl(url)).toBe(safe);
	});

	it('lists the credentials among parameters', () => {
		expect(credentialsIn(new URLSearchParams('a=1&token=t0ken&secret='))).toEqual(['t0ken']);
	});
});

describe('headers', () => {
	it('lose credentials, echoes and tokens in addresses, and nothing else', () => {
		const headers = {
			server: 'nginx',
			'set-cookie': 'sid=1',
			location: '/in?code=7&token=abcdef',
			refresh: '5; url=https://u:p@shop.example/',
			'x-echo': 'Bearer tok-123456'
		};
		expect(redactHeaders(headers, ['tok-123456'])).toEqual({
			server: 'nginx',
			'set-cookie': '(redacted)',
			location: '/in?code=7&token=redacted',
			refresh: '5; url=https://shop.example/',
			'x-echo': 'Bearer (redacted)'
		});
	});
});

describe('texts', () => {
	it('lose a secret as it is, in an address and in JSON', () => {
		const secret = 'pä"ss w/rd';
		const text = `${secret} ${encodeURIComponent(secret)} ${JSON.stringify({ secret })}`;
		expect(redactText(text, [secret])).toBe('(redacted) (redacted) {"secret":"(redacted)"}');
	});

	it('keep innocent text where a secret is too short to tell', () => {
		expect(redactText('a cat', ['a'])).toBe('a cat');
	});

	it('never hold a secret, whatever is around it', () => {
		fc.assert(
			fc.property(
				fc.string(),
				fc.string(),
				fc.stringMatching(/^[A-Z0-9]{12,20}$/),
				(before, after, secret) => {
					expect(redactText(before + secret + after, [secret])).not.toContain(secret);
				}
			)
		);
	});
});
