/** Bodies: every encoding is read, and none, however it swells or goes on, takes more than its bound. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { webServer } from '../../support/servers/http.ts';
import { ask } from './ask.ts';

const TEXT = 'Add to cart, äöü. '.repeat(100);
const ENCODERS: Record<string, (text: string) => Buffer> = {
	identity: (text) => Buffer.from(text),
	gzip: (text) => zlib.gzipSync(text),
	'x-gzip': (text) => zlib.gzipSync(text),
	br: (text) => zlib.brotliCompressSync(text),
	zstd: (text) => zlib.zstdCompressSync(text),
	deflate: (text) => zlib.deflateSync(text),
	'deflate, gzip': (text) => zlib.gzipSync(zlib.deflateSync(text))
};
const MEBIBYTE = 1_048_576;

function serving(encoding: string, body: Buffer) {
	return webServer((_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
}

describe('bodies', () => {
	it.each(Object.entries(ENCODERS))('reads %s', async (encoding, encode) => {
		await using server = await serving(encoding, encode(TEXT));
		const { answer, outcome } = await ask('http', { url: server.url, expect: { body: { equals: TEXT } } });
		expect(outcome).toBe('up');
		expect(answer).toMatchObject({
			body: TEXT,
			bodyBytes: Buffer.byteLength(TEXT),
			bodySha256: createHash('sha256').update(TEXT).digest('hex'),
			isBodyTruncated: false
		});
	});

	it('reads deflate without its wrapper', async () => {
		await using server = await serving('deflate', zlib.deflateRawSync(TEXT));
		expect((await ask('http', { url: server.url })).answer?.body).toBe(TEXT);
	});

	it.each(['gzip', 'br', 'zstd', 'deflate'])(
		'takes an empty body for one, said to be %s',
		async (encoding) => {
			await using server = await serving(encoding, Buffer.alloc(0));
			expect(await ask('http', { url: server.url })).toMatchObject({
				outcome: 'up',
				answer: { bodyBytes: 0 }
			});
			expect(await ask('http', { url: server.url, method: 'HEAD' })).toMatchObject({ outcome: 'up' });
		}
	);

	it('refuses more layers than anyone needs', async () => {
		await using server = await serving('gzip, gzip, gzip', zlib.gzipSync('x'));
		expect((await ask('http', { url: server.url })).summary).toContain('compressed 3 times over');
	});

	it('fails on a compressed body that breaks off', async () => {
		const whole = zlib.gzipSync(Buffer.from(Array.from({ length: 5_000 }, (_, index) => `${index}`).join()));
		await using server = await serving('gzip', whole.subarray(0, whole.length / 2));
		const check = await ask('http', { url: server.url });
		expect(check.outcome).toBe('down');
		expect(check.evidence?.error).toMatchObject({ code: 'Z_BUF_ERROR', phase: 'transfer' });
	});

	it('keeps 64 KiB of a long body, and its true length and hash', async () => {
		const long = 'abcdefgh'.repeat(25_000);
		await using server = await serving('identity', Buffer.from(long));
		const { answer } = await ask('http', { url: server.url });
		expect(answer).toMatchObject({
			bodyBytes: 200_000,
			isBodyTruncated: true,
			bodySha256: createHash('sha256').update(long).digest('hex')
		});
		expect(answer?.body).toBe(long.slice(0, 65_536));
	});

	it.each([
		['gzip', promisify(zlib.gzip)],
		['br', promisify(zlib.brotliCompress)],
		['zstd', promisify(zlib.zstdCompress)]
	] as const)('stays small before a %s bomb', async (encoding, compress) => {
		const bomb = await compress(Buffer.alloc(128 * MEBIBYTE));
		await using server = await serving(encoding, bomb);
		const before = process.memoryUsage().rss;
		const check = await ask('http', { url: server.url });
		expect(process.memoryUsage().rss - before).toBeLessThan(48 * MEBIBYTE);
		expect(check).toMatchObject({ outcome: 'up', answer: { bodyBytes: MEBIBYTE, isBodyTruncated: true } });
	});

	it('reads an endless body up to the bound and hangs up', async () => {
		let sent = 0;
		await using server = await webServer((_, response) => {
			const piece = Buffer.alloc(65_536, 'x');
			const more = () => {
				while (!response.destroyed && response.write(piece)) sent += piece.length;
			};
			response.on('drain', more);
			more();
		});
		const check = await ask('http', { url: server.url, expect: { body: { contains: 'xxx' } } });
		expect(check).toMatchObject({ outcome: 'up', answer: { bodyBytes: MEBIBYTE, isBodyTruncated: true } });
		expect(sent).toBeLessThan(32 * MEBIBYTE);
	});
});
