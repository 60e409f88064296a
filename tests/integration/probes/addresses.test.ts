/** Which addresses are connected to is decided on the very address, on every hop, whatever a name says the next time. */
import dns from 'node:dns';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { rawServer } from '../../support/servers/raw.ts';
import { webServer } from '../../support/servers/http.ts';
import { ask, type Kind } from './ask.ts';

/** Every name has these addresses: the first answer first, the last one from then on. */
function names(...answers: string[][]): { asked: string[] } {
	const asked: string[] = [];
	const lookup = ((host: string, _: unknown, done: (error: null, found: dns.LookupAddress[]) => void) => {
		const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [];
		asked.push(host);
		setImmediate(() =>
			done(
				null,
				answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
			)
		);
	}) as typeof dns.lookup;
	vi.spyOn(dns, 'lookup').mockImplementation(lookup);
	return { asked };
}

afterEach(() => void vi.restoreAllMocks());

const kindsFor = (host: string, port: number): [Kind, object][] => [
	['http', { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/` }],
	['http', { url: `https://${host.includes(':') ? `[${host}]` : host}:${port}/` }],
	['tcp', { host, port }],
	['tls', { host, port }],
	['ping', { host }]
];

describe('private targets', () => {
	it('are refused for every kind and in every spelling, and nobody is blamed', async () => {
		await using server = await rawServer((socket) => socket.end());
		for (const host of [
			'127.0.0.1',
			'localhost',
			'::1',
			'::ffff:127.0.0.1',
			'127.1',
			'2130706433',
			'0x7f000001',
			'0177.0.0.1',
			'0'
		]) {
			for (const [kind, target] of kindsFor(host, server.port)) {
				const check = await ask(kind, target, { privateTargets: 'deny' });
				expect(check, `${kind} ${host}`).toMatchObject({ outcome: 'unknown', isNetworkShaped: false });
				expect(check.summary).toContain('PRIVATE_TARGETS=deny');
			}
		}
		expect(server.taken()).toBe(0);
	});

	it('are refused as resolvers', async () => {
		const target = { name_to_resolve: 'a.example', resolver: '127.0.0.1:5353' };
		expect(await ask('dns', target, { privateTargets: 'deny' })).toMatchObject({
			outcome: 'unknown',
			summary: '127.0.0.1 is not a public address (loopback), and PRIVATE_TARGETS=deny allows only those.'
		});
	});
});

describe('metadata services', () => {
	it('are refused for every kind, whatever the setting', async () => {
		for (const host of [
			'169.254.169.254',
			'fd00:ec2::254',
			'::ffff:169.254.169.254',
			'2852039166',
			'0xa9fea9fe',
			'0251.0376.0251.0376'
		]) {
			for (const [kind, target] of kindsFor(host, 80)) {
				const check = await ask(kind, target, { timeoutMs: 500 });
				expect(check.outcome, `${kind} ${host}`).toBe('unknown');
				expect(check.summary).toContain('is an instance metadata service, which is never a target');
			}
		}
	});

	it('are refused behind a name, also when it has other addresses', async () => {
		await using server = await webServer((_, response) => response.end('ours'));
		names(['169.254.169.254', 'fd00:ec2::254', '127.0.0.1']);
		const check = await ask('http', {
			url: `http://rebinding.example:${server.port}/`,
			expect: { body: { equals: 'ours' } }
		});
		expect(check).toMatchObject({ outcome: 'up', observed: { address: '127.0.0.1' } });
		expect(check.observed.addresses).toHaveLength(3);
	});
});

describe('a name that changes its answer', () => {
	it('is looked up once for each connection, and what was looked at is what is connected to', async () => {
		await using server = await webServer((_, response) => response.end());
		const { asked } = names(['127.0.0.1'], ['169.254.169.254']);
		const url = `http://rebinding.example:${server.port}/`;
		expect(await ask('http', { url })).toMatchObject({ outcome: 'up', observed: { address: '127.0.0.1' } });
		expect(asked).toEqual(['rebinding.example']);
		expect((await ask('http', { url })).outcome).toBe('unknown');
		expect(server.asked).toHaveLength(1);
	});

	it('is held to the rule on the hop after a redirect', async () => {
		await using server = await webServer((_, response) =>
			response.writeHead(302, { location: '/next' }).end()
		);
		const { asked } = names(['127.0.0.1'], ['169.254.169.254']);
		const check = await ask('http', { url: `http://rebinding.example:${server.port}/` });
		expect(check).toMatchObject({ outcome: 'unknown', evidence: { redirects: [{ status: 302 }] } });
		expect(asked).toHaveLength(2);
		expect(server.asked).toHaveLength(1);
	});
});

describe('several addresses', () => {
	it('are tried in turns of the families until one answers', async () => {
		await using server = await rawServer((socket) => socket.resume());
		names(['127.0.0.2', '127.0.0.3', '::1', '127.0.0.1']);
		const check = await ask('tcp', { host: 'many.example', port: server.port });
		expect(check).toMatchObject({ outcome: 'up', observed: { address: '127.0.0.1' } });
		expect(check.observed.addresses).toEqual(['127.0.0.2', '::1', '127.0.0.3', '127.0.0.1']);
	});

	it('fail together with what the most telling one said', async () => {
		names(['::1', '127.0.0.1']);
		const check = await ask('tcp', { host: 'many.example', port: 1 });
		expect(check.evidence?.error).toMatchObject({ code: 'ECONNREFUSED', phase: 'connect' });
		expect(check.evidence?.addresses).toEqual(['::1', '127.0.0.1']);
	});
});
