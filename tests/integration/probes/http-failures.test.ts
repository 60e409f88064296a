/** Every way in which an answer can fail to come: code, phase and bounds, against servers that do it. */
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { afterRequest, closedPort, rawServer } from '../../support/servers/raw.ts';
import { ask } from './ask.ts';

const DEADLINE_MS = 150;

/** Sends exact bytes once the request has come, then ends, cuts or leaves the connection open. */
const saying =
	(bytes: string, then: 'end' | 'reset' | 'hang' = 'end') =>
	(socket: Socket) =>
		afterRequest(socket, () => {
			socket.write(bytes, 'latin1', () => {
				if (then === 'end') socket.end();
				if (then === 'reset') setTimeout(() => socket.resetAndDestroy(), 20);
			});
		});
const OK = 'HTTP/1.1 200 OK\r\n';

interface Row {
	what: string;
	serve: (socket: Socket) => void;
	code: string;
	phase: string;
	status?: number;
	body?: string;
	isNetworkShaped: boolean;
}

const TABLE: Row[] = [
	{
		what: 'silence',
		serve: (socket) => socket.resume(),
		code: 'UND_ERR_HEADERS_TIMEOUT',
		phase: 'first-byte',
		isNetworkShaped: true
	},
	{
		what: 'half of a head, then silence',
		serve: saying(`${OK}Server: x`, 'hang'),
		code: 'UND_ERR_HEADERS_TIMEOUT',
		phase: 'first-byte',
		isNetworkShaped: true
	},
	{
		what: 'half of a body, then silence',
		serve: saying(`${OK}Content-Length: 10\r\n\r\nhalf`, 'hang'),
		code: 'UND_ERR_BODY_TIMEOUT',
		phase: 'transfer',
		status: 200,
		body: 'half',
		isNetworkShaped: true
	},
	{
		what: 'a close before the request is read',
		serve: (socket) => socket.end(),
		code: 'ECONNRESET',
		phase: 'first-byte',
		isNetworkShaped: true
	},
	{
		what: 'a close in place of an answer',
		serve: (socket) => afterRequest(socket, () => socket.end()),
		code: 'ECONNRESET',
		phase: 'first-byte',
		isNetworkShaped: true
	},
	{
		what: 'a reset in place of an answer',
		serve: (socket) => afterRequest(socket, () => socket.resetAndDestroy()),
		code: 'ECONNRESET',
		phase: 'first-byte',
		isNetworkShaped: true
	},
	{
		what: 'a body shorter than announced',
		serve: saying(`${OK}Content-Length: 100\r\n\r\nshort`),
		code: 'ECONNRESET',
		phase: 'transfer',
		status: 200,
		body: 'short',
		isNetworkShaped: true
	},
	{
		what: 'a reset in the middle of the body',
		serve: saying(`${OK}Content-Length: 100\r\n\r\nshort`, 'reset'),
		code: 'ECONNRESET',
		phase: 'transfer',
		status: 200,
		body: 'short',
		isNetworkShaped: true
	},
	{
		what: 'chunks without an end',
		serve: saying(`${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n`),
		code: 'ECONNRESET',
		phase: 'transfer',
		status: 200,
		body: 'short',
		isNetworkShaped: true
	},
	{
		what: 'another protocol',
		serve: (socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'),
		code: 'HPE_INVALID_CONSTANT',
		phase: 'first-byte',
		body: 'SSH-2.0-OpenSSH_9.9\r\n',
		isNetworkShaped: false
	},
	{
		what: 'a header with a forbidden byte',
		serve: saying(`${OK}X-Bad: a\x00b\r\nContent-Length: 0\r\n\r\n`),
		code: 'HPE_INVALID_HEADER_TOKEN',
		phase: 'first-byte',
		isNetworkShaped: false
	},
	{
		what: 'two lengths that differ',
		serve: saying(`${OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`),
		code: 'HPE_UNEXPECTED_CONTENT_LENGTH',
		phase: 'first-byte',
		isNetworkShaped: false
	},
	{
		what: 'a broken chunk',
		serve: saying(`${OK}Transfer-Encoding: chunked\r\n\r\nzz\r\nshort`),
		code: 'HPE_INVALID_CHUNK_SIZE',
		phase: 'transfer',
		status: 200,
		isNetworkShaped: false
	},
	{
		what: 'headers without an end',
		serve: (socket) =>
			afterRequest(socket, () => {
				const more = () => {
					while (socket.writable && socket.write('X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(400)));
				};
				socket.write(OK);
				socket.on('drain', more);
				more();
			}),
		code: 'HPE_HEADER_OVERFLOW',
		phase: 'first-byte',
		isNetworkShaped: false
	},
	{
		what: 'gzip that is none',
		serve: saying(`${OK}Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\nplaintext`),
		code: 'Z_DATA_ERROR',
		phase: 'transfer',
		status: 200,
		isNetworkShaped: false
	},
	{
		what: 'an unknown encoding',
		serve: saying(`${OK}Content-Encoding: rot13\r\nContent-Length: 3\r\n\r\nabc`),
		code: 'ERR_CONTENT_ENCODING',
		phase: 'transfer',
		status: 200,
		isNetworkShaped: false
	}
];

describe('answers that fail', () => {
	it.each(TABLE)('$what', async ({ serve, code, phase, status, body, isNetworkShaped }) => {
		await using server = await rawServer(serve);
		const check = await ask('http', { url: `http://127.0.0.1:${server.port}/` }, { timeoutMs: DEADLINE_MS });
		expect(check.outcome).toBe('down');
		expect(check.evidence?.error).toMatchObject({ code, phase });
		expect(check.summary).toContain(check.evidence?.error?.message);
		expect(check.statusCode).toBe(status ?? null);
		expect(check.isNetworkShaped).toBe(isNetworkShaped);
		if (body !== undefined) expect(check.evidence?.body).toBe(body);
		if (status !== undefined) expect(check.evidence?.isBodyTruncated).toBe(true);
		expect(check.durationMs).toBeLessThan(DEADLINE_MS + 250);
	});

	it('is refused', async () => {
		const port = await closedPort();
		const check = await ask('http', { url: `http://127.0.0.1:${port}/` });
		expect(check.outcome).toBe('down');
		expect(check.summary).toBe(`connect ECONNREFUSED 127.0.0.1:${port}`);
		expect(check.evidence?.error).toMatchObject({
			code: 'ECONNREFUSED',
			phase: 'connect',
			address: '127.0.0.1',
			port
		});
		expect(check.isNetworkShaped).toBe(false);
	});

	it('tries the next address of a name when the first refuses', async () => {
		await using server = await rawServer(saying(`${OK}Content-Length: 0\r\n\r\n`));
		const check = await ask('http', { url: `http://localhost:${server.port}/` });
		expect(check.outcome).toBe('up');
		expect(check.observed.address).toBe('127.0.0.1');
	});

	it('does not know the name', async () => {
		const check = await ask('http', { url: 'http://nowhere.invalid/' });
		expect(check.outcome).toBe('down');
		expect(check.evidence?.error).toMatchObject({ phase: 'resolve', hostname: 'nowhere.invalid' });
		expect(check.evidence?.error?.code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
		expect(check.isNetworkShaped).toBe(true);
	});

	it('takes what follows a whole answer for no part of it', async () => {
		await using server = await rawServer(
			saying(`${OK}Connection: close\r\nContent-Length: 2\r\n\r\nokEXTRA`)
		);
		const check = await ask('http', {
			url: `http://127.0.0.1:${server.port}/`,
			expect: { body: { equals: 'ok' } }
		});
		expect(check.outcome).toBe('up');
	});

	it('ends at the deadline however slowly the answer drips, and lets go of the connection', async () => {
		await using server = await rawServer((socket) =>
			afterRequest(socket, () => {
				socket.write(`${OK}Content-Length: 1000\r\n\r\n`);
				const drip = setInterval(() => socket.write('x'), 10);
				socket.on('close', () => clearInterval(drip));
			})
		);
		const check = await ask('http', { url: `http://127.0.0.1:${server.port}/` }, { timeoutMs: DEADLINE_MS });
		expect(check.evidence?.error?.code).toBe('UND_ERR_BODY_TIMEOUT');
		expect(check.evidence?.bodyBytes).toBeGreaterThan(2);
		expect(check.durationMs).toBeLessThan(DEADLINE_MS + 250);
		await expect.poll(() => server.open()).toBe(0);
	});

	it('counts redirects that each take their time against one deadline', async () => {
		await using server = await rawServer((socket) =>
			afterRequest(socket, () => {
				setTimeout(
					() => socket.end('HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n'),
					60
				);
			})
		);
		const check = await ask(
			'http',
			{ url: `http://127.0.0.1:${server.port}/`, redirects: 20 },
			{ timeoutMs: DEADLINE_MS }
		);
		expect(check.outcome).toBe('down');
		expect(check.durationMs).toBeLessThan(DEADLINE_MS + 250);
		expect(check.evidence?.redirects?.length).toBeGreaterThanOrEqual(1);
	});

	it('says nothing of the target when Gatehouse stops', async () => {
		await using server = await rawServer((socket) => socket.resume());
		const stop = new AbortController();
		const asking = ask('http', { url: `http://127.0.0.1:${server.port}/` }, { signal: stop.signal });
		await expect.poll(() => server.open()).toBe(1);
		stop.abort();
		expect(await asking).toMatchObject({ outcome: 'unknown', evidence: { error: { code: 'ABORT_ERR' } } });
		await expect.poll(() => server.open()).toBe(0);
		const late = await ask('http', { url: `http://127.0.0.1:${server.port}/` }, { signal: stop.signal });
		expect(late.outcome).toBe('unknown');
		expect(server.taken()).toBe(1);
	});
});
