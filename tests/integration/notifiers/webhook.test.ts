import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { webServer, type Asked, type WebServer } from '../../support/servers/http.ts';
import { AT, failureIn, meansTo, NOTICE, tellChannel, TROUBLE } from '../../support/telling.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OLDER = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

const accepting = () => webServer((_, response) => response.writeHead(204).end());

function only({ asked }: WebServer): Asked {
	expect(asked).toHaveLength(1);
	return asked[0] as Asked;
}

/** Reads a request as a receiver does, with the scheme's own library. */
function verified({ body, headers }: Asked, webhook: Webhook): unknown {
	return webhook.verify(body, headers as Record<string, string>);
}

describe('the webhook', () => {
	it('posts what happened as JSON, signed so that the public library takes it', async () => {
		await using server = await accepting();
		const now = Date.now();
		const settings = { url: `${server.url}/in?a=b`, secret: SECRET };
		const outcome = await tellChannel('webhook', settings, TROUBLE, meansTo({ now }));
		expect(outcome).toEqual({ delivered: true, answer: '204' });
		const request = only(server);
		expect(request).toMatchObject({ method: 'POST', url: '/in?a=b' });
		expect(request.headers).toMatchObject({
			'content-type': 'application/json',
			'webhook-id': 'notice-1',
			'webhook-timestamp': String(Math.floor(now / 1000))
		});
		expect(verified(request, new Webhook(SECRET))).toEqual({
			type: 'outage-opened',
			timestamp: new Date(AT).toISOString(),
			data: {
				title: TROUBLE.title,
				severity: 'critical',
				is_recovery: false,
				dedup_key: 'outage:outage-1',
				lines: TROUBLE.lines,
				steps: TROUBLE.steps,
				links: TROUBLE.links,
				notices: [
					{
						kind: 'outage-opened',
						at: '2026-11-24T14:02:00.000Z',
						monitor: NOTICE.monitor,
						outage_id: 'outage-1',
						verdict: 'down',
						started_at: '2026-11-24T14:01:00.000Z',
						ended_at: null,
						sentence: NOTICE.sentence,
						cause: 'upstream-timeout',
						failed_side: 'origin',
						confidence: 0.9
					}
				]
			}
		});
		expect(() => verified({ ...request, body: `${request.body} ` }, new Webhook(SECRET))).toThrow();
		expect(() => verified(request, new Webhook(OLDER))).toThrow();
	});

	it('signs with both secrets while one is changed', async () => {
		await using server = await accepting();
		const settings = { url: server.url, secret: SECRET, previous_secret: OLDER };
		await tellChannel('webhook', settings, TROUBLE, meansTo({ now: Date.now() }));
		const request = only(server);
		expect(verified(request, new Webhook(SECRET))).toBeTruthy();
		expect(verified(request, new Webhook(OLDER))).toBeTruthy();
	});

	it.each([
		['as text', new Webhook('a-secret-of-many-words', { format: 'raw' }), 'a-secret-of-many-words'],
		[
			'as text that could be base64',
			new Webhook('abcdefghijklmnopqrst', { format: 'raw' }),
			'abcdefghijklmnopqrst'
		],
		['as base64', new Webhook('abcdefghijklmnopqrst'), 'abcdefghijklmnopqrst']
	])('is verified by receivers that take a secret without the prefix %s', async (_, receiver, secret) => {
		await using server = await accepting();
		await tellChannel('webhook', { url: server.url, secret }, TROUBLE, meansTo({ now: Date.now() }));
		expect(verified(only(server), receiver)).toBeTruthy();
	});

	it('sends the same id and the same body at every attempt, and a new time', async () => {
		await using server = await accepting();
		for (const now of [AT, AT + 5_000]) {
			await tellChannel('webhook', { url: server.url, secret: SECRET }, TROUBLE, meansTo({ now }));
		}
		const [first, second] = server.asked as [Asked, Asked];
		expect(second.body).toBe(first.body);
		expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
		expect(Number(second.headers['webhook-timestamp']) - Number(first.headers['webhook-timestamp'])).toBe(5);
	});

	it('leaves the signature out where there is no secret', async () => {
		await using server = await accepting();
		await tellChannel('webhook', { url: server.url }, { ...TROUBLE, notices: [] });
		const { headers, body } = only(server);
		expect(headers).toMatchObject({ 'webhook-id': 'notice-1' });
		expect(headers).not.toHaveProperty('webhook-signature');
		expect(JSON.parse(body)).toMatchObject({ type: 'trial' });
	});

	it('follows no redirect', async () => {
		await using server = await webServer((_, response) =>
			response.writeHead(307, { location: '/elsewhere' }).end()
		);
		const outcome = await tellChannel('webhook', { url: server.url }, TROUBLE);
		expect(failureIn(outcome)).toMatchObject({ permanent: true });
		only(server);
	});

	it('gives a receiver that is gone up, and waits for one that is busy', async () => {
		await using gone = await webServer((_, response) => response.writeHead(410).end());
		expect(await tellChannel('webhook', { url: gone.url }, TROUBLE)).toMatchObject({ permanent: true });
		await using busy = await webServer((_, response) =>
			response.writeHead(429, { 'retry-after': '7' }).end('later')
		);
		expect(await tellChannel('webhook', { url: busy.url }, TROUBLE)).toEqual({
			failed: 'The webhook answered 429: later.',
			permanent: false,
			retryAfterMs: 7_000
		});
	});

	it.each([
		[{ url: 'ftp://hooks.example/' }, 'takes an address such as https://hooks.example/gatehouse'],
		[{ url: 'https://hooks.example/', secret: 'short' }, 'takes at least 16 characters'],
		[
			{ url: 'https://hooks.example/', secret: 'whsec_c2hvcnQ=' },
			'takes whsec_ and at least 16 bytes as base64'
		],
		[
			{ url: 'https://hooks.example/', secret: 'whsec_not base64 at all' },
			'takes whsec_ and at least 16 bytes as base64'
		]
	])('refuses %j', async (settings, sentence) => {
		await expect(tellChannel('webhook', settings, TROUBLE)).rejects.toThrow(sentence);
	});
});
