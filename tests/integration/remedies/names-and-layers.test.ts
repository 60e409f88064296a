/** Other resolvers, our own line and the layers below HTTP, on name servers and TLS servers of this machine. */
import { describe, expect, it } from 'vitest';
import type { Hands } from '../../../src/lib/server/remedies/remedy.ts';
import { webServer } from '../../support/servers/http.ts';
import { nameServer, type Zone } from '../../support/servers/name-server.ts';
import { closedPort, rawServer } from '../../support/servers/raw.ts';
import { authority, certificateFor, secureServer, trust } from '../../support/servers/secure.ts';
import { run, situationFor, type Circumstances } from '../../support/situation.ts';

const signer = await authority();
trust(signer);

describe('other-resolvers', () => {
	const found: Zone = { 'A shop.example': ['192.0.2.1', '192.0.2.2'] };
	const notFound = () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));

	async function compare(
		system: () => Promise<string[]>,
		publics: Zone[],
		own: Zone | null,
		more: Circumstances = {}
	) {
		await using stack = new AsyncDisposableStack();
		const open = async (zone: Zone) => stack.use(await nameServer(zone));
		const resolvers = await Promise.all(publics.map(open));
		const zone = own && (await open(own));
		const guide = await open(
			own ? { 'NS shop.example': ['ns.shop.example'], 'A ns.shop.example': ['127.0.0.1'] } : {}
		);
		const situation = await situationFor(
			{ url: 'http://shop.example:1/' },
			{
				...more,
				occasion: { resolvers: resolvers.map(({ address }) => address) },
				hands: { resolve: system, systemResolver: guide.address, nameServerPort: zone?.port ?? 1 }
			}
		);
		return { result: await run('other-resolvers', situation), zone, guide };
	}

	it('rules the resolver out where all agree, the zone itself included', async () => {
		const { result, zone } = await compare(async () => ['192.0.2.2', '192.0.2.1'], [found, found], found);
		expect(
			result.facts.answers.map(({ role, status, addresses }) => [role, status, addresses.length])
		).toEqual([
			['system', 'answered', 2],
			['public', 'answered', 2],
			['public', 'answered', 2],
			['authoritative', 'answered', 2]
		]);
		expect(result.settles).toBe('rules-out');
		expect(zone?.asked).toEqual(['A shop.example']);
	});

	it('finds that only ours fails', async () => {
		const { result } = await compare(notFound, [found], null);
		expect(result).toMatchObject({
			settles: 'points-here',
			proves: 'Only our own resolver does not find the name: the trouble is on our side.'
		});
	});

	it('finds that the name is gone', async () => {
		const { result } = await compare(notFound, [{}, {}], null);
		expect(result.facts.answers.map(({ status }) => status)).toEqual(['no-name', 'no-name', 'no-name']);
		expect(result.proves).toContain('the trouble is with the name or its zone');
	});

	it('tells an answer that leads elsewhere', async () => {
		const { result } = await compare(async () => ['192.0.2.9'], [found], null);
		expect(result).toMatchObject({ settles: null, proves: expect.stringContaining('leads elsewhere') });
	});

	it('tells a failure of the server from a missing name, and silence from both', async () => {
		const { result } = await compare(
			async () => ['192.0.2.1'],
			[{ 'A shop.example': 'server-failure' }, { 'A shop.example': [] }, { 'A shop.example': 'silent' }],
			null,
			{ timeoutMs: 600 }
		);
		expect(result.facts.answers.slice(1).map(({ status }) => status)).toEqual([
			'server-failure',
			'no-data',
			'silent'
		]);
	});

	it('says so where nobody can be reached', async () => {
		const situation = await situationFor(
			{ url: 'http://shop.example:1/' },
			{
				timeoutMs: 500,
				occasion: { resolvers: ['127.0.0.1:1'] },
				hands: { resolve: async () => ['192.0.2.1'], systemResolver: '127.0.0.1:1' }
			}
		);
		const result = await run('other-resolvers', situation);
		expect(result).toMatchObject({
			settles: null,
			proves: null,
			showed: expect.stringContaining('nothing to compare')
		});
	});
});

describe('own-line', () => {
	const reference = (status: number, headers: object = {}) =>
		webServer((_, response) => response.writeHead(status, { ...headers }).end());

	it('is fine where the references answer and tell our time', async () => {
		await using server = await reference(200);
		const situation = await situationFor(
			{ url: 'http://127.0.0.1:1/' },
			{ occasion: { references: [`${server.url}/`] } }
		);
		const result = await run('own-line', situation);
		expect(result).toMatchObject({ settles: 'rules-out', proves: 'Our own equipment and line work.' });
		expect(result.facts.references).toEqual([{ url: `${server.url}/`, hasAnswered: true }]);
		expect(Math.abs(result.facts.clockSkewMs ?? Infinity)).toBeLessThan(60_000);
	});

	it('sees a clock that is off, a portal, and that our line is lost', async () => {
		await using late = await reference(200, { date: new Date(Date.now() - 600_000).toUTCString() });
		await using portal = await reference(302, { location: 'http://sign-in.example/' });
		const situation = await situationFor(
			{ url: 'http://127.0.0.1:1/' },
			{
				occasion: { references: [`${late.url}/`, `${portal.url}/generate_204`] },
				hands: { isOurLineDown: async () => true }
			}
		);
		const { facts, showed, settles } = await run('own-line', situation);
		expect(facts).toMatchObject({ isDown: true, isCaptive: true });
		expect(settles).toBe('points-here');
		expect(showed).toContain('answers in place of a reference target');
		const alone = { ...situation, references: [`${late.url}/`], isOurLineDown: async () => false };
		expect((await run('own-line', alone)).showed).toMatch(/^Our clock is off by (599|600|601) seconds\.$/);
	});

	it('proves nothing where no reference ever answered', async () => {
		const url = `http://127.0.0.1:${await closedPort()}/`;
		const situation = await situationFor({ url: 'http://127.0.0.1:1/' }, { occasion: { references: [url] } });
		expect(await run('own-line', situation)).toMatchObject({ settles: null, proves: null });
	});

	it('sees that we are about to run out of files, and that our resolver fails', async () => {
		const instead: Partial<Hands> = {
			openFiles: async () => ({ open: 1_000, atMost: 1_024 }),
			addresses: async () => Promise.reject(new Error('getaddrinfo EAI_AGAIN')),
			askReference: async () => Promise.reject(new Error('not asked here'))
		};
		const situation = await situationFor({ url: 'http://127.0.0.1:1/' }, { instead });
		const result = await run('own-line', situation);
		expect(result.showed).toBe('1000 of 1024 files that may be open are open.');
		const named = { ...situation, references: ['https://reference.example/'], askReference: situation.again };
		expect((await run('own-line', named)).facts.doesResolve).toBe(false);
	});
});

describe('layer-by-layer', () => {
	it('rules the lower layers out where port, TLS and certificate hold', async () => {
		await using server = await secureServer(await certificateFor({ by: signer }), (_, response) =>
			response.writeHead(502).end()
		);
		const result = await run('layer-by-layer', await situationFor({ url: server.url }));
		expect(result).toMatchObject({
			settles: 'rules-out',
			facts: { protocol: 'TLSv1.3', certificateFault: null }
		});
		expect(result.facts.certificateExpiresAt).toBeGreaterThan(Date.now());
	});

	it('finds the certificate', async () => {
		await using server = await secureServer(
			await certificateFor({ by: signer, fromDays: -9, toDays: -2 }),
			(_, response) => response.end()
		);
		const result = await run('layer-by-layer', await situationFor({ url: server.url }));
		expect(result).toMatchObject({
			settles: 'points-here',
			facts: {
				connect: { standing: 'good' },
				handshake: { cause: 'tls-expired' },
				certificateFault: 'CERT_HAS_EXPIRED'
			}
		});
	});

	it('finds a port where TLS is not spoken', async () => {
		await using server = await rawServer((socket) => socket.end('220 mail\r\n'));
		const result = await run(
			'layer-by-layer',
			await situationFor({ url: `https://127.0.0.1:${server.port}/` })
		);
		expect(result.proves).toBe('The network works; the failure is in the security layer.');
	});

	it('finds that nothing listens', async () => {
		const result = await run(
			'layer-by-layer',
			await situationFor({ url: `http://127.0.0.1:${await closedPort()}/` })
		);
		expect(result).toMatchObject({
			settles: 'points-here',
			facts: { connect: { cause: 'tcp-refused' }, handshake: null },
			proves: 'The failure is below the application: nothing takes the connection.'
		});
	});
});
