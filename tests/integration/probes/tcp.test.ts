/** TCP monitors: connect, say, hear, TLS, and every way in which that fails, against real ports. */
import { describe, expect, it } from 'vitest';
import { bareTlsServer, certificateFor } from '../../support/servers/secure.ts';
import { closedPort, rawServer } from '../../support/servers/raw.ts';
import { ask } from './ask.ts';

/** Answers PING as Redis does, and keeps the connection. */
const redis = () =>
	rawServer((socket) =>
		socket.on('data', (said) => socket.write(String(said) === 'PING\r\n' ? '+PONG\r\n' : '-ERR\r\n'))
	);
const greeting = () => rawServer((socket) => socket.write('220 mail.example ESMTP\r\n'));

describe('a tcp port', () => {
	it('is up when it takes a connection', async () => {
		await using server = await rawServer((socket) => socket.resume());
		const check = await ask('tcp', { host: '127.0.0.1', port: server.port });
		expect(check).toMatchObject({ outcome: 'up', evidence: null, observed: { address: '127.0.0.1' } });
		expect(check.summary).toMatch(/^connected in \d+ ms$/);
		expect(check.phases).toMatchObject({ resolveMs: null, tlsMs: null, firstByteMs: null });
		expect(check.phases.connectMs).toBeGreaterThan(0);
		await expect.poll(() => server.open()).toBe(0);
	});

	it('is looked up where it is given by name', async () => {
		await using server = await rawServer((socket) => socket.resume());
		const check = await ask('tcp', { host: 'localhost', port: server.port, family: 4 });
		expect(check.observed).toMatchObject({ address: '127.0.0.1', addresses: ['127.0.0.1'] });
		expect(check.phases.resolveMs).toBeGreaterThanOrEqual(0);
	});

	it('is reached over IPv6', async () => {
		await using server = await rawServer((socket) => socket.resume(), '::1');
		expect(await ask('tcp', { host: '::1', port: server.port })).toMatchObject({
			outcome: 'up',
			observed: { address: '::1' }
		});
		const closed = await ask('tcp', { host: '::1', port: await closedPort() });
		expect(closed.evidence?.url).toMatch(/^tcp:\/\/\[::1\]:\d+$/);
	});

	it('is down when it refuses, and that is an answer', async () => {
		const port = await closedPort();
		const check = await ask('tcp', { host: '127.0.0.1', port });
		expect(check).toMatchObject({
			outcome: 'down',
			isNetworkShaped: false,
			summary: `connect ECONNREFUSED 127.0.0.1:${port}`,
			evidence: { url: `tcp://127.0.0.1:${port}`, error: { code: 'ECONNREFUSED', phase: 'connect' } }
		});
	});

	it('is down when the name is not known', async () => {
		const check = await ask('tcp', { host: 'nowhere.invalid', port: 1 });
		expect(check).toMatchObject({
			outcome: 'down',
			isNetworkShaped: true,
			evidence: { error: { phase: 'resolve' } }
		});
	});
});

describe('what is said and heard', () => {
	it('says and hears', async () => {
		await using server = await redis();
		const target = { host: '127.0.0.1', port: server.port, send: 'PING\r\n' };
		const check = await ask('tcp', { ...target, expect: { contains: 'PONG' } });
		expect(check.outcome).toBe('up');
		expect(check.phases.firstByteMs).toBeGreaterThanOrEqual(0);
		expect((await ask('tcp', target)).outcome).toBe('up');
	});

	it('hears a greeting without saying anything', async () => {
		await using server = await greeting();
		const target = { host: '127.0.0.1', port: server.port };
		expect((await ask('tcp', { ...target, expect: { matches: '^220 ' } })).outcome).toBe('up');
	});

	it('keeps what was heard in place of what was expected', async () => {
		await using server = await rawServer((socket) => socket.end('554 go away\r\n'));
		const check = await ask('tcp', { host: '127.0.0.1', port: server.port, expect: { matches: '^220 ' } });
		expect(check).toMatchObject({
			outcome: 'down',
			isNetworkShaped: false,
			summary: 'the answer does not match ^220 ',
			evidence: { body: '554 go away\r\n', bodyBytes: 13, error: null }
		});
	});

	it('judges what came when the deadline passes', async () => {
		await using server = await greeting();
		const target = { host: '127.0.0.1', port: server.port };
		const check = await ask('tcp', { ...target, expect: { contains: '250 ' } }, { timeoutMs: 150 });
		expect(check).toMatchObject({ outcome: 'down', summary: 'the answer does not contain "250 "' });
	});

	it('hears an answer that comes in pieces, cut through a letter', async () => {
		const bytes = Buffer.from('größe');
		await using server = await rawServer((socket) => {
			socket.write(bytes.subarray(0, 3));
			setTimeout(() => socket.write(bytes.subarray(3)), 20);
		});
		const target = { host: '127.0.0.1', port: server.port, expect: { equals: 'größe' } };
		expect((await ask('tcp', target)).outcome).toBe('up');
	});

	it('is down in silence, at the deadline', async () => {
		await using server = await rawServer((socket) => socket.resume());
		const target = { host: '127.0.0.1', port: server.port, send: 'PING\r\n', expect: { contains: 'PONG' } };
		const check = await ask('tcp', target, { timeoutMs: 150 });
		expect(check).toMatchObject({ outcome: 'down', isNetworkShaped: true });
		expect(check.evidence?.error).toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT', phase: 'first-byte' });
		await expect.poll(() => server.open()).toBe(0);
	});

	it('is down when the other side hangs up instead of answering', async () => {
		await using server = await rawServer((socket) => socket.end());
		const target = { host: '127.0.0.1', port: server.port, expect: { contains: 'x' } };
		expect(await ask('tcp', target)).toMatchObject({
			outcome: 'down',
			evidence: { error: { code: 'ECONNRESET' } }
		});
	});

	it('stops listening to one who never stops talking', async () => {
		await using server = await rawServer((socket) => {
			const more = () => {
				while (socket.writable && socket.write('x'.repeat(65_536)));
			};
			socket.on('drain', more);
			more();
		});
		const target = { host: '127.0.0.1', port: server.port, expect: { contains: 'y' } };
		const check = await ask('tcp', target);
		expect(check).toMatchObject({ outcome: 'down', evidence: { bodyBytes: 16_384 } });
	});

	it('keeps no secret that is echoed', async () => {
		await using server = await rawServer((socket) =>
			socket.on('data', (said) => socket.end(`no: ${String(said)}`))
		);
		const target = {
			host: '127.0.0.1',
			port: server.port,
			send: 'AUTH pa55word\r\n',
			expect: { contains: '+OK' }
		};
		expect(JSON.stringify(await ask('tcp', target))).not.toContain('pa55word');
	});
});

describe('TLS inside', () => {
	it('says and hears through it, and holds the certificate against the name', async () => {
		const certificate = await certificateFor({});
		await using server = await bareTlsServer(certificate, (socket) =>
			socket.on('data', (said) => socket.end(`+${String(said)}`))
		);
		const target = {
			host: '127.0.0.1',
			port: server.port,
			tls: true,
			send: 'PING',
			expect: { equals: '+PING' }
		};
		const check = await ask('tcp', { ...target, verify: false });
		expect(check.outcome).toBe('up');
		expect(check.phases.tlsMs).toBeGreaterThan(0);
		const refused = await ask('tcp', target);
		expect(refused).toMatchObject({
			outcome: 'down',
			evidence: { error: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } }
		});
		expect(refused.evidence?.url).toBe(`tls://127.0.0.1:${server.port}`);
	});

	it('is down where no TLS is spoken', async () => {
		await using server = await greeting();
		const check = await ask('tcp', { host: '127.0.0.1', port: server.port, tls: true });
		expect(check).toMatchObject({ outcome: 'down', evidence: { error: { phase: 'tls' } } });
	});
});
