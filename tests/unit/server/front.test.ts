import type { IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PageSnapshot } from '../../../src/lib/domain/snapshot.ts';
import { createFront, type Front } from '../../../src/lib/server/front.ts';
import { sampleSnapshot } from '../../support/snapshot.ts';

const TEXT = '<p>All systems operational</p>'.repeat(50);
let snapshot: PageSnapshot | null;
let front: Front;

function ask(url: string, headers: Record<string, string> = {}, method = 'GET') {
	return front.answer(request(url, headers, method));
}

function request(url: string, headers: Record<string, string> = {}, method = 'GET'): IncomingMessage {
	const sent = { url, method, headers: { host: 'status.acme.example', ...headers } };
	return sent as unknown as IncomingMessage;
}

function remember(address: string, headers: Record<string, string> = {}, asked = request(address)) {
	if (!snapshot) throw new Error('There is a snapshot.');
	const drawnHeaders = new Headers({ 'content-type': 'text/html', ...headers });
	return front.remember({ address, snapshot, headers: drawnHeaders, body: Buffer.from(TEXT) }, asked);
}

beforeEach(() => {
	snapshot = sampleSnapshot();
	front = createFront(() => snapshot, '');
});

describe('the first reader of a drawn page', () => {
	it('gets it compressed and with its rules, also where something changed while it was drawn', () => {
		const current: PageSnapshot[] = [sampleSnapshot()];
		const busy = createFront(() => current.at(-1) ?? null, '');
		const [drawnFrom] = current as [PageSnapshot];
		current.push({ ...drawnFrom, version: drawnFrom.version + 1 });
		const asked = request('/', { 'accept-encoding': 'br' });
		const drawn = { address: '/', snapshot: drawnFrom, headers: new Headers(), body: Buffer.from(TEXT) };
		const answer = busy.remember(drawn, asked);
		expect(answer?.headers).toMatchObject({
			'content-encoding': 'br',
			vary: 'accept-encoding',
			'cache-control': 'public, max-age=0, must-revalidate'
		});
		expect(brotliDecompressSync(answer?.body ?? Buffer.alloc(0)).toString()).toBe(TEXT);
		expect(busy.answer(asked), 'the next reader gets what is true now').toBeNull();
	});

	it('gets its own answer where it is for one person, and nobody else does', () => {
		expect(remember('/', { 'set-cookie': 'a=b' })).toBeNull();
		expect(ask('/')).toBeNull();
	});
});

describe('a query', () => {
	it.each([
		['/', '/?utm_source=mail'],
		['/components/shop', '/components/shop?x=1'],
		['/api/v2/summary.json', '/api/v2/summary.json?_=1']
	])('that %s does not read costs no drawing: %s', (address, asked) => {
		remember(address);
		expect(ask(asked)?.status).toBe(200);
	});

	it.each([
		['/history', '/history?month=2026-10'],
		['/components/shop', '/components/shop/__data.json?x-sveltekit-invalidated=01'],
		['/', '/admin?x=1']
	])('never brings %s in place of %s', (address, asked) => {
		remember(address);
		expect(ask(asked)).toBeNull();
	});
});

describe('what is kept', () => {
	it.each([
		['/', '', true],
		['/history', '', true],
		['/incidents/a', '', true],
		['/maintenance/a', '', true],
		['/components/shop', '', true],
		['/components/shop/__data.json', '?x-sveltekit-invalidated=01', true],
		['/__data.json', '?x-sveltekit-invalidated=11', true],
		['/api/v2/summary.json', '', true],
		['/', '?utm_source=mail', false],
		['/history', '?month=2026-10', false],
		['/api/v1/incidents', '', false],
		['/admin', '', false],
		['/login', '', false],
		['/metrics', '', false],
		['/readyz', '', false],
		['/push/token', '', false],
		['/subscribe', '', false]
	])('%s%s: %s', (path, search, isKept) => {
		expect(front.keeps(path, search)).toBe(isKept);
	});

	it('counts from the path the app is served below', () => {
		const below = createFront(() => snapshot, '/status');
		expect(below.keeps('/status/history', '')).toBe(true);
		expect(below.keeps('/status', '')).toBe(true);
		expect(below.keeps('/status/admin', '')).toBe(false);
	});
});

describe('an answer from memory', () => {
	it('is there only once the page has been drawn', () => {
		expect(ask('/')).toBeNull();
		remember('/');
		expect(ask('/')).toMatchObject({ status: 200, headers: { 'content-type': 'text/html' } });
		expect(ask('/history')).toBeNull();
	});

	it('ends with the snapshot it was drawn from', () => {
		remember('/');
		snapshot = sampleSnapshot();
		expect(ask('/')).toBeNull();
		snapshot = null;
		expect(ask('/')).toBeNull();
	});

	it('is for GET and HEAD alone', () => {
		remember('/');
		expect(ask('/', {}, 'HEAD')?.status).toBe(200);
		for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect(ask('/', {}, method)).toBeNull();
	});

	it('of one page is never given to another', () => {
		const others = sampleSnapshot();
		others.page.id = 'other';
		const ours = sampleSnapshot();
		const both = createFront((host) => (host === 'other.example' ? others : ours), '');
		both.remember(
			{ address: '/', snapshot: ours, headers: new Headers(), body: Buffer.from(TEXT) },
			request('/')
		);
		const to = (host: string) =>
			({ url: '/', method: 'GET', headers: { host } }) as unknown as IncomingMessage;
		expect(both.answer(to('acme.example'))).not.toBeNull();
		expect(both.answer(to('other.example'))).toBeNull();
	});

	it('may be asked about: 304 for who holds it', () => {
		remember('/');
		const first = ask('/');
		expect(first?.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
		const { etag = '' } = first?.headers ?? {};
		expect(etag).toMatch(/^"[\w-]{27}"$/);
		for (const held of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
			const again = ask('/', { 'if-none-match': held });
			expect(again, held).toMatchObject({ status: 304, headers: { etag } });
			expect(again?.body.length).toBe(0);
		}
		expect(ask('/', { 'if-none-match': '"other"' })?.status).toBe(200);
	});

	it('keeps the tag that the answer came with', () => {
		remember('/api/v2/summary.json', { etag: '"mine"', vary: 'origin' });
		expect(ask('/api/v2/summary.json')?.headers).toMatchObject({
			etag: '"mine"',
			vary: 'origin, accept-encoding'
		});
	});

	it.each([
		['br, gzip', 'br', brotliDecompressSync],
		['gzip, deflate', 'gzip', gunzipSync],
		['br;q=0, gzip', 'gzip', gunzipSync],
		['gzip;q=0.5', 'gzip', gunzipSync],
		['', undefined, (body: Buffer) => body],
		['br;q=0, gzip;q=0.0', undefined, (body: Buffer) => body],
		['identity', undefined, (body: Buffer) => body]
	])('for “%s” is sent as %s', (accepted, encoding, unpack) => {
		remember('/');
		const answer = ask('/', accepted ? { 'accept-encoding': accepted } : {});
		expect(answer?.headers['content-encoding']).toBe(encoding);
		expect(answer?.headers['content-length']).toBe(String(answer?.body.length));
		expect(unpack(answer?.body ?? Buffer.alloc(0)).toString()).toBe(TEXT);
	});

	it('is compressed once, however many ask', () => {
		remember('/');
		const bodies = [1, 2, 3].map(() => ask('/', { 'accept-encoding': 'br' })?.body);
		expect(new Set(bodies).size).toBe(1);
	});

	it('makes room: strange addresses cannot fill the memory', () => {
		remember('/');
		for (let index = 0; index < 500; index += 1) remember(`/incidents/${index}`);
		expect(ask('/')).toBeNull();
		expect(ask('/incidents/499')).not.toBeNull();
	});
});
