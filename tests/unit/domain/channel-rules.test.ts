/** What a channel hears and when: tables of choices, quiet hours across midnight and clock changes, digests. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
	gathersEverything,
	hears,
	heldUntil,
	HEARS_EVERYTHING,
	rulesFrom,
	type ChannelRules
} from '../../../src/lib/domain/channel-rules.ts';
import { quietEnd } from '../../../src/lib/domain/quiet-hours.ts';
import { pendingNotice, teamNotice, TOLD_AT } from '../../support/team-notices.ts';

const SHOP = { key: 'shop', tags: ['eu'], groups: ['web'] };
const NONE = { causes: [], sides: [], kinds: [] };
const MINUTE_MS = 60_000;
const withRules = (rules: Partial<ChannelRules>): ChannelRules => ({ ...HEARS_EVERYTHING, ...rules });

test('rules are stored as the config file writes them', () => {
	expect(rulesFrom({})).toEqual(HEARS_EVERYTHING);
	const quiet = { from: '22:30', to: '07:05', timezone: 'Europe/Berlin', through: ['down' as const] };
	expect(rulesFrom({ monitors: ['shop'], remind: 60_000, quiet })).toEqual({
		...HEARS_EVERYTHING,
		monitors: ['shop'],
		remindEveryMs: 60_000,
		quiet: { fromMinute: 1350, toMinute: 425, timeZone: 'Europe/Berlin', letThrough: ['down'] }
	});
});

describe('a channel hears', () => {
	it.each<[string, Partial<ChannelRules>, boolean]>([
		['of everything by default', {}, true],
		['of its monitors', { monitors: ['shop'] }, true],
		['not of others', { monitors: ['mail'] }, false],
		['of its groups', { groups: ['web'] }, true],
		['of its tags', { tags: ['us', 'eu'] }, true],
		['of any that one of the lists names', { monitors: ['mail'], groups: ['web'] }, true],
		['of the states it names', { states: ['down'] }, true],
		['not of other states', { states: ['degraded', 'certificate'] }, false],
		['only of the origin', { only: { ...NONE, sides: ['origin'] } }, true],
		['only of the gateway: not of this', { only: { ...NONE, sides: ['gateway'] } }, false],
		['never of this kind', { never: { ...NONE, kinds: ['hard-error'] } }, false],
		['never of blocked: so of this', { never: { ...NONE, kinds: ['blocked'] } }, true],
		[
			'never wins over only',
			{ only: { ...NONE, sides: ['origin'] }, never: { ...NONE, causes: ['upstream-timeout'] } },
			false
		],
		['not at once, where it waits for others to acknowledge', { escalateAfterMs: MINUTE_MS }, false]
	])('%s', (_name, rules, expected) => {
		expect(hears(withRules(rules), teamNotice('outage-opened', 'shop'), SHOP)).toBe(expected);
	});

	it('of what is about no monitor and no failure, whatever failures it chose', () => {
		const rules = withRules({ monitors: ['mail'], only: { ...NONE, sides: ['origin'] } });
		expect(hears(rules, teamNotice('own-network-lost', null), null)).toBe(true);
		expect(hears(withRules({ states: ['down'] }), teamNotice('own-network-lost', null), null)).toBe(false);
	});
});

describe('what is owed waits', () => {
	const quiet = { fromMinute: 22 * 60, toMinute: 7 * 60, timeZone: 'UTC', letThrough: [] };
	const [evening, morning] = [Date.UTC(2026, 10, 24, 23), Date.UTC(2026, 10, 25, 7)];
	const opened = (createdAt: number) => pendingNotice('outage-opened', 'shop', { createdAt });

	it('three seconds for others that fail together', () => {
		expect(heldUntil(withRules({}), [opened(TOLD_AT)], TOLD_AT)).toBe(TOLD_AT + 3_000);
		expect(heldUntil(withRules({}), [opened(TOLD_AT)], TOLD_AT + 3_000)).toBeNull();
	});

	it('through quiet hours', () => {
		expect(heldUntil(withRules({ quiet }), [opened(evening)], evening)).toBe(morning);
		expect(heldUntil(withRules({ quiet }), [opened(evening)], morning)).toBeNull();
		expect(gathersEverything(withRules({ quiet }), evening)).toBe(true);
		expect(gathersEverything(withRules({ quiet }), morning)).toBe(false);
	});

	it('not where one thing is let through', () => {
		const rules = withRules({ quiet: { ...quiet, letThrough: ['down'] } });
		const warning = pendingNotice('certificate-expiring', 'shop', { createdAt: evening });
		expect(heldUntil(rules, [warning], evening)).toBe(morning);
		expect(heldUntil(rules, [warning, opened(evening)], evening + 5_000)).toBeNull();
	});

	it('for the digest, from the first thing on', () => {
		const rules = withRules({ digestEveryMs: 60 * MINUTE_MS });
		expect(heldUntil(rules, [opened(TOLD_AT)], TOLD_AT + MINUTE_MS)).toBe(TOLD_AT + 60 * MINUTE_MS);
		expect(heldUntil(rules, [opened(TOLD_AT)], TOLD_AT + 60 * MINUTE_MS)).toBeNull();
	});

	it('never when somebody tries the channel', () => {
		const rules = withRules({ quiet, digestEveryMs: 60 * MINUTE_MS });
		expect(heldUntil(rules, [pendingNotice('test', null, { createdAt: evening })], evening)).toBeNull();
	});
});

describe('quiet hours end', () => {
	const night = (timeZone: string) => ({ fromMinute: 22 * 60, toMinute: 7 * 60, timeZone });
	it.each([
		['in Berlin', 'Europe/Berlin', Date.UTC(2026, 10, 24, 21, 30), Date.UTC(2026, 10, 25, 6)],
		['an hour earlier in spring', 'Europe/Berlin', Date.UTC(2027, 2, 27, 22), Date.UTC(2027, 2, 28, 5)],
		['an hour later in autumn', 'Europe/Berlin', Date.UTC(2026, 9, 24, 21), Date.UTC(2026, 9, 25, 6)],
		['in New York', 'America/New_York', Date.UTC(2026, 10, 1, 3), Date.UTC(2026, 10, 1, 12)],
		['a minute later', 'UTC', Date.UTC(2026, 10, 25, 6, 59), Date.UTC(2026, 10, 25, 7)]
	])('%s', (_name, zone, now, expected) => {
		expect(quietEnd(night(zone), now)).toBe(expected);
	});

	it('are not by day', () => {
		expect(quietEnd(night('UTC'), Date.UTC(2026, 10, 24, 7))).toBeNull();
		expect(quietEnd(night('UTC'), Date.UTC(2026, 10, 24, 21, 59))).toBeNull();
		expect(
			quietEnd({ ...night('UTC'), fromMinute: 60, toMinute: 120 }, Date.UTC(2026, 10, 24, 3))
		).toBeNull();
	});

	it('within a day and an hour, at a time that is not quiet any more', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 1_439 }),
				fc.integer({ min: 0, max: 1_439 }),
				fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Pacific/Auckland'),
				fc.integer({ min: TOLD_AT, max: TOLD_AT + 86_400_000 }),
				(fromMinute, toMinute, timeZone, now) => {
					const end = quietEnd({ fromMinute, toMinute, timeZone }, now);
					if (end === null) return;
					expect(end).toBeGreaterThan(now);
					expect(end - now).toBeLessThanOrEqual(25 * 60 * MINUTE_MS);
					expect(quietEnd({ fromMinute, toMinute, timeZone }, end)).toBeNull();
				}
			)
		);
	});
});
