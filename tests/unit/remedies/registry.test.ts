/** The registry: every remedy once, a bound on what all of them ask, and when each of them stays away. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REQUESTS_AT_MOST } from '../../../src/lib/domain/investigation.ts';
import { REMEDY_IDS, type RemedyId } from '../../../src/lib/domain/remedy.ts';
import { REMEDIES, remedyFor } from '../../../src/lib/server/remedies/index.ts';
import type { Occasion, Place } from '../../../src/lib/server/remedies/remedy.ts';
import { diagnosis } from '../../support/findings.ts';

const PLACE: Place = {
	url: 'https://shop.example/',
	host: 'shop.example',
	port: 443,
	isTls: true,
	serverName: 'shop.example',
	method: 'GET',
	family: 0
};

function occasion(fields: Partial<Occasion> = {}): Occasion {
	return {
		kind: 'http',
		place: PLACE,
		origin: '192.0.2.7',
		evidence: { url: 'https://shop.example/', status: 502, headers: {}, body: '' },
		diagnosis: diagnosis(),
		lastGood: null,
		firstBytes: [],
		resolvers: ['192.0.2.53'],
		references: [],
		window: null,
		...fields
	};
}

const applying = (fields: Partial<Occasion>) =>
	REMEDIES.filter((remedy) => remedy.whyNot(occasion(fields)) === null).map(({ id }) => id);
const except = (...ids: RemedyId[]) => REMEDIES.map(({ id }) => id).filter((id) => !ids.includes(id));
const HARMLESS: RemedyId[] = ['maintenance', 'own-line', 'other-resolvers'];

describe('the registry', () => {
	it('has every remedy once', () => {
		expect(REMEDIES.map(({ id }) => id).sort()).toEqual([...REMEDY_IDS].sort());
		for (const id of REMEDY_IDS) expect(remedyFor(id).id).toBe(id);
		expect(() => remedyFor('prayer' as RemedyId)).toThrow('There is no remedy prayer.');
	});

	it('asks no more, all together, than an investigation may', () => {
		const all = REMEDIES.reduce((sum, { requestsAtMost }) => sum + requestsAtMost, 0);
		expect(all).toBeLessThanOrEqual(REQUESTS_AT_MOST);
	});
});

describe('when a remedy applies', () => {
	it.each<[string, Partial<Occasion>, RemedyId[]]>([
		['a plain failure', {}, except('last-good')],
		['no origin named', { origin: null }, except('last-good', 'straight-to-origin')],
		['blocked', { diagnosis: diagnosis({ kind: 'blocked', cause: 'rate-limit' }) }, HARMLESS],
		['in maintenance', { diagnosis: diagnosis({ kind: 'maintenance' }) }, HARMLESS],
		['told to come back much later', { diagnosis: diagnosis({ retryAfter: 600 }) }, HARMLESS],
		['told to come back soon', { diagnosis: diagnosis({ retryAfter: 10 }) }, except('last-good')],
		[
			'a POST',
			{ place: { ...PLACE, method: 'POST' } },
			['maintenance', 'own-line', 'other-resolvers', 'layer-by-layer', 'ask-again']
		],
		[
			'a TCP port',
			{ kind: 'tcp', place: { ...PLACE, url: null, method: null } },
			['maintenance', 'own-line', 'other-resolvers', 'layer-by-layer', 'each-address', 'ask-again']
		],
		[
			'a ping',
			{ kind: 'ping', place: { ...PLACE, url: null, method: null, port: null } },
			['maintenance', 'own-line', 'other-resolvers', 'ask-again']
		],
		['a heartbeat', { kind: 'heartbeat', place: null }, ['maintenance', 'own-line']],
		[
			'an address',
			{ place: { ...PLACE, host: '192.0.2.1' } },
			// there is no name, which settles the step of the resolvers without a question
			except('last-good', 'each-address')
		],
		[
			'a name of this house',
			{ place: { ...PLACE, host: 'db.internal' } },
			except('last-good', 'other-resolvers')
		],
		['a bare name', { place: { ...PLACE, host: 'db' } }, except('last-good', 'other-resolvers')]
	])('%s', (_, fields, expected) => {
		expect(applying(fields).sort()).toEqual([...expected].sort());
	});

	it('a target that turned us away gets not one request more, whatever else is known', () => {
		const anything = fc.record({
			kind: fc.constantFrom('http', 'tcp', 'tls', 'ping', 'dns', 'heartbeat'),
			origin: fc.option(fc.constant('192.0.2.7')),
			retryAfter: fc.option(fc.nat(100)),
			cause: fc.constantFrom('rate-limit' as const, 'waf-block' as const, 'bot-challenge' as const)
		});
		fc.assert(
			fc.property(anything, ({ kind, origin, retryAfter, cause }) => {
				const blocked = diagnosis({ kind: 'blocked', cause, retryAfter });
				const ids = applying({ kind, origin, diagnosis: blocked });
				expect(REMEDIES.filter(({ id, asksTarget }) => asksTarget && ids.includes(id))).toEqual([]);
			})
		);
	});
});
