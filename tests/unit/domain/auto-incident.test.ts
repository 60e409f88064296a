import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	belongsTogether,
	claimOf,
	deservesIncident,
	joiningMessage,
	monitoringMessage,
	openingMessage,
	resolvedMessage,
	SHARED_WITHIN_MS,
	titleFor,
	worseningMessage,
	type AutoIncidents
} from '../../../src/lib/domain/auto-incident.ts';
import type { Outage } from '../../../src/lib/domain/outage.ts';

const OUTAGE: Outage = {
	id: 'outage',
	workspaceId: 'ours',
	monitorId: 1,
	startedAt: 100_000,
	confirmedAt: 110_000,
	endedAt: null,
	worst: 'down',
	kind: 'hard-error',
	cause: 'bad-gateway' as Outage['cause'],
	failedSide: 'origin',
	isFlapping: false,
	announcedAt: 110_000,
	incidentId: null
};
const SETTINGS: AutoIncidents = { auto: 'publish', afterMs: 60_000 };

describe('an outage deserves an incident', () => {
	it.each<[string, Partial<Outage>, Partial<AutoIncidents>, number, boolean]>([
		['once it lasted', {}, {}, 160_000, true],
		['not a moment before, counted from its first failing check', {}, {}, 159_999, false],
		['as a draft, too', {}, { auto: 'draft' }, 160_000, true],
		['not when switched off', {}, { auto: 'off' }, 999_000, false],
		['not twice', { incidentId: 'incident' }, {}, 999_000, false],
		['not once it is over', { endedAt: 170_000 }, {}, 999_000, false],
		['not before the team was told, as after maintenance', { announcedAt: null }, {}, 999_000, false],
		['not when we are merely refused', { worst: 'degraded', kind: 'blocked' }, {}, 999_000, false],
		['when refused and down', { worst: 'down', kind: 'blocked' }, {}, 160_000, true],
		['when slow', { worst: 'degraded' }, {}, 160_000, true],
		['at once where `after` is nothing', {}, { afterMs: 0 }, 100_000, true]
	])('%s', (_, outage, settings, now, expected) => {
		expect(deservesIncident({ ...OUTAGE, ...outage }, { ...SETTINGS, ...settings }, now)).toBe(expected);
	});
});

describe('outages belong together', () => {
	const other = (startedAt: number, cause = OUTAGE.cause) => ({ ...OUTAGE, id: 'other', startedAt, cause });

	it('when they have one cause and began within two minutes of any of them', () => {
		expect(belongsTogether(OUTAGE, [other(100_000 + SHARED_WITHIN_MS)])).toBe(true);
		expect(belongsTogether(OUTAGE, [other(100_000 - SHARED_WITHIN_MS)])).toBe(true);
		expect(belongsTogether(OUTAGE, [other(100_001 + SHARED_WITHIN_MS)])).toBe(false);
		expect(belongsTogether(OUTAGE, [other(900_000), other(150_000)])).toBe(true);
		expect(belongsTogether(OUTAGE, [other(100_000, 'timeout' as Outage['cause'])])).toBe(false);
		expect(belongsTogether(OUTAGE, [])).toBe(false);
	});

	it('whichever of two comes first', () => {
		fc.assert(
			fc.property(fc.nat(600_000), fc.nat(600_000), (a, b) => {
				expect(belongsTogether(other(a), [other(b)])).toBe(belongsTogether(other(b), [other(a)]));
			})
		);
	});
});

describe('what the machine says', () => {
	const named = (...names: string[]) => names.map((name) => ({ name }));

	it.each([
		[named('Checkout'), 'down', 'Checkout is down'],
		[named('Checkout'), 'degraded', 'Checkout is not working as it should'],
		[named('Checkout', 'Search'), 'down', 'Checkout and Search are down'],
		[named('A', 'B', 'C'), 'degraded', 'A, B and C are not working as they should'],
		[named('A', 'B', 'C', 'D'), 'down', 'A and 3 others are down']
	] as const)('titles %j %s: %s', (components, worst, title) => {
		expect(titleFor(components, worst)).toBe(title);
	});

	it('says it in plain sentences', () => {
		const sentences = [
			openingMessage({ publicSentence: 'The server behind our front door did not answer.' }),
			joiningMessage(['Search']),
			joiningMessage(['Search', 'Images']),
			worseningMessage(['Search']),
			worseningMessage(['Search', 'Images']),
			monitoringMessage(125_000),
			resolvedMessage(3_600_000)
		];
		expect(sentences).toEqual([
			'The server behind our front door did not answer. We noticed this ourselves and keep watching; the next change appears here by itself.',
			'Search has the same trouble.',
			'Search and Images have the same trouble.',
			'This has become worse: Search does not work at all now.',
			'This has become worse: Search and Images do not work at all now.',
			'Everything named here answers again, after 2 minutes. We keep watching before we call it over.',
			'This is over. It lasted 1 hour.'
		]);
	});

	it('claims what it saw', () => {
		expect(claimOf({ worst: 'down' })).toBe('major_outage');
		expect(claimOf({ worst: 'degraded' })).toBe('degraded_performance');
	});
});
