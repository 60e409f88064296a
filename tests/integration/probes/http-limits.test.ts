/** What an http probe costs at most: decompressors end with the read, lookups with the deadline, and a cut body is called so. */
import { spawnSync } from 'node:child_process';
import dns from 'node:dns';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { webServer, type Answer } from '../../support/servers/http.ts';
import { certificateFor, secureServer } from '../../support/servers/secure.ts';
import { ask } from './ask.ts';

const MEBIBYTE = 1_048_576;
const SIXTEEN = zlib.gzipSync(Buffer.alloc(16 * MEBIBYTE));

afterEach(() => void vi.restoreAllMocks());

/** Those made from now on; `heard` gets all that they unpack. */
function gunzips(heard: (piece: Buffer) => void = () => undefined): zlib.Gunzip[] {
	const made: zlib.Gunzip[] = [];
	const make = zlib.createGunzip;
	vi.spyOn(zlib, 'createGunzip').mockImplementation((options) => {
		const one = make(options).on('data', heard);
		made.push(one);
		return one;
	});
	return made;
}

describe('a decompressor', () => {
	it.each<[string, Answer]>([
		['the answer stalls', (_, response) => void response.write(SIXTEEN.subarray(0, 500))],
		[
			'the answer breaks off',
			(_, response) => void response.write(SIXTEEN.subarray(0, 500), () => response.destroy())
		]
	])('ends when %s', async (_, answer) => {
		const made = gunzips();
		await using server = await webServer((asked, response) => {
			response.setHeader('content-encoding', 'gzip');
			answer(asked, response);
		});
		await ask('http', { url: server.url }, { timeoutMs: 300 });
		expect(made).toHaveLength(1);
		await expect.poll(() => made[0]?.destroyed).toBe(true);
	});

	it('unpacks hardly more than the cap', async () => {
		let unpacked = 0;
		const made = gunzips((piece) => (unpacked += piece.length));
		await using server = await webServer((_, response) => {
			response.setHeader('content-encoding', 'gzip');
			response.end(SIXTEEN);
		});
		await ask('http', { url: server.url });
		await expect.poll(() => made[0]?.closed).toBe(true);
		expect(unpacked).toBeGreaterThanOrEqual(MEBIBYTE);
		expect(unpacked).toBeLessThan(2 * MEBIBYTE);
	});

	it('ends with an HTTP/2 stream that stalls, as well', async () => {
		const made = gunzips();
		await using server = await secureServer(
			await certificateFor({}),
			(_, response) => {
				response.setHeader('content-encoding', 'gzip');
				response.write(SIXTEEN.subarray(0, 500));
			},
			'h2'
		);
		const check = await ask('http', { url: server.url, verify: false }, { timeoutMs: 500 });
		expect(check.evidence?.error?.code).toBe('UND_ERR_BODY_TIMEOUT');
		await expect.poll(() => made[0]?.destroyed).toBe(true);
	});

	it('stays small over HTTP/2', async () => {
		await using server = await secureServer(
			await certificateFor({}),
			(_, response) => {
				response.setHeader('content-encoding', 'gzip');
				response.end(SIXTEEN);
			},
			'h2'
		);
		const check = await ask('http', { url: server.url, verify: false });
		expect(check).toMatchObject({ outcome: 'up', answer: { bodyBytes: MEBIBYTE, isBodyTruncated: true } });
	});
});

describe('a body beyond the bound', () => {
	it.each([
		[{ body: { contains: 'the end' } }, 'the body does not contain "the end" (only its first MiB was read)'],
		[{ json: { $: 1 } }, 'the body is not JSON (only its first MiB was read)'],
		[{ header: { 'x-none': { contains: 'x' } } }, 'the header x-none is missing']
	])('is said to be cut: %j', async (expected, sentence) => {
		await using server = await webServer((_, response) => response.end('x'.repeat(2 * MEBIBYTE) + 'the end'));
		const check = await ask('http', { url: server.url, expect: expected });
		expect(check.summary).toBe(`HTTP 200 OK: ${sentence}`);
	});
});

describe('a name lookup', () => {
	it('that hangs ends at the deadline', async () => {
		vi.spyOn(dns, 'lookup').mockImplementation((() => undefined) as never);
		for (const [kind, target] of [
			['http', { url: 'https://hangs.example/' }],
			['tcp', { host: 'hangs.example', port: 1 }],
			['tls', { host: 'hangs.example' }],
			['ping', { host: 'hangs.example' }]
		] as const) {
			const check = await ask(kind, target, { timeoutMs: 100 });
			expect(check).toMatchObject({ outcome: 'down', isNetworkShaped: true, phases: { resolveMs: null } });
			expect(check.evidence?.error).toMatchObject({ code: 'EAI_AGAIN', phase: 'resolve' });
			expect(check.summary).toBe('No end after 100 ms, while looking up the name');
		}
	});

	it('is made once for all who wait for the same name', async () => {
		await using server = await webServer((_, response) => response.end());
		let done: (() => void) | undefined;
		const lookup = vi.spyOn(dns, 'lookup').mockImplementation(((
			_: string,
			__: object,
			answer: (error: null, found: []) => void
		) => {
			done = () => answer(null, [{ address: '127.0.0.1', family: 4 }] as never);
		}) as never);
		const url = `http://same.example:${server.port}/`;
		const both = [ask('http', { url }), ask('http', { url })];
		await expect.poll(() => lookup.mock.calls.length).toBe(1);
		done?.();
		expect((await Promise.all(both)).map(({ outcome }) => outcome)).toEqual(['up', 'up']);
		expect(lookup).toHaveBeenCalledOnce();
	});

	it.runIf(process.platform === 'linux')(
		'has threads enough, so that hanging ones do not hold up others',
		() => {
			const threads = path.resolve(import.meta.dirname, '../../../src/lib/server/threads.ts');
			const script = `import ${JSON.stringify(threads)};
			import dns from 'node:dns'; import fs from 'node:fs';
			dns.lookup('localhost', () => console.log(fs.readdirSync('/proc/self/task').length));`;
			const env = { ...process.env, UV_THREADPOOL_SIZE: undefined };
			const ran = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
				env,
				encoding: 'utf8'
			});
			expect(Number(ran.stdout), ran.stderr).toBeGreaterThan(64);
		}
	);
});
