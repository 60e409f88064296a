import { describe, expect, it } from 'vitest';
import { outcomeOf, retryAfterMs, said } from '../../../src/lib/server/notifiers/answers.ts';

const NOW = Date.UTC(2026, 10, 24, 12);

function answer(status: number, headers: Record<string, string> = {}, body = '') {
	return outcomeOf({ status, headers, body }, 'Slack', NOW);
}

describe('what an answer means', () => {
	it.each([200, 201, 202, 204, 299])('%i brings the message home', (status) => {
		expect(answer(status)).toMatchObject({ delivered: true });
	});

	it.each([408, 421, 423, 425, 429, 500, 502, 503, 504, 507, 520, 599])(
		'%i is worth another try',
		(status) => {
			expect(answer(status)).toMatchObject({ permanent: false });
		}
	);

	it.each([400, 401, 402, 403, 404, 405, 406, 409, 410, 411, 413, 414, 415, 422, 426, 431, 451])(
		'%i is useless to try again',
		(status) => {
			expect(answer(status)).toMatchObject({ permanent: true });
		}
	);

	it.each([301, 302, 303, 307, 308])('%i is a redirect, which is not followed', (status) => {
		expect(answer(status)).toEqual({
			failed: `Slack answered with a redirect (${status}), which is not followed. Enter the address it leads to.`,
			permanent: true
		});
	});

	it('says what the service said, as one line', () => {
		expect(answer(404, {}, 'no_service\r\nX-Injected: \u0000 1')).toMatchObject({
			failed: 'Slack answered 404: no_service X-Injected: 1.'
		});
	});

	it('hands on how long to wait, and leaves it out where nothing is said', () => {
		expect(answer(429, { 'retry-after': '30' })).toEqual({
			failed: 'Slack answered 429.',
			permanent: false,
			retryAfterMs: 30_000
		});
		expect(answer(503)).toEqual({ failed: 'Slack answered 503.', permanent: false });
	});
});

describe('Retry-After', () => {
	it.each([
		['0', 0],
		['120', 120_000],
		['0.25', 250],
		[' 5 ', 5_000],
		['Tue, 24 Nov 2026 12:01:00 GMT', 60_000],
		['Tue, 24 Nov 2026 11:00:00 GMT', 0],
		['soon', null],
		['', null],
		['-5', null],
		[undefined, null]
	])('%j is %j ms', (value, ms) => {
		expect(retryAfterMs(value, NOW)).toBe(ms);
	});
});

it('shortens what a server said between whole characters', () => {
	expect(said('😀'.repeat(300))).toBe(`${'😀'.repeat(200)}…`);
});
