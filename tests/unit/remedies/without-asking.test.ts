/** What remedies find without asking: is it announced, what has changed, and whether there is a name at all. */
import { describe, expect, it } from 'vitest';
import { NOTHING_OBSERVED, type Observation } from '../../../src/lib/domain/check.ts';
import type { Evidence } from '../../../src/lib/domain/evidence.ts';
import { lastGood } from '../../../src/lib/server/remedies/last-good.ts';
import { maintenance } from '../../../src/lib/server/remedies/maintenance.ts';
import { otherResolvers } from '../../../src/lib/server/remedies/other-resolvers.ts';
import type { Place, Situation } from '../../../src/lib/server/remedies/remedy.ts';
import { diagnosis } from '../../support/findings.ts';

const signal = new AbortController().signal;
const NOON = Date.UTC(2026, 10, 24, 12);

describe('maintenance', () => {
	const look = (fields: Partial<Situation>) =>
		maintenance.run({ window: null, diagnosis: diagnosis(), ...fields } as Situation, signal);

	it('finds a window of our own', async () => {
		const window = { title: 'Patching', startsAt: NOON, endsAt: NOON + 3_600_000 };
		expect(await look({ window })).toMatchObject({
			settles: 'points-here',
			showed: 'The window "Patching" covers this time until 2026-11-24T13:00:00.000Z.',
			facts: { window, isMarked: false }
		});
	});

	it('finds the marks of the answer and the time that it names', async () => {
		const marked = diagnosis({ kind: 'maintenance', retryAfter: 600 });
		expect(await look({ diagnosis: marked })).toMatchObject({
			showed: 'The answer announces maintenance. It asks to come back in 600 seconds.',
			facts: { isMarked: true, retryAfterSeconds: 600 }
		});
	});

	it('rules it out where nothing announces it', async () => {
		expect(await look({})).toMatchObject({ settles: 'rules-out', proves: null });
	});
});

describe('other-resolvers', () => {
	it.each(['192.0.2.1', '2001:db8::1'])(
		'rules the resolver out where the target is %s, unasked',
		async (host) => {
			const place: Place = {
				url: `http://${host}/`,
				host,
				port: 80,
				isTls: false,
				serverName: host,
				method: 'GET',
				family: 0
			};
			expect(await otherResolvers.run({ place } as Situation, signal)).toMatchObject({
				settles: 'rules-out',
				showed: 'The target is an address, so there is no name to look up.',
				facts: { answers: [] }
			});
		}
	);
});

describe('last-good', () => {
	const observed: Observation = {
		...NOTHING_OBSERVED,
		address: '192.0.2.1',
		addresses: ['192.0.2.1', '192.0.2.2'],
		httpVersion: '1.1',
		server: 'nginx',
		bodyBytes: 10_000,
		certificate: 'a'.repeat(64)
	};
	const evidence: Evidence = {
		url: 'https://shop.example/',
		status: 502,
		httpVersion: '1.1',
		headers: { Server: 'nginx' },
		body: '',
		bodyBytes: 9_000,
		address: '192.0.2.2'
	};
	const look = (failing: Partial<Evidence>, firstBytes: number[] = []) =>
		lastGood.run(
			{
				evidence: { ...evidence, ...failing },
				lastGood: { at: NOON, observed },
				firstBytes
			} as unknown as Situation,
			signal
		);

	it.each<[string, Partial<Evidence>, object]>([
		['address', { address: '198.51.100.1' }, { from: '192.0.2.1', to: '198.51.100.1' }],
		['server', { headers: { server: 'cloudflare' } }, { from: 'nginx', to: 'cloudflare' }],
		['version', { httpVersion: '2' }, { from: '1.1', to: '2' }],
		['size', { bodyBytes: 150 }, { from: '10000 bytes', to: '150 bytes' }],
		[
			'certificate',
			{ tls: { fingerprint: 'b'.repeat(64) } as Evidence['tls'] },
			{ from: 'a'.repeat(16), to: 'b'.repeat(16) }
		]
	])('sees another %s', async (what, failing, change) => {
		const result = await look(failing);
		expect(result.facts.changes).toEqual([{ what, ...change }]);
		expect(result.settles).toBe('points-here');
	});

	it('sees nothing where nothing changed: another of the known addresses is none', async () => {
		expect(await look({})).toMatchObject({
			did: 'Compared the failing answer with the good one of 2026-11-24T12:00:00.000Z.',
			showed: 'Nothing that can be compared has changed.',
			settles: null,
			facts: { changes: [] }
		});
	});

	it('takes a missing answer for no change of its size, server or protocol', async () => {
		const nothing = { status: null, headers: {}, httpVersion: null, bodyBytes: 0, address: null };
		expect((await look(nothing)).facts.changes).toEqual([]);
	});

	it('sees that it had become slow', async () => {
		const slowly = [...Array<number>(40).fill(50), ...Array<number>(10).fill(900)];
		const result = await look({}, slowly);
		expect(result.facts).toMatchObject({ usualFirstByteMs: 50, lateFirstByteMs: 900 });
		expect(result.proves).toBe(
			'It had become slow before it failed, which looks like overload or a dependency.'
		);
		expect((await look({}, Array<number>(50).fill(50))).proves).toBeNull();
	});
});
