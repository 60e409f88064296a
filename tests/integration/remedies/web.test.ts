/** The remedies that ask a web address in other ways, each against a server that answers as its story goes. */
import { describe, expect, it } from 'vitest';
import { FACES } from '../../../src/lib/server/remedies/faces.ts';
import { webServer, type Answer } from '../../support/servers/http.ts';
import { run, situationFor } from '../../support/situation.ts';

const good: Answer = (_, response) => response.end('welcome');
const bad: Answer = (_, response) => response.writeHead(502).end('broken');
/** Answers by turns, the last one for ever. */
const inTurn = (...answers: Answer[]): Answer => {
	let turn = 0;
	return (request, response) => (answers[turn++] ?? answers.at(-1))?.(request, response);
};

describe('ask-again', () => {
	it('sees that it passed', async () => {
		await using server = await webServer(inTurn(bad, bad, good));
		const result = await run('ask-again', await situationFor({ url: server.url }));
		expect(result.facts.answers).toMatchObject([
			{ standing: 'failing', afterMs: 5_000 },
			{ standing: 'good', afterMs: 15_000 }
		]);
		expect(result).toMatchObject({ settles: 'points-here', showed: 'It answered well: HTTP 200 OK.' });
	});

	it('sees that it lasts, each time on a connection of its own', async () => {
		await using server = await webServer(bad);
		const result = await run('ask-again', await situationFor({ url: server.url }));
		expect(result).toMatchObject({
			did: 'Asked again on a new connection after 5 and 15 seconds.',
			settles: 'rules-out',
			proves: 'Neither waiting a moment nor a new connection helps.'
		});
		expect(server.asked).toHaveLength(3);
		expect(server.asked.every(({ headers }) => headers.connection === 'close')).toBe(true);
	});

	it.each([
		['Retry-After', { 'retry-after': '12' }, 'broken', [12_000]],
		['the words of the page', {}, 'Please try again in 30 seconds.', [24_000]]
	])('waits as %s asks', async (_, headers, body, waits) => {
		await using server = await webServer((_, response) => response.writeHead(500, headers).end(body));
		const waited: number[] = [];
		const wait = async (ms: number) => waited.push(ms) > 0;
		const { facts } = await run('ask-again', await situationFor({ url: server.url }, { instead: { wait } }));
		expect(waited).toEqual(waits);
		expect(facts.answers).toHaveLength(1);
	});

	it('does not wait longer than an investigation lasts', async () => {
		await using server = await webServer((_, response) =>
			response.writeHead(500).end('Try again in 10 minutes')
		);
		const result = await run('ask-again', await situationFor({ url: server.url }));
		expect(result).toMatchObject({ settles: null, facts: { answers: [], waitAskedSeconds: 600 } });
		expect(server.asked).toHaveLength(1);
	});

	it('stops where it is told to slow down', async () => {
		await using server = await webServer(inTurn(bad, (_, response) => response.writeHead(429).end()));
		const result = await run('ask-again', await situationFor({ url: server.url }));
		expect(result.facts.answers).toMatchObject([{ standing: 'turned-away' }]);
		expect(result.settles).toBeNull();
	});
});

describe('ask-in-parallel', () => {
	it('finds one sick server among several: three of six fail', async () => {
		let count = 0;
		await using server = await webServer((request, response) =>
			(count++ % 2 === 0 ? bad : good)(request, response)
		);
		const result = await run('ask-in-parallel', await situationFor({ url: server.url }));
		expect(result).toMatchObject({ settles: 'points-here', showed: '3 of 6 failed, 3 of 6 answered well.' });
		expect(server.asked).toHaveLength(7);
	});

	it('rules that out where all fail', async () => {
		await using server = await webServer(bad);
		const result = await run('ask-in-parallel', await situationFor({ url: server.url }));
		expect(result).toMatchObject({ settles: 'rules-out', showed: '6 of 6 failed.' });
	});
});

describe('each-address', () => {
	const twoAddresses = { hands: { resolve: async () => ['127.0.0.1', '127.0.0.2'] } };

	it('finds the dead one, and asks both for the name', async () => {
		await using server = await webServer(good, '127.0.0.2');
		const situation = await situationFor({ url: `http://shop.example:${server.port}/` }, twoAddresses);
		const result = await run('each-address', situation);
		expect(result.facts.answers).toMatchObject([
			{ asked: '127.0.0.1', standing: 'failing', cause: 'tcp-refused' },
			{ asked: '127.0.0.2', standing: 'good' }
		]);
		expect(result).toMatchObject({
			settles: 'points-here',
			showed: '1 of 2 failed, 1 of 2 answered well; it is 127.0.0.1 that fails.'
		});
		expect(server.asked.map(({ headers }) => headers.host)).toEqual([`shop.example:${server.port}`]);
	});

	it('tells a broken family', async () => {
		await using server = await webServer(good, '127.0.0.1');
		const situation = await situationFor(
			{ url: `http://shop.example:${server.port}/` },
			{ hands: { resolve: async () => ['127.0.0.1', '::1'] } }
		);
		const result = await run('each-address', situation);
		expect(result.proves).toBe(
			'Visitors fare differently by the address they get: IPv6 is broken and the other family works.'
		);
	});

	it('takes a redirect for a good answer, without following it away from the address', async () => {
		await using server = await webServer((_, response) =>
			response.writeHead(301, { location: 'http://elsewhere.example/' }).end()
		);
		const situation = await situationFor(
			{ url: `http://shop.example:${server.port}/` },
			{ hands: { resolve: async () => ['127.0.0.1'] } }
		);
		const { facts } = await run('each-address', situation);
		expect(facts.answers).toMatchObject([{ standing: 'good', status: 301 }]);
	});

	it('connects where the kind is no web address', async () => {
		await using server = await webServer(good, '127.0.0.2');
		const situation = await situationFor(
			{ host: 'db.example', port: server.port },
			{ ...twoAddresses, kind: 'tcp' }
		);
		const { facts } = await run('each-address', situation);
		expect(facts.answers.map(({ standing }) => standing)).toEqual(['failing', 'good']);
	});

	it('says so where the name leads nowhere', async () => {
		const resolve = async () => Promise.reject(new Error('queryA ENOTFOUND'));
		const situation = await situationFor({ url: 'http://shop.example:1/' }, { hands: { resolve } });
		const result = await run('each-address', situation);
		expect(result).toMatchObject({ showed: 'There is none at the moment.', settles: null, proves: null });
	});
});

describe('past-cache', () => {
	const cached: Answer = ({ url }, response) => {
		if (url.includes('gatehouse=')) response.writeHead(200, { 'x-cache': 'MISS' }).end('fresh');
		else response.writeHead(502, { age: '120', 'x-cache': 'HIT' }).end('stale');
	};

	it('finds an error that a cache keeps', async () => {
		await using server = await webServer(cached);
		const result = await run('past-cache', await situationFor({ url: `${server.url}/p?a=1` }));
		expect(result.facts).toMatchObject({
			plain: { standing: 'failing' },
			fresh: { standing: 'good' },
			plainAge: 120,
			plainCache: 'x-cache: HIT',
			freshCache: 'x-cache: MISS',
			isSameBody: false
		});
		expect(result.proves).toBe('A cache on the way keeps an error; behind it the service works.');
		const busted = server.asked.find(({ url }) => url.includes('gatehouse='));
		expect(busted?.url).toMatch(/^\/p\?a=1&gatehouse=[0-9a-f]{12}$/);
		expect(busted?.headers).toMatchObject({ 'cache-control': 'no-cache', pragma: 'no-cache' });
	});

	it('finds a copy that hides a failure', async () => {
		await using server = await webServer((request, response) =>
			(request.url.includes('gatehouse=') ? bad : good)(request, response)
		);
		const result = await run('past-cache', await situationFor({ url: server.url }));
		expect(result).toMatchObject({
			settles: 'points-here',
			proves: expect.stringContaining('a stored copy')
		});
	});

	it('rules caches out where it fails behind them as well', async () => {
		await using server = await webServer(bad);
		const result = await run('past-cache', await situationFor({ url: server.url }));
		expect(result).toMatchObject({ settles: 'rules-out', facts: { isSameBody: true, plainAge: null } });
	});
});

describe('other-browsers', () => {
	const byAgent =
		(isServed: (agent: string) => boolean): Answer =>
		(request, response) =>
			(isServed(request.headers['user-agent'] ?? '') ? good : bad)(request, response);

	it('finds that only we are refused', async () => {
		await using server = await webServer(byAgent((agent) => !agent.startsWith('Gatehouse')));
		const result = await run('other-browsers', await situationFor({ url: server.url }));
		expect(result).toMatchObject({
			settles: 'points-here',
			proves: 'Only our check is refused; visitors with a browser are served.'
		});
		expect(new Set(server.asked.map(({ headers }) => headers['user-agent'])).size).toBe(FACES.length + 1);
	});

	it('finds that it does not depend on the browser', async () => {
		await using server = await webServer(bad);
		const result = await run('other-browsers', await situationFor({ url: server.url }));
		expect(result).toMatchObject({ settles: 'rules-out', showed: 'All of them get the failure.' });
	});

	it('names the one that is not served', async () => {
		await using server = await webServer(byAgent((agent) => !agent.includes('iPhone')));
		const result = await run('other-browsers', await situationFor({ url: server.url }));
		expect(result.proves).toBe('The answer depends on the client: a phone is not served.');
	});
});

describe('bare-request', () => {
	it('sends nothing but the host, and beside it all that a browser sends', async () => {
		await using server = await webServer(bad);
		const situation = await situationFor({
			url: server.url,
			headers: { 'x-tenant': 'a', cookie: 'sid=1234' }
		});
		const result = await run('bare-request', situation);
		expect(result.settles).toBe('rules-out');
		const sent = server.asked.slice(1).map(({ headers }) => Object.keys(headers).sort());
		expect(sent).toContainEqual(['connection', 'cookie', 'host']);
		expect(sent.flat()).toEqual(expect.arrayContaining(['sec-fetch-mode', 'accept-language', 'x-tenant']));
	});

	it('finds that a header does it', async () => {
		await using server = await webServer((request, response) =>
			(request.headers['accept-language'] ? bad : good)(request, response)
		);
		const result = await run('bare-request', await situationFor({ url: server.url }));
		expect(result).toMatchObject({
			settles: 'points-here',
			proves: expect.stringContaining('headers of a browser')
		});
	});

	it('finds that bare requests are refused', async () => {
		await using server = await webServer((request, response) =>
			(request.headers['accept-language'] ? good : bad)(request, response)
		);
		const result = await run('bare-request', await situationFor({ url: server.url }));
		expect(result.proves).toBe('The target refuses requests that do not look like a browser’s.');
	});
});
