/** Every expectation of an http monitor, met and not met, against a real server. */
import { describe, expect, it } from 'vitest';
import { webServer, type Answer } from '../../support/servers/http.ts';
import { ask } from './ask.ts';

const page: Answer = (_, response) => {
	response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'x-shop': 'open' });
	response.end('<!doctype html><title>Shop</title><button>Add to cart</button>');
};
const json: Answer = (_, response) => {
	response.setHeader('content-type', 'application/json');
	response.end(
		'\uFEFF{"status":"ok","queue":{"length":3},"nodes":[{"up":true},{"up":false}],"b":{"x":1,"y":2}}'
	);
};
const answering =
	(status: number, headers: Record<string, string> = {}, body = ''): Answer =>
	(_, response) => {
		response.writeHead(status, headers).end(body);
	};

const TABLE: [what: string, answer: Answer, expected: object, outcome: string, summary: string][] = [
	['a page', page, {}, 'up', 'HTTP 200 OK'],
	['no content', answering(204), {}, 'up', 'HTTP 204 No Content'],
	['an unexpected status', answering(500), {}, 'down', 'status 500 is not among 200-299'],
	['an expected code', answering(500), { status: 500 }, 'up', 'HTTP 500'],
	['an expected range', answering(404), { status: ['200-299', '400-404'] }, 'up', 'HTTP 404'],
	[
		'a code outside of a list',
		page,
		{ status: [201, '300-399'] },
		'down',
		'status 200 is not among 201, 300-399'
	],
	['not modified', answering(304), { status: ['200-299', 304] }, 'up', 'HTTP 304'],
	['refused', answering(403), {}, 'degraded', 'status 403'],
	['refused, as expected', answering(403), { status: [403] }, 'up', 'HTTP 403'],
	['asked too often', answering(429), {}, 'degraded', 'status 429'],
	['unauthorised', answering(401), {}, 'down', 'status 401'],
	['a challenge', answering(503, { 'cf-mitigated': 'challenge' }), {}, 'degraded', 'status 503'],
	[
		'a challenge page',
		answering(503, {}, '<script>window._cf_chl_opt={}</script>'),
		{},
		'degraded',
		'status 503'
	],
	['a plain 503', answering(503), {}, 'down', 'status 503'],
	['a header', page, { header: { 'Content-Type': { contains: 'html' } } }, 'up', 'HTTP 200 OK'],
	[
		'a missing header',
		page,
		{ header: { 'x-none': { contains: 'x' } } },
		'down',
		'the header x-none is missing'
	],
	[
		'a wrong header',
		page,
		{ header: { 'x-shop': { equals: 'closed' } } },
		'down',
		'the header x-shop is not "closed"'
	],
	[
		'a header that must not say something',
		page,
		{ header: { 'x-powered-by': { excludes: 'PHP' } } },
		'up',
		'HTTP 200 OK'
	],
	[
		'a header that says it all the same',
		page,
		{ header: { 'x-shop': { excludes: 'open' } } },
		'down',
		'the header x-shop contains "open"'
	],
	['a header pattern', page, { header: { 'x-shop': { matches: '^op' } } }, 'up', 'HTTP 200 OK'],
	['a text', page, { body: { contains: 'Add to cart' } }, 'up', 'HTTP 200 OK'],
	[
		'several texts',
		page,
		{ body: { contains: ['Shop', 'Sold out'] } },
		'down',
		'the body does not contain "Sold out"'
	],
	['an unwanted text', page, { body: { excludes: 'Shop' } }, 'down', 'the body contains "Shop"'],
	['no unwanted text', page, { body: { excludes: 'over capacity' } }, 'up', 'HTTP 200 OK'],
	['a pattern', page, { body: { matches: '(?i)^<!DOCTYPE' } }, 'up', 'HTTP 200 OK'],
	[
		'a pattern that is not there',
		page,
		{ body: { matches: 'cart$' } },
		'down',
		'the body does not match cart$'
	],
	['a value', json, { json: { '$.status': 'ok', '$.queue.length': 3 } }, 'up', 'HTTP 200 OK'],
	['a wrong value', json, { json: { '$.queue.length': 0 } }, 'down', '$.queue.length is 3, not 0'],
	[
		'a text in place of a number',
		json,
		{ json: { '$.queue.length': '3' } },
		'down',
		'$.queue.length is 3, not "3"'
	],
	['a missing value', json, { json: { '$.none': 1 } }, 'down', '$.none is not in the body'],
	['one of several values', json, { json: { '$.nodes[*].up': false } }, 'up', 'HTTP 200 OK'],
	['an object in another order', json, { json: { '$.b': { y: 2, x: 1 } } }, 'up', 'HTTP 200 OK'],
	['no JSON', page, { json: { '$.status': 'ok' } }, 'down', 'the body is not JSON'],
	[
		'JSON too deep',
		answering(200, {}, '['.repeat(200_000) + ']'.repeat(200_000)),
		{ json: { '$[0]': 1 } },
		'down',
		'nested'
	]
];

describe('what is expected of an answer', () => {
	it.each(TABLE)('%s', async (_, answer, expected, outcome, summary) => {
		await using server = await webServer(answer);
		const check = await ask('http', { url: server.url, expect: expected });
		expect(check.outcome).toBe(outcome);
		expect(check.summary).toContain(summary);
		expect(check.isNetworkShaped).toBe(false);
		expect(check.evidence === null).toBe(outcome === 'up');
		expect(check.answer?.status).toBe(check.statusCode);
	});

	it('tells how slow it was', async () => {
		await using server = await webServer((_, response) => void setTimeout(() => response.end('late'), 40));
		const slow = (within: object) => ask('http', { url: server.url, expect: { within } });
		expect((await slow({ degraded: '1s', down: '2s' })).outcome).toBe('up');
		expect((await slow({ degraded: '20ms', down: '2s' })).outcome).toBe('degraded');
		const down = await slow({ degraded: '10ms', down: '20ms' });
		expect(down.outcome).toBe('down');
		expect(down.summary).toMatch(/^HTTP 200 OK: took \d+ ms, more than 20 ms$/);
	});

	it('finishes a pattern that drives backtracking engines into exponential time', async () => {
		await using server = await webServer((_, response) => response.end('a'.repeat(500_000) + '!'));
		const check = await ask('http', { url: server.url, expect: { body: { matches: '^(a+)+$' } } });
		expect(check.outcome).toBe('down');
		expect(check.durationMs).toBeLessThan(2_000);
	});

	it('reads a text in the charset that it comes in', async () => {
		await using server = await webServer((_, response) => {
			response.setHeader('content-type', 'text/html; charset=ISO-8859-1');
			response.end(Buffer.from('Übersicht', 'latin1'));
		});
		expect(
			(await ask('http', { url: server.url, expect: { body: { contains: 'Übersicht' } } })).outcome
		).toBe('up');
	});
});

describe('what is sent', () => {
	it('sends method, headers, body and credentials', async () => {
		await using server = await webServer(page);
		await ask('http', {
			url: `${server.url}/api?x=1`,
			method: 'POST',
			headers: { Accept: 'text/html', 'x-one': 'eins', host: 'shop.example' },
			body: '{"a":1}',
			auth: { basic: { username: 'u', password: 'p' } }
		});
		const [asked] = server.asked;
		expect(asked).toMatchObject({ method: 'POST', url: '/api?x=1', body: '{"a":1}' });
		expect(asked?.headers).toMatchObject({
			host: 'shop.example',
			accept: 'text/html',
			'x-one': 'eins',
			'content-length': '7',
			authorization: `Basic ${Buffer.from('u:p').toString('base64')}`
		});
		expect(asked?.headers['user-agent']).toMatch(/^Gatehouse\/\d+\.\d+\.\d+ \(\+status monitor\)$/);
	});

	it('sends a bearer token and another user agent', async () => {
		await using server = await webServer(page);
		await ask('http', { url: server.url, auth: { bearer: 'tok-123' }, user_agent: 'probe/1' });
		expect(server.asked[0]?.headers).toMatchObject({
			authorization: 'Bearer tok-123',
			'user-agent': 'probe/1'
		});
	});

	it('takes user and password from the address, and shows them nowhere', async () => {
		await using server = await webServer((_, response) => response.writeHead(500).end('sorry'));
		const url = server.url.replace('http://', 'http://me:s%C3%A4cret@');
		const check = await ask('http', { url });
		expect(server.asked[0]?.headers.authorization).toBe(
			`Basic ${Buffer.from('me:säcret').toString('base64')}`
		);
		expect(check.evidence?.url).toBe(`${server.url}/`);
	});

	it('uses a fresh connection each time', async () => {
		const ports = new Set<number | undefined>();
		await using server = await webServer((_, response) => {
			ports.add(response.socket?.remotePort);
			response.end();
		});
		for (let turn = 0; turn < 3; turn += 1) await ask('http', { url: server.url });
		expect(ports.size).toBe(3);
	});
});

describe('what is noted', () => {
	it('notes phases, address, version and size of a good answer', async () => {
		await using server = await webServer(page);
		const check = await ask('http', { url: server.url.replace('127.0.0.1', 'localhost'), family: 4 });
		expect(check.observed).toMatchObject({
			address: '127.0.0.1',
			httpVersion: '1.1',
			statusCode: 200,
			bodyBytes: 62
		});
		expect(check.observed.addresses).toEqual(['127.0.0.1']);
		const { resolveMs, connectMs, tlsMs, firstByteMs, transferMs } = check.phases;
		expect(tlsMs).toBeNull();
		for (const ms of [resolveMs, connectMs, firstByteMs, transferMs]) expect(ms).toBeGreaterThanOrEqual(0);
		expect((resolveMs ?? 0) + (connectMs ?? 0) + (firstByteMs ?? 0)).toBeLessThanOrEqual(check.durationMs);
	});

	it('keeps the reason phrase, the headers and the body of a bad one', async () => {
		await using server = await webServer((_, response) => {
			response
				.writeHead(502, 'Upstream sleeps', { server: 'nginx', 'x-multi': ['a', 'b'] })
				.end('<h1>502</h1>');
		});
		const { evidence, summary } = await ask('http', { url: `${server.url}/x` });
		expect(summary).toBe('HTTP 502 Upstream sleeps: status 502 is not among 200-299');
		expect(evidence).toMatchObject({
			url: `${server.url}/x`,
			method: 'GET',
			status: 502,
			statusText: 'Upstream sleeps',
			httpVersion: '1.1',
			body: '<h1>502</h1>',
			bodyBytes: 12,
			isBodyTruncated: false,
			error: null,
			address: '127.0.0.1'
		});
		expect(evidence?.headers).toMatchObject({ server: 'nginx', 'x-multi': 'a, b' });
		expect(evidence?.bodySha256).toMatch(/^[0-9a-f]{64}$/);
	});

	it('asks over one family only where it is told to', async () => {
		await using four = await webServer(page);
		await using six = await webServer(page, '::1');
		const at = (port: number, family: number) => ask('http', { url: `http://localhost:${port}/`, family });
		expect((await at(four.port, 4)).observed.address).toBe('127.0.0.1');
		expect((await at(four.port, 6)).outcome).toBe('down');
		const check = await at(six.port, 6);
		if (check.evidence?.error?.phase !== 'resolve') expect(check.observed.address).toBe('::1');
	});

	it('reaches IPv6', async () => {
		await using server = await webServer(page, '::1');
		const check = await ask('http', { url: server.url });
		expect(check.outcome).toBe('up');
		expect(check.observed.address).toBe('::1');
	});
});
