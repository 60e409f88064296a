/** How many messages a stranger can cause: a table of cases, and what holds for every sequence of wishes. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
	judgeSignUp,
	mailboxOf,
	SIGN_UP_CAPS,
	standingOf,
	type EarlierSignUp
} from '../../../src/lib/domain/subscriber.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 10, 25, 12);

const earlier = (count: number, fields: Partial<EarlierSignUp> = {}): EarlierSignUp[] =>
	Array.from({ length: count }, (_, index) => ({
		at: NOW - 60_000 - index,
		isSameAddress: false,
		isSameNetwork: false,
		...fields
	}));

describe('one more wish', () => {
	const sameAddress = { isSameAddress: true };
	const sameNetwork = { isSameNetwork: true };
	it.each<[string, EarlierSignUp[], string]>([
		['the first', [], 'told'],
		['the third for an address', earlier(2, sameAddress), 'told'],
		['the fourth for an address in a day', earlier(3, sameAddress), 'quiet'],
		['the fourth, three of them a day old', earlier(3, { ...sameAddress, at: NOW - 24 * HOUR_MS }), 'told'],
		['the tenth from a network', earlier(9, sameNetwork), 'told'],
		['the eleventh from a network in an hour', earlier(10, sameNetwork), 'wait'],
		['the eleventh, an hour later', earlier(10, { ...sameNetwork, at: NOW - HOUR_MS }), 'told'],
		['the 31st from a network in a day', earlier(30, { ...sameNetwork, at: NOW - 2 * HOUR_MS }), 'wait'],
		['the 120th of all in an hour', earlier(119), 'told'],
		['the 121st of all in an hour', earlier(120), 'wait'],
		['the 601st of all in a day', earlier(600, { at: NOW - 3 * HOUR_MS }), 'wait'],
		[
			'too much of everything: nothing tells of the address',
			earlier(200, { ...sameAddress, ...sameNetwork }),
			'wait'
		],
		[
			'wishes from the future, as a set clock leaves them',
			earlier(10, { ...sameNetwork, at: NOW + 9 * HOUR_MS }),
			'wait'
		]
	])('%s', (_, before, verdict) => {
		expect(judgeSignUp(before, NOW).kind).toBe(verdict);
	});

	it('says how long to wait', () => {
		const before = earlier(10, { isSameNetwork: true, at: NOW - HOUR_MS + 90_000 });
		expect(judgeSignUp(before, NOW)).toEqual({ kind: 'wait', waitMs: 90_000 });
	});
});

test('whatever is asked in whatever order, no window of time sees more than the caps allow', () => {
	const wish = fc.record({
		address: fc.integer({ min: 1, max: 4 }),
		network: fc.integer({ min: 1, max: 4 }),
		afterMs: fc.integer({ min: 0, max: HOUR_MS })
	});
	fc.assert(
		fc.property(fc.array(wish, { minLength: 20, maxLength: 200 }), (wishes) => {
			const taken: { at: number; address: number; network: number; isTold: boolean }[] = [];
			let now = NOW;
			for (const { address, network, afterMs } of wishes) {
				now += afterMs;
				const before = taken.map((one) => ({
					at: one.at,
					isSameAddress: one.address === address,
					isSameNetwork: one.network === network
				}));
				const { kind } = judgeSignUp(before, now);
				if (kind !== 'wait') taken.push({ at: now, address, network, isTold: kind === 'told' });
			}
			const told = taken.filter(({ isTold }) => isTold);
			for (const one of told) {
				const since = (ms: number) => told.filter(({ at }) => at <= one.at && at > one.at - ms);
				const [perAddress] = SIGN_UP_CAPS.address;
				expect(
					since(perAddress.withinMs).filter(({ address }) => address === one.address).length
				).toBeLessThanOrEqual(perAddress.atMost);
				for (const { withinMs, atMost } of SIGN_UP_CAPS.network) {
					expect(since(withinMs).filter(({ network }) => network === one.network).length).toBeLessThanOrEqual(
						atMost
					);
				}
			}
		})
	);
});

test('one box under many names is one box', () => {
	expect(mailboxOf('ada+1@acme.example')).toBe('ada@acme.example');
	expect(mailboxOf('ada+a+b@acme.example')).toBe('ada@acme.example');
	expect(mailboxOf('+ada@acme.example')).toBe('+ada@acme.example');
	expect(mailboxOf('ada@acme.example')).toBe('ada@acme.example');
});

test('where a subscriber stands', () => {
	expect(standingOf({ confirmedAt: null, stoppedAt: null })).toBe('waiting');
	expect(standingOf({ confirmedAt: 1, stoppedAt: null })).toBe('active');
	expect(standingOf({ confirmedAt: 1, stoppedAt: 2 })).toBe('stopped');
	expect(standingOf({ confirmedAt: null, stoppedAt: 2 })).toBe('stopped');
});
