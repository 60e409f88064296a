/** Whatever a server sends, an http probe ends with a check: it never throws, never hangs and never grows. */
import fc from 'fast-check';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../../src/lib/domain/check.ts';
import { afterRequest, rawServer } from '../../support/servers/raw.ts';
import { ask } from './ask.ts';

const RUNS = 150;
const DEADLINE_MS = 1_000;

const text = fc.string({ unit: 'binary', maxLength: 40 });
const name = fc.oneof(
	fc.constantFrom(
		'content-length',
		'transfer-encoding',
		'content-encoding',
		'location',
		'content-type',
		'connection'
	),
	fc.constantFrom('set-cookie', 'upgrade', '__proto__', 'constructor', 'status', 'x-y', 'trailer'),
	text
);
const value = fc.oneof(
	fc.constantFrom(
		'chunked',
		'gzip',
		'br',
		'zstd',
		'deflate',
		'identity',
		'0',
		'-1',
		'5',
		'99999999999999999999',
		'close'
	),
	fc.constantFrom(
		'text/html; charset=utf-16',
		'text/html; charset=nonsense',
		'//:0',
		'http://[::1',
		'/again',
		'?',
		'h2c'
	),
	text
);
const statusLine = fc.oneof(
	fc
		.tuple(
			fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2', 'http/1.1', 'ICY'),
			fc.integer({ min: 0, max: 1_200 }),
			text
		)
		.map((parts) => parts.join(' ')),
	fc.constantFrom(
		'HTTP/1.1 200 OK',
		'HTTP/1.1 302 Found',
		'HTTP/1.1 101 Switching Protocols',
		'HTTP/1.1 100 Continue',
		'HTTP/1.1 304 Not Modified'
	),
	text
);
const body = fc.oneof(
	text,
	fc.constantFrom(
		'5\r\nhello\r\n0\r\n\r\n',
		'ffffffffffffffff\r\n',
		'0\r\nx: y\r\n\r\n',
		'\x1f\x8b\x08',
		'{"a":1}',
		'\x28\xb5\x2f\xfd'
	),
	fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1'))
);
const answer = fc
	.record({
		statusLine,
		headers: fc.array(fc.tuple(name, value), { maxLength: 5 }),
		body,
		isCut: fc.boolean()
	})
	.map(({ statusLine: line, headers, body: rest, isCut }) => {
		const bytes = `${[line, ...headers.map((pair) => pair.join(': '))].join('\r\n')}\r\n\r\n${rest}`;
		return isCut ? bytes.slice(0, bytes.length / 2) : bytes;
	});

async function survives(bytes: string, scheme: 'http' | 'https', method: string): Promise<void> {
	const serve = (socket: Socket) => {
		const send = () => socket.end(bytes, 'latin1');
		if (scheme === 'http') afterRequest(socket, send);
		else socket.once('data', send);
	};
	await using server = await rawServer(serve);
	const target = {
		url: `${scheme}://127.0.0.1:${server.port}/`,
		method,
		redirects: 2,
		expect: method === 'HEAD' ? {} : { body: { excludes: '\u0000never' }, json: { $: 1 } }
	};
	const check = await ask('http', target, { timeoutMs: DEADLINE_MS });
	expect(OUTCOMES).toContain(check.outcome);
	expect(check.outcome).not.toBe('unknown');
	expect(check.summary).not.toBe('');
	expect(check.evidence === null).toBe(check.outcome === 'up');
	expect(() => JSON.stringify(check)).not.toThrow();
	expect(check.answer?.bodyBytes).toBeLessThanOrEqual(1_048_576);
}

describe('anything', () => {
	it('ends with a check', async () => {
		await fc.assert(
			fc.asyncProperty(answer, fc.constantFrom('GET', 'HEAD', 'POST'), (bytes, method) =>
				survives(bytes, 'http', method)
			),
			{ numRuns: RUNS }
		);
	});

	it('ends with a check where it is only bytes', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uint8Array({ minLength: 1, maxLength: 500 }),
				fc.constantFrom('http' as const, 'https' as const),
				(bytes, scheme) => survives(Buffer.from(bytes).toString('latin1'), scheme, 'GET')
			),
			{ numRuns: RUNS }
		);
	});

	it.each(['101', '100', '103', '204', '205', '304', '407', '999', '000'])('with the status %s', (status) =>
		survives(
			`HTTP/1.1 ${status} X\r\nupgrade: x\r\nconnection: upgrade\r\ncontent-length: 3\r\n\r\nabc`,
			'http',
			'GET'
		)
	);
});
