/** TLS: what holds, what does not and why, for https, tcp and tls monitors; HTTP/2 where the target wants it. */
import { constants } from 'node:crypto';
import type { Http2ServerResponse } from 'node:http2';
import { beforeAll, describe, expect, it } from 'vitest';
import { webServer, type Answer } from '../../support/servers/http.ts';
import { rawServer } from '../../support/servers/raw.ts';
import {
	authority,
	bareTlsServer,
	certificateFor,
	secureServer,
	trust,
	type Certificate
} from '../../support/servers/secure.ts';
import { ask } from './ask.ts';

const hello: Answer = (_, response) => response.end('hello');
let known: Certificate;
const certificates: Record<string, Certificate> = {};

beforeAll(async () => {
	known = await authority();
	trust(known);
	certificates['good'] = await certificateFor({ by: known });
	certificates['soon'] = await certificateFor({ by: known, toDays: 5.5 });
	certificates['expired'] = await certificateFor({ by: known, fromDays: -20, toDays: -2 });
	certificates['early'] = await certificateFor({ by: known, fromDays: 2 });
	certificates['other name'] = await certificateFor({ by: known, name: 'shop.example' });
	certificates['unknown authority'] = await certificateFor({ by: await authority('Stranger') });
	certificates['self-signed'] = await certificateFor({});
});

const certificate = (name: string) => certificates[name] as Certificate;

const FAULTS: [name: string, code: string, message: string][] = [
	['expired', 'CERT_HAS_EXPIRED', 'certificate has expired'],
	['early', 'CERT_NOT_YET_VALID', 'certificate is not yet valid'],
	['other name', 'ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"],
	['unknown authority', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate'],
	['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate']
];

describe('certificates', () => {
	it('holds', async () => {
		await using server = await secureServer(certificate('good'), hello);
		for (const host of ['127.0.0.1', 'localhost']) {
			const https = await ask('http', { url: `https://${host}:${server.port}/`, family: 4 });
			expect(https).toMatchObject({ outcome: 'up', warnings: [] });
			expect(https.phases.tlsMs).toBeGreaterThan(0);
			expect(https.observed.certificate).toMatch(/^[0-9a-f]{64}$/);
			const tls = await ask('tls', { host, port: server.port });
			expect(tls).toMatchObject({ outcome: 'up', summary: 'TLSv1.3, certificate of CN=localhost' });
			expect(tls.observed.certificateExpiresAt).toBe(https.observed.certificateExpiresAt);
			expect((await ask('tcp', { host, port: server.port, tls: true })).outcome).toBe('up');
		}
	});

	it.each(FAULTS)('does not hold: %s', async (name, code, message) => {
		await using server = await secureServer(certificate(name), hello);
		const targets = [
			['http', { url: server.url }],
			['tls', { host: '127.0.0.1', port: server.port }],
			['tcp', { host: '127.0.0.1', port: server.port, tls: true }]
		] as const;
		for (const [kind, target] of targets) {
			const check = await ask(kind, target);
			expect(check).toMatchObject({ outcome: 'down', isNetworkShaped: false });
			expect(check.summary).toContain(message);
			expect(check.evidence?.error).toMatchObject({ code, phase: 'tls' });
			expect(check.evidence?.tls).toMatchObject({ authorizationError: code, protocol: 'TLSv1.3' });
			expect(check.evidence?.tls?.names.length).toBeGreaterThan(0);
			expect(check.evidence?.tls?.validTo).toBeGreaterThan(0);
		}
		expect(server.asked).toHaveLength(0);
	});

	it('says which name was asked for and which ones are there', async () => {
		await using server = await secureServer(certificate('other name'), hello);
		const { evidence } = await ask('http', { url: server.url });
		expect(evidence?.error?.message).toContain("127.0.0.1 is not in the cert's list");
		expect(evidence?.tls?.names).toEqual(['shop.example']);
		expect(
			(await ask('tls', { host: '127.0.0.1', port: server.port, servername: 'shop.example' })).outcome
		).toBe('up');
		expect((await ask('http', { url: server.url, headers: { host: 'shop.example' } })).outcome).toBe('up');
	});

	it('need not hold where the monitor says so, but must not have run out', async () => {
		await using selfSigned = await secureServer(certificate('self-signed'), hello);
		await using expired = await secureServer(certificate('expired'), hello);
		expect((await ask('http', { url: selfSigned.url, verify: false })).outcome).toBe('up');
		expect((await ask('tls', { host: '127.0.0.1', port: selfSigned.port, verify: false })).outcome).toBe(
			'up'
		);
		const check = await ask('tls', { host: '127.0.0.1', port: expired.port, verify: false });
		expect(check).toMatchObject({ outcome: 'down' });
		expect(check.summary).toMatch(/^the certificate ran out on \d{4}-/);
	});

	it('is warned of before it runs out, without counting as trouble', async () => {
		await using server = await secureServer(certificate('soon'), hello);
		const check = await ask('http', { url: server.url });
		expect(check.outcome).toBe('up');
		expect(check.warnings).toEqual([
			{
				kind: 'certificate-expiry',
				message: 'The certificate runs out in 5 days.',
				at: check.observed.certificateExpiresAt
			}
		]);
		expect((await ask('http', { url: server.url, expect: { certificate: '5d' } })).warnings).toEqual([]);
		const target = { host: '127.0.0.1', port: server.port, expect: { certificate: '21d' } };
		expect(await ask('tls', target)).toMatchObject({
			outcome: 'up',
			warnings: [{ kind: 'certificate-expiry' }]
		});
	});
});

describe('certificates on the way', () => {
	it('are warned of, also when the last one is far from its end or there is none', async () => {
		await using last = await secureServer(certificate('good'), hello);
		await using plain = await webServer((_, response) => response.end());
		for (const location of [last.url, plain.url]) {
			await using first = await secureServer(certificate('soon'), (_, response) =>
				response.writeHead(301, { location }).end()
			);
			const check = await ask('http', { url: first.url });
			expect(check).toMatchObject({ outcome: 'up', warnings: [{ kind: 'certificate-expiry' }] });
		}
	});

	it('have an authority above them that may run out first', async () => {
		const chain = certificate('good');
		await using server = await secureServer({ ...chain, cert: `${chain.cert}\n${known.cert}` }, hello);
		const { answer } = await ask('http', { url: server.url });
		expect(answer?.tls).toMatchObject({
			chain: ['CN=localhost', 'CN=Test authority'],
			subject: 'CN=localhost',
			issuer: 'CN=Test authority',
			names: ['localhost', '127.0.0.1', '0:0:0:0:0:0:0:1'],
			authorizationError: null
		});
	});
});

describe('handshakes', () => {
	it('fails where plain HTTP is spoken', async () => {
		await using server = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
		const check = await ask('http', { url: `https://127.0.0.1:${server.port}/` });
		expect(check.evidence?.error?.phase).toBe('tls');
		expect(check.summary).toMatch(/wrong version number|packet length too long/);
	});

	it('ends at the deadline where the other side is silent', async () => {
		await using server = await rawServer((socket) => socket.resume());
		for (const kind of ['http', 'tls'] as const) {
			const target =
				kind === 'http'
					? { url: `https://127.0.0.1:${server.port}` }
					: { host: '127.0.0.1', port: server.port };
			const check = await ask(kind, target, { timeoutMs: 150 });
			expect(check).toMatchObject({ outcome: 'down', isNetworkShaped: true });
			expect(check.evidence?.error).toMatchObject({ code: 'ERR_TLS_HANDSHAKE_TIMEOUT', phase: 'tls' });
			expect(check.durationMs).toBeLessThan(400);
		}
		await expect.poll(() => server.open()).toBe(0);
	});

	it.each([
		['closed', (socket: { end(): void }) => socket.end()],
		['reset', (socket: { resetAndDestroy(): void }) => socket.resetAndDestroy()]
	])('fails where the connection is %s', async (_, leave) => {
		await using server = await rawServer((socket) => socket.once('data', () => leave(socket as never)));
		const check = await ask('http', { url: `https://127.0.0.1:${server.port}` });
		expect(check).toMatchObject({ outcome: 'down', isNetworkShaped: true });
		expect(check.evidence?.error).toMatchObject({ code: 'ECONNRESET', phase: 'tls' });
	});

	it('tells a protocol that is out of use', async () => {
		const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
		await using server = await bareTlsServer(
			{ ...certificate('good'), ...old, secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT },
			(socket) => socket.resume()
		);
		const check = await ask('tls', { host: '127.0.0.1', port: server.port });
		expect(check).toMatchObject({ outcome: 'down', summary: 'speaks TLSv1.1, at least TLSv1.2 is expected' });
		expect((await ask('http', { url: server.url })).evidence?.error?.phase).toBe('tls');
	});

	it('takes TLS 1.2 unless more is expected', async () => {
		await using server = await bareTlsServer({ ...certificate('good'), maxVersion: 'TLSv1.2' }, (socket) =>
			socket.resume()
		);
		const target = { host: '127.0.0.1', port: server.port };
		expect((await ask('tls', target)).outcome).toBe('up');
		expect((await ask('tls', { ...target, expect: { protocol: 'TLSv1.3' } })).outcome).toBe('down');
	});
});

describe('HTTP/2', () => {
	it('speaks it to a target that speaks nothing else', async () => {
		await using server = await secureServer(certificate('good'), hello, 'h2');
		const check = await ask('http', {
			url: `${server.url}/x`,
			method: 'POST',
			body: 'text',
			headers: { host: 'localhost' },
			expect: { body: { equals: 'hello' } }
		});
		expect(check).toMatchObject({ outcome: 'up', summary: 'HTTP 200', observed: { httpVersion: '2' } });
		expect(server.asked[0]).toMatchObject({ method: 'POST', url: '/x', body: 'text' });
		expect(server.asked[0]?.headers[':authority']).toBe('localhost');
	});

	it('follows redirects, asks by HEAD and keeps credentials to the origin', async () => {
		await using server = await secureServer(
			certificate('good'),
			({ url }, response) =>
				url === '/' ? response.writeHead(302, { location: '/in' }).end() : hello({} as never, response),
			'h2'
		);
		const check = await ask('http', { url: server.url, method: 'HEAD', auth: { bearer: 'tok-123456' } });
		expect(check).toMatchObject({
			outcome: 'up',
			answer: { httpVersion: '2', redirects: [{ status: 302 }] }
		});
		expect(server.asked.map(({ method, headers }) => [method, headers.authorization])).toEqual([
			['HEAD', 'Bearer tok-123456'],
			['HEAD', 'Bearer tok-123456']
		]);
	});

	it('sends and reads more than one window', async () => {
		await using server = await secureServer(
			certificate('good'),
			({ body }, response) => response.end(body),
			'h2'
		);
		const body = 'x'.repeat(500_000);
		const check = await ask('http', {
			url: server.url,
			method: 'POST',
			body,
			expect: { body: { equals: body } }
		});
		expect(check).toMatchObject({ outcome: 'up', answer: { bodyBytes: 500_000 } });
	});

	it('lets the target choose', async () => {
		await using server = await secureServer(certificate('good'), hello, 'both');
		expect((await ask('http', { url: server.url })).observed.httpVersion).toBe('2');
		await using older = await secureServer(certificate('good'), hello, 'http/1.1');
		expect((await ask('http', { url: older.url })).observed.httpVersion).toBe('1.1');
	});

	const streamOf = (response: unknown) => (response as Http2ServerResponse).stream;
	it.each<[string, Answer, string, string, number | null]>([
		['silence', () => undefined, 'UND_ERR_HEADERS_TIMEOUT', 'first-byte', null],
		[
			'a stream that is refused',
			(_, response) => streamOf(response).close(7),
			'ERR_HTTP2_STREAM_ERROR',
			'first-byte',
			null
		],
		[
			'a stream that is closed',
			(_, response) => streamOf(response).close(8),
			'ECONNRESET',
			'first-byte',
			null
		],
		[
			'a session that is torn down',
			(_, response) => streamOf(response).session?.destroy(),
			'ECONNRESET',
			'first-byte',
			null
		],
		[
			'a body that breaks off',
			(_, response) => {
				response.write('half', () => setTimeout(() => streamOf(response).session?.destroy(), 20));
			},
			'ECONNRESET',
			'transfer',
			200
		],
		[
			'a body that stalls',
			(_, response) => {
				response.write('half');
			},
			'UND_ERR_BODY_TIMEOUT',
			'transfer',
			200
		]
	])('fails: %s', async (_, answer, code, phase, status) => {
		await using server = await secureServer(certificate('good'), answer, 'h2');
		const check = await ask('http', { url: server.url }, { timeoutMs: 300 });
		expect(check).toMatchObject({ outcome: 'down', statusCode: status });
		expect(check.evidence?.error).toMatchObject({ code, phase });
		if (status !== null) expect(check.evidence?.body).toBe('half');
	});
});
