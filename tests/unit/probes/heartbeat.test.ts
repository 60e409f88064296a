/** Heartbeats: when silence is a failure, what a sign of life becomes, and what a token is like. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beatCheck, heartbeat, silence } from '../../../src/lib/server/probes/heartbeat.ts';

const EVERY = 60_000;
const GRACE = 10_000;

describe('silence', () => {
	it.each([
		['in time', 1_000_000, 0, 1_000_000 + EVERY, false],
		['within its grace', 1_000_000, 0, 1_000_000 + EVERY + GRACE, false],
		['past its grace', 1_000_000, 0, 1_000_000 + EVERY + GRACE + 1, true],
		['never heard, not yet due', null, 1_000_000, 1_000_000 + EVERY + GRACE, false],
		['never heard and due', null, 1_000_000, 1_000_000 + EVERY + GRACE + 1, true],
		['after we were away', 1_000, 1_000_000, 1_000_000 + EVERY + GRACE, false],
		['after we were away, and past a full grace', 1_000, 1_000_000, 1_000_000 + EVERY + GRACE + 1, true]
	])('%s', (_, lastBeatAt, watchedSince, now, isFailing) => {
		const check = silence(lastBeatAt, watchedSince, EVERY, GRACE, now);
		expect(check !== null).toBe(isFailing);
		if (check) expect(check).toMatchObject({ at: now, outcome: 'down', isNetworkShaped: false });
	});

	it('says for how long', () => {
		expect(silence(0, 0, EVERY, GRACE, 3_600_000)?.summary).toBe('Nothing heard for 1 hour');
		expect(silence(null, 0, EVERY, GRACE, 3_600_000)?.summary).toBe('Nothing was ever heard from it');
		expect(silence(0, 0, EVERY, GRACE, 3_600_000)?.evidence).toMatchObject({
			url: 'heartbeat:',
			error: { code: 'EHEARTBEAT' }
		});
	});

	it('never comes before a full interval and grace, from the newer of beat and return', () => {
		const times = fc.tuple(fc.nat(1e9), fc.nat(1e9), fc.nat(1e7), fc.nat(1e7), fc.nat(2e9));
		fc.assert(
			fc.property(times, ([beat, since, every, grace, now]) => {
				const isFailing = silence(beat, since, every, grace, now) !== null;
				expect(isFailing).toBe(now - Math.max(beat, since) > every + grace);
			})
		);
	});
});

describe('a sign of life', () => {
	it('is a good check', () => {
		const check = beatCheck({ status: 'up', message: '3 files', pingMs: 1200 }, 5);
		expect(check).toMatchObject({
			at: 5,
			outcome: 'up',
			durationMs: 1200,
			summary: 'heard from it: 3 files',
			evidence: null
		});
		expect(beatCheck({ status: 'up', message: '', pingMs: null }, 5).summary).toBe('heard from it');
	});

	it('is a failing check where the job says so', () => {
		const check = beatCheck({ status: 'down', message: 'disk full', pingMs: null }, 5);
		expect(check).toMatchObject({
			outcome: 'down',
			summary: 'The job says that it failed: disk full',
			evidence: { error: { code: 'EHEARTBEATDOWN' } }
		});
	});
});

describe('its target', () => {
	it('has a grace of a minute', () => {
		expect(heartbeat.schema.parse({ token: '0123456789abcdef' })).toMatchObject({ grace: 60_000 });
	});

	it('shows its token to nobody', () => {
		const target = heartbeat.schema.parse({ token: '0123456789abcdef' });
		expect(heartbeat.describe(target)).toBe('heartbeat:');
		expect(heartbeat.secrets).toEqual(['token']);
	});

	it.each(['', 'short', 'fifteen-letters', 'with space 123456789', 'a/b/c/d/e/f/g/h/i', 'x'.repeat(129)])(
		'refuses the token "%s"',
		(token) => {
			expect(heartbeat.schema.safeParse({ token }).success).toBe(false);
		}
	);
});
