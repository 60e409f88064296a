/** Redirects: followed, counted, recorded; and nothing secret goes to another origin or into the evidence. */
import { describe, expect, it } from 'vitest';
import { webServer, type Answer } from '../../support/servers/http.ts';
import { ask } from './ask.ts';

const to =
	(location: string, status = 302): Answer =>
	(_, response) =>
		response.writeHead(status, { location }).end();

/** `/1` leads to `/2` and so on up to `/last`. */
const chain: Answer = ({ url }, response) => {
	const step = Number(url.slice(1));
	if (step >= 3) response.end('arrived');
	else response.writeHead(301, { location: `/${step + 1}` }).end();
};

describe('redirects', () => {
	it('follows them and records the chain', async () => {
		await using server = await webServer(chain);
		const check = await ask('http', { url: `${server.url}/1`, expect: { body: { equals: 'arrived' } } });
		expect(check.outcome).toBe('up');
		expect(check.answer?.finalUrl).toBe(`${server.url}/3`);
		expect(check.answer?.redirects).toEqual([
			{ status: 301, location: `${server.url}/2`, url: `${server.url}/1` },
			{ status: 301, location: `${server.url}/3`, url: `${server.url}/2` }
		]);
	});

	it('takes a redirect for the answer where none may be followed', async () => {
		await using server = await webServer(chain);
		const shy = { url: `${server.url}/1`, redirects: 0 };
		expect((await ask('http', { ...shy, expect: { status: 301 } })).outcome).toBe('up');
		expect((await ask('http', shy)).summary).toBe(
			'HTTP 301 Moved Permanently: status 301 is not among 200-299'
		);
		expect(server.asked).toHaveLength(2);
	});

	it('gives up a loop', async () => {
		await using server = await webServer(to('/'));
		const check = await ask('http', { url: server.url, redirects: 3 });
		expect(check.outcome).toBe('down');
		expect(check.evidence?.error).toMatchObject({ code: 'ERR_TOO_MANY_REDIRECTS' });
		expect(check.summary).toContain(`redirect count exceeded: more than 3, the last one to ${server.url}/`);
		expect(server.asked).toHaveLength(4);
	});

	it.each([['ftp://example.org/'], ['javascript:alert(1)'], ['http://:bad:/']])(
		'does not follow %s',
		async (location) => {
			await using server = await webServer(to(location));
			const check = await ask('http', { url: server.url });
			expect(check).toMatchObject({ outcome: 'down', evidence: { error: { code: 'ERR_BAD_REDIRECT' } } });
		}
	);

	it('is the answer without a Location', async () => {
		await using server = await webServer((_, response) => response.writeHead(302).end());
		expect((await ask('http', { url: server.url, expect: { status: 302 } })).outcome).toBe('up');
	});

	it.each([
		[301, 'POST', 'GET', ''],
		[302, 'POST', 'GET', ''],
		[303, 'PUT', 'GET', ''],
		[303, 'HEAD', 'HEAD', ''],
		[307, 'POST', 'POST', 'text'],
		[308, 'PUT', 'PUT', 'text']
	])('on %i turns %s into %s', async (status, method, then, body) => {
		const headers = method === 'HEAD' ? {} : { 'content-type': 'text/plain' };
		await using server = await webServer((request, response) =>
			request.url === '/' ? to('/next', status)(request, response) : response.end()
		);
		await ask('http', { url: server.url, method, body: method === 'HEAD' ? '' : 'text', headers });
		expect(server.asked[1]).toMatchObject({ method: then, body });
		expect('content-type' in (server.asked[1]?.headers ?? {})).toBe(body !== '');
	});
});

describe('another origin', () => {
	const secrets = {
		auth: { bearer: 'tok-123456' },
		headers: { cookie: 'sid=1', 'X-Api-Key': 'k-123456', 'x-shop-door': 'open sesame', accept: 'text/plain' }
	};

	it('gets nothing that could be a credential, and neither does the first one afterwards', async () => {
		await using foreign = await webServer((_, response) => to(`${home.url}/back`)(_, response));
		await using home: Awaited<ReturnType<typeof webServer>> = await webServer((request, response) =>
			request.url === '/back' ? response.end() : to(`${foreign.url}/away`)(request, response)
		);
		expect((await ask('http', { url: home.url, ...secrets })).outcome).toBe('up');
		expect(home.asked[0]?.headers).toMatchObject({ authorization: 'Bearer tok-123456', cookie: 'sid=1' });
		for (const { headers } of [foreign.asked[0], home.asked[1]].map((asked) => asked ?? { headers: {} })) {
			expect(headers).toMatchObject({ accept: 'text/plain' });
			for (const name of ['authorization', 'cookie', 'x-api-key', 'x-shop-door'])
				expect(headers).not.toHaveProperty(name);
		}
	});

	it('keeps getting them where the origin is the same', async () => {
		await using server = await webServer(chain);
		await ask('http', { url: `${server.url}/1`, ...secrets });
		expect(server.asked[2]?.headers).toMatchObject({
			authorization: 'Bearer tok-123456',
			'x-shop-door': 'open sesame'
		});
	});

	it.each([
		['another scheme', (home: string) => home.replace('http:', 'https:')],
		['another name', (home: string) => home.replace('127.0.0.1', 'localhost')]
	])('is also %s', async (_, elsewhere) => {
		await using home: Awaited<ReturnType<typeof webServer>> = await webServer((request, response) =>
			request.url === '/' ? to(`${elsewhere(home.url)}/in`)(request, response) : response.end()
		);
		await ask('http', { url: home.url.replace('//', '//u:pa55word@') });
		expect(home.asked[0]?.headers.authorization).toMatch(/^Basic /);
		expect(home.asked.slice(1).filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
	});

	it('does not get the user that a redirect names', async () => {
		await using server = await webServer((request, response) =>
			request.url === '/'
				? to(`http://evil:evil@127.0.0.1:${server.port}/in`)(request, response)
				: response.end()
		);
		const check = await ask('http', { url: server.url });
		expect(server.asked[1]?.headers).not.toHaveProperty('authorization');
		expect(JSON.stringify(check)).not.toContain('evil');
	});

	it('does not get the body', async () => {
		await using foreign = await webServer((_, response) => response.end());
		await using home = await webServer(to(`${foreign.url}/`, 307));
		const check = await ask('http', { url: home.url, method: 'POST', body: 'password=hunter22' });
		expect(check.summary).toContain('would take the body to another origin');
		expect(foreign.asked).toHaveLength(0);
	});
});

describe('evidence', () => {
	it('carries no secret, whoever sent it', async () => {
		await using server = await webServer((request, response) => {
			response.writeHead(500, {
				'set-cookie': ['sid=supersecret; Path=/', 'b=2'],
				'x-csrf-token': 'csrf-supersecret',
				'x-echo': String(request.headers.authorization)
			});
			response.end(`you sent ${JSON.stringify(request.headers)} and ${request.url}`);
		});
		const url = server.url.replace('//', '//user:pa55word@');
		const check = await ask('http', {
			url: `${url}/?api_key=k-987654&page=2`,
			headers: { 'x-api-key': 'k-123456', authorization: 'Bearer tok-123456', cookie: 'sid="quoted"' },
			expect: { json: { '$.x': 1 } }
		});
		const text = JSON.stringify(check);
		for (const secret of ['supersecret', 'tok-123456', 'k-123456', 'pa55word', 'quoted'])
			expect(text).not.toContain(secret);
		expect(check.evidence?.url).toBe(`${server.url}/?api_key=redacted&page=2`);
		expect(check.evidence?.headers).toMatchObject({
			'set-cookie': '(redacted)',
			'x-csrf-token': '(redacted)'
		});
	});

	it('carries no credential of the query or of the body, even where the page repeats them', async () => {
		await using server = await webServer(({ url, body }, response) =>
			response.writeHead(500).end(`${url} ${body}`)
		);
		const url = `${server.url}/?api_key=k-987654`;
		for (const body of ['user=me&password=hunter-22', '{"user":"me","password":"hunter-22"}']) {
			const check = await ask('http', { url, method: 'POST', body });
			expect(check.evidence?.body).toContain('me');
			for (const secret of ['k-987654', 'hunter-22']) expect(JSON.stringify(check)).not.toContain(secret);
		}
	});

	it('carries none where the redirect is the answer', async () => {
		await using server = await webServer(to('/login?session=abcdef1234#access_token=xyz987'));
		const { evidence } = await ask('http', { url: server.url, redirects: 0 });
		expect(evidence?.headers['location']).toBe('/login?session=redacted#access_token=redacted');
	});

	it('carries none in the chain of redirects', async () => {
		await using server = await webServer((request, response) =>
			request.url === '/' ? to('/login?session=abcdef1234')(request, response) : response.writeHead(500).end()
		);
		const { evidence } = await ask('http', { url: server.url });
		expect(evidence?.redirects).toEqual([
			{ status: 302, location: `${server.url}/login?session=redacted`, url: `${server.url}/` }
		]);
		expect(evidence?.finalUrl).toBe(`${server.url}/login?session=redacted`);
	});
});

describe('addresses', () => {
	it('refuses loopback where private targets are denied, and blames nobody', async () => {
		await using server = await webServer((_, response) => response.end());
		for (const url of [
			server.url,
			server.url.replace('127.0.0.1', 'localhost'),
			server.url.replace('127.0.0.1', '[::ffff:7f00:1]')
		]) {
			const check = await ask('http', { url }, { privateTargets: 'deny' });
			expect(check).toMatchObject({ outcome: 'unknown', isNetworkShaped: false });
			expect(check.summary).toContain('PRIVATE_TARGETS=deny');
		}
		expect(server.asked).toHaveLength(0);
	});

	it.each([
		'http://169.254.169.254/latest/',
		'http://[fd00:ec2::254]/',
		'http://[::ffff:169.254.169.254]/',
		'http://0xa9fea9fe/'
	])('refuses %s even behind a redirect', async (metadata) => {
		await using server = await webServer(to(metadata));
		for (const url of [metadata, server.url]) {
			const check = await ask('http', { url }, { timeoutMs: 500 });
			expect(check.outcome).toBe('unknown');
			expect(check.summary).toContain('is an instance metadata service, which is never a target');
		}
	});
});
