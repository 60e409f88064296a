/** The decision table: one story for each line, what each line must not be taken in by, and which goes first. */
import { describe, expect, it } from 'vitest';
import { DECISION_TABLE, rule } from '../../../src/lib/domain/decision-table.ts';
import type { Diagnosis } from '../../../src/lib/domain/diagnosis/diagnosis.ts';
import type { Finding } from '../../../src/lib/domain/finding.ts';
import {
	again,
	announced,
	brief,
	browsers,
	cache,
	diagnosis,
	finding,
	line,
	names,
	origin,
	parallel
} from '../../support/findings.ts';

const WINDOW = { title: 'Patching', startsAt: 0, endsAt: 1 };
const ADDRESSES = (good: number, failing: number) =>
	finding('each-address', {
		answers: [...Array(good).fill('good'), ...Array(failing).fill('failing')].map(
			(standing: 'good' | 'failing') => ({
				...brief(standing),
				asked: '192.0.2.1',
				family: 4 as const
			})
		)
	});

type Story = [story: string, first: Partial<Diagnosis>, findings: Finding[], expected: object | null];

const STORIES: Story[] = [
	['nothing was found', {}, [], null],
	[
		'the references are silent',
		{},
		[line({ isDown: true })],
		{ line: 'references fail', kind: 'network', failedSide: 'monitor', cause: 'network-unreachable' }
	],
	['the references answer', {}, [line({})], null],
	[
		'a portal answers in their place',
		{},
		[line({ isCaptive: true })],
		{ line: 'captive portal', kind: 'soft-error', failedSide: 'monitor', cause: 'captive-portal' }
	],
	[
		'the first answer was a portal',
		{ kind: 'soft-error', cause: 'captive-portal', failedSide: 'monitor' },
		[],
		{ line: 'captive portal', failedSide: 'monitor' }
	],
	[
		'only our resolver does not know the name',
		{ kind: 'network', cause: 'dns-nxdomain', failedSide: 'domain' },
		[names(['system', 'no-name'], ['public', 'answered', '192.0.2.1'], ['public', 'silent'])],
		{ line: 'only our resolver fails', failedSide: 'monitor', cause: 'dns-temporary' }
	],
	[
		'only a public resolver does not answer',
		{},
		[names(['system', 'answered', '192.0.2.1'], ['public', 'server-failure'])],
		null
	],
	[
		'the zone says that there is no such name',
		{ kind: 'network', cause: 'dns-temporary', failedSide: 'monitor' },
		[names(['system', 'silent'], ['public', 'silent'], ['authoritative', 'no-name'])],
		{ line: 'the zone fails', kind: 'network', failedSide: 'domain', cause: 'dns-nxdomain' }
	],
	[
		'every resolver fails alike',
		{ kind: 'network', cause: 'dns-temporary' },
		[names(['system', 'server-failure'], ['public', 'server-failure'], ['public', 'silent'])],
		{ line: 'the zone fails', cause: 'dns-servfail', failedSide: 'domain' }
	],
	[
		'a name of this house that only our resolver knows',
		{},
		[names(['system', 'answered', '10.0.0.1'], ['public', 'no-name'], ['authoritative', 'no-name'])],
		null
	],
	[
		'every resolver fails alike, in a network that knows no name at all',
		{},
		[names(['system', 'no-name'], ['public', 'no-name']), line({ doesResolve: false })],
		null
	],
	[
		'the same, but the zone itself has spoken',
		{},
		[names(['system', 'no-name'], ['authoritative', 'no-name']), line({ doesResolve: false })],
		{ line: 'the zone fails', cause: 'dns-nxdomain' }
	],
	['no resolver can be reached', {}, [names(['system', 'silent'], ['public', 'silent'])], null],
	[
		'the resolvers disagree about how it fails',
		{},
		[names(['system', 'silent'], ['public', 'no-name'], ['public', 'server-failure'])],
		null
	],
	[
		'the answer said that we are turned away',
		{ kind: 'blocked', failedSide: 'none', cause: 'rate-limit' },
		[],
		{ line: 'blocked', kind: 'blocked', failedSide: 'none', cause: 'rate-limit' }
	],
	[
		'only we are refused',
		{},
		[browsers('failing', 'good', 'good', 'good', 'good')],
		{ line: 'blocked', kind: 'blocked', failedSide: 'none', cause: 'waf-block' }
	],
	['everybody is refused', {}, [browsers('failing', 'failing', 'failing')], null],
	['one browser is refused as well', {}, [browsers('failing', 'good', 'failing')], null],
	[
		'we seem to be refused, but some of our own requests succeed',
		{},
		[browsers('failing', 'good', 'good'), parallel(3, 3)],
		{ line: 'some requests succeed' }
	],
	[
		'a window of our own is active',
		{},
		[announced({ window: WINDOW })],
		{ line: 'maintenance', kind: 'maintenance', failedSide: 'origin', cause: 'maintenance' }
	],
	['the answer carries the marks', {}, [announced({ isMarked: true })], { line: 'maintenance' }],
	['nothing is announced', {}, [announced({ retryAfterSeconds: 5 })], null],
	[
		'the account is suspended',
		{ kind: 'account', failedSide: 'hosting', cause: 'suspended' },
		[origin('answers')],
		{ line: 'suspended or parked', kind: 'account', failedSide: 'hosting', cause: 'suspended' }
	],
	[
		'the name is parked',
		{ kind: 'soft-error', failedSide: 'domain', cause: 'parked-domain' },
		[],
		{ line: 'suspended or parked', failedSide: 'domain' }
	],
	[
		'the origin answers and the edge fails',
		{ failedSide: 'origin', cause: 'upstream-timeout' },
		[origin('answers'), parallel(0, 6)],
		{ line: 'origin answers, edge fails', failedSide: 'gateway', cause: 'gateway-internal' }
	],
	['both answer by now', {}, [origin('answers', 'good')], null],
	[
		'the origin answers, the edge fails now and then',
		{},
		[origin('answers'), parallel(2, 4)],
		{ line: 'some requests succeed' }
	],
	[
		'the gateway names the origin',
		{ failedSide: 'origin', vendor: 'cloudflare', confidence: 0.9, cause: 'upstream-refused' },
		[],
		{ line: 'edge names the origin', failedSide: 'origin', cause: 'upstream-refused' }
	],
	['a gateway of no name', { failedSide: 'origin', confidence: 0.9 }, [], null],
	[
		'the origin fails too, and says more',
		{},
		[origin('fails', 'failing', { cause: 'tcp-refused' })],
		{ line: 'origin fails too', failedSide: 'origin', cause: 'upstream-refused' }
	],
	[
		'the origin fails too, and the gateway had said more',
		{ cause: 'upstream-tls' },
		[origin('fails', 'failing', { cause: 'tcp-refused' })],
		{ line: 'origin fails too', cause: 'upstream-tls' }
	],
	['the origin is locked to its CDN', {}, [origin('locked')], null],
	['the origin is silent, which a firewall is too', {}, [origin('silent')], null],
	[
		'the origin is silent, and its gateway says the same',
		{ cause: 'upstream-connect-timeout' },
		[origin('silent')],
		{ line: 'origin fails too', failedSide: 'origin', cause: 'upstream-connect-timeout' }
	],
	[
		'three of six fail',
		{},
		[parallel(3, 3)],
		{
			line: 'some requests succeed',
			failedSide: 'origin',
			cause: 'upstream-failure',
			reason: expect.stringContaining('3 of 6')
		}
	],
	['all of six fail', {}, [parallel(0, 6)], null],
	['all of six succeed', {}, [parallel(6, 0)], null],
	[
		'one address of two is dead',
		{ kind: 'network', cause: 'tcp-refused', failedSide: 'origin' },
		[ADDRESSES(1, 1)],
		{ line: 'some addresses fail', failedSide: 'origin', cause: 'tcp-refused', kind: 'network' }
	],
	['every address is dead', {}, [ADDRESSES(0, 2)], null],
	[
		'a cache keeps the error',
		{},
		[cache('failing', 'good')],
		{ line: 'a cache keeps the error', failedSide: 'gateway', cause: 'gateway-internal' }
	],
	['a cache hides the failure', {}, [cache('good', 'failing')], null],
	['it fails behind the cache as well', {}, [cache('failing', 'failing')], null],
	['it passed by itself', {}, [again('failing', 'good')], null]
];

describe('the decision table', () => {
	it.each(STORIES)('%s', (_, first, findings, expected) => {
		const ruling = rule(diagnosis(first), findings);
		if (expected === null) expect(ruling).toBeNull();
		else expect(ruling).toMatchObject(expected);
	});

	it('has a story for each of its lines', () => {
		const told = STORIES.map(([, first, findings]) => rule(diagnosis(first), findings)?.line);
		expect(DECISION_TABLE.map(({ name }) => name).filter((name) => !told.includes(name))).toEqual([]);
	});

	it('takes the first line that holds: each is overruled by those above it', () => {
		const one = new Map<string, [Partial<Diagnosis>, Finding[]]>();
		for (const [, first, findings] of STORIES) {
			const name = rule(diagnosis(first), findings)?.line;
			// stories that lean on the first answer cannot be put together with another's
			if (name && !one.has(name) && Object.keys(first).length === 0) one.set(name, [first, findings]);
		}
		const order = DECISION_TABLE.map(({ name }) => name).filter((name) => one.has(name));
		expect(order.length).toBeGreaterThan(5);
		const inTurn = order.filter((name) => !['blocked', 'origin answers, edge fails'].includes(name));
		for (const [index, above] of inTurn.entries()) {
			for (const below of inTurn.slice(index + 1)) {
				const findings = [...(one.get(below)?.[1] ?? []), ...(one.get(above)?.[1] ?? [])];
				expect(rule(diagnosis(), findings)?.line).toBe(above);
			}
		}
	});
});
