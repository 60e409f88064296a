/** DNS monitors: every record type, every expectation and every refusal, asked of a resolver on this machine. */
import dgram from 'node:dgram';
import { describe, expect, it } from 'vitest';
import { nameServer, type RecordType } from '../../support/servers/names.ts';
import { ask } from './ask.ts';

const NAME = 'acme.example';
const RECORDS: [record: RecordType, answers: object[], texts: string[]][] = [
	['A', [{ address: '192.0.2.2' }, { address: '192.0.2.1' }], ['192.0.2.1', '192.0.2.2']],
	['AAAA', [{ address: '2001:db8::1' }], ['2001:db8::1']],
	['CAA', [{ flags: 0, tag: 'issue', value: 'ca.example' }], ['0 issue "ca.example"']],
	['CNAME', [{ domain: 'www.acme.example' }], ['www.acme.example']],
	['MX', [{ priority: 10, exchange: 'mx1.acme.example' }], ['10 mx1.acme.example']],
	['NS', [{ ns: 'ns1.acme.example' }, { ns: 'ns2.acme.example' }], ['ns1.acme.example', 'ns2.acme.example']],
	['PTR', [{ domain: 'host.acme.example' }], ['host.acme.example']],
	[
		'SOA',
		[
			{
				primary: 'ns1.acme.example',
				admin: 'root.acme.example',
				serial: 7,
				refresh: 1,
				retry: 2,
				expiration: 3,
				minimum: 4
			}
		],
		['ns1.acme.example root.acme.example 7 1 2 3 4']
	],
	['SRV', [{ priority: 1, weight: 2, port: 5060, target: 'sip.voice.test' }], ['1 2 5060 sip.voice.test']],
	['TXT', [{ data: ['v=spf1 ', '-all'] }, { data: 'x' }], ['v=spf1 -all', 'x']]
];
const two = () => nameServer(() => [{ address: '192.0.2.1' }, { address: '192.0.2.2' }]);

describe('records', () => {
	it.each(RECORDS)('%s', async (record, answers, texts) => {
		await using server = await nameServer((type) => (type === record ? answers : 'SERVFAIL'));
		const target = { name_to_resolve: NAME, record, resolver: server.at };
		const check = await ask('dns', { ...target, expect: { answer: { equals: texts } } });
		expect(check).toMatchObject({
			outcome: 'up',
			evidence: null,
			observed: { addresses: texts, address: '127.0.0.1' }
		});
		expect(check.summary).toBe(
			`${texts.length} ${record} answer${texts.length === 1 ? '' : 's'}: ${texts.join(', ')}`
		);
		expect(check.phases.resolveMs).toBeGreaterThan(0);
		expect(server.asked).toEqual([`${record} ${NAME}`]);
	});

	it('asks for the name of an address', async () => {
		await using server = await nameServer((_, name) =>
			name === '1.2.0.192.in-addr.arpa' ? [{ domain: 'host.acme.example' }] : 'NXDOMAIN'
		);
		const target = { name_to_resolve: '192.0.2.1', record: 'PTR', resolver: server.at };
		expect((await ask('dns', target)).observed.addresses).toEqual(['host.acme.example']);
	});

	it('reads an answer that does not fit into a datagram', async () => {
		const long = Array.from({ length: 20 }, (_, index) => ({ data: `${index}`.padStart(200, 'x') }));
		await using server = await nameServer(() => long);
		const target = { name_to_resolve: NAME, record: 'TXT', resolver: server.at };
		expect(await ask('dns', { ...target, expect: { answer: { count: 20 } } })).toMatchObject({
			outcome: 'up'
		});
		expect(server.asked).toHaveLength(2);
	});

	it('asks over IPv6', async () => {
		await using server = await nameServer(() => [{ address: '192.0.2.1' }], '::1');
		const check = await ask('dns', { name_to_resolve: NAME, resolver: server.at });
		expect(check).toMatchObject({ outcome: 'up', observed: { address: '::1' } });
	});
});

describe('expectations', () => {
	it.each<[object, string | null]>([
		[{ contains: '192.0.2' }, null],
		[{ contains: ['192.0.2.1', '192.0.2.2'] }, null],
		[{ contains: '198.51' }, 'answered 192.0.2.1, 192.0.2.2, none with "198.51"'],
		[{ excludes: '198.51' }, null],
		[{ excludes: '0.2.2' }, 'answered 192.0.2.1, 192.0.2.2, one with "0.2.2"'],
		[{ equals: ['192.0.2.2', '192.0.2.1'] }, null],
		[{ equals: '192.0.2.1' }, 'answered 192.0.2.1, 192.0.2.2, not 192.0.2.1'],
		[{ matches: '\\.2$' }, null],
		[{ matches: '\\.3$' }, 'answered 192.0.2.1, 192.0.2.2, none like \\.3$'],
		[{ count: 2 }, null],
		[{ count: 1 }, '2 answers, not 1']
	])('%j', async (answer, unmet) => {
		await using server = await two();
		const check = await ask('dns', { name_to_resolve: NAME, resolver: server.at, expect: { answer } });
		expect(check).toMatchObject({ outcome: unmet ? 'down' : 'up', isNetworkShaped: false });
		if (!unmet) return;
		expect(check.summary).toBe(unmet);
		expect(check.evidence).toMatchObject({
			url: `dns://${server.at}/${NAME}?type=A`,
			body: '192.0.2.1\n192.0.2.2',
			addresses: ['192.0.2.1', '192.0.2.2'],
			unmetExpectation: unmet,
			error: null
		});
	});
});

describe('refusals', () => {
	it.each([
		['NXDOMAIN', 'ENOTFOUND'],
		['SERVFAIL', 'ESERVFAIL'],
		['REFUSED', 'EREFUSED'],
		['NOTIMP', 'ENOTIMP'],
		['FORMERR', 'EFORMERR']
	] as const)('%s', async (rcode, code) => {
		await using server = await nameServer(() => rcode);
		const check = await ask('dns', { name_to_resolve: NAME, resolver: server.at });
		expect(check).toMatchObject({ outcome: 'down', evidence: { error: { code, phase: 'resolve' } } });
		expect(check.summary).toBe(`queryA ${code} ${NAME}`);
	});

	it('no record of that type', async () => {
		await using server = await nameServer(() => []);
		const check = await ask('dns', { name_to_resolve: NAME, record: 'MX', resolver: server.at });
		expect(check).toMatchObject({ outcome: 'down', evidence: { error: { code: 'ENODATA' } } });
	});

	it('silence, asked three times within the deadline', async () => {
		await using server = await nameServer(() => null);
		const check = await ask('dns', { name_to_resolve: NAME, resolver: server.at }, { timeoutMs: 900 });
		expect(check).toMatchObject({ outcome: 'down', isNetworkShaped: true });
		expect(check.evidence?.error?.code).toMatch(/^(ETIMEOUT|EAI_AGAIN)$/);
		expect(server.asked.length).toBeGreaterThan(1);
	});

	it('one lost question is asked again', async () => {
		let questions = 0;
		await using server = await nameServer(() => ((questions += 1) === 1 ? null : [{ address: '192.0.2.1' }]));
		const check = await ask('dns', { name_to_resolve: NAME, resolver: server.at }, { timeoutMs: 3_000 });
		expect(check.outcome).toBe('up');
	});

	it('a datagram that is no answer', async () => {
		const socket = dgram.createSocket('udp4');
		socket.on('message', (_, from) => socket.send(Buffer.from('rubbish'), from.port, from.address));
		await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
		const target = { name_to_resolve: NAME, resolver: `127.0.0.1:${socket.address().port}` };
		const check = await ask('dns', target, { timeoutMs: 300 });
		socket.close();
		expect(check.outcome).toBe('down');
		expect(check.durationMs).toBeLessThan(1_000);
	});

	it('says nothing of the target when Gatehouse stops', async () => {
		await using server = await nameServer(() => null);
		const stop = new AbortController();
		const asking = ask('dns', { name_to_resolve: NAME, resolver: server.at }, { signal: stop.signal });
		await expect.poll(() => server.asked.length).toBe(1);
		stop.abort();
		expect((await asking).outcome).toBe('unknown');
	});
});

describe('resolvers', () => {
	it.each(['one.one.one.one', '1.2.3', '192.0.2.53:0', '192.0.2.53:99999', '[::1', ''])(
		'refuses "%s"',
		async (resolver) => {
			await expect(ask('dns', { name_to_resolve: NAME, resolver })).rejects.toThrow(
				/takes the address of a resolver/
			);
		}
	);
});
