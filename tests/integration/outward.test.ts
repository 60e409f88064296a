import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createOutward } from '../../src/lib/server/outward.ts';
import { webServer } from '../support/servers/http.ts';
import { failureIn, meansTo, tellChannel, TROUBLE } from '../support/telling.ts';

const signal = () => AbortSignal.timeout(20_000);

describe('requests that leave the house', () => {
	it.each([
		['a loopback address', (port: number) => `http://127.0.0.1:${port}/`],
		['the same address in another notation', (port: number) => `http://2130706433:${port}/`],
		['an IPv6 address that stands for it', (port: number) => `http://[::ffff:127.0.0.1]:${port}/`],
		['a name that resolves to it', (port: number) => `http://localhost:${port}/`]
	])('do not reach %s where private targets are denied', async (_, address) => {
		await using server = await webServer((__, response) => response.end('inside'));
		const ask = createOutward('deny');
		await expect(ask(address(server.port), { method: 'GET', signal: signal() })).rejects.toMatchObject({
			code: 'EADDRFORBIDDEN'
		});
		expect(server.asked).toEqual([]);
		await ask.close();
	});

	it.each(['http://169.254.169.254/latest/meta-data/', 'http://[fd00:ec2::254]/'])(
		'never reach instance metadata: %s',
		async (url) => {
			const ask = createOutward('allow');
			await expect(ask(url, { method: 'GET', signal: signal() })).rejects.toMatchObject({
				code: 'EADDRFORBIDDEN'
			});
			await ask.close();
		}
	);

	it('read the start of an answer and no more', async () => {
		const endless = await webServer((_, response) => {
			const more = () => {
				while (!response.destroyed && response.write('x'.repeat(16_384)));
			};
			response.on('drain', more);
			more();
		});
		await using server = endless;
		const ask = createOutward('allow');
		const { body } = await ask(server.url, { method: 'GET', signal: signal() });
		expect(body).toHaveLength(64 * 1024);
		await ask.close();
	});

	it('follow no redirect', async () => {
		await using server = await webServer((_, response) =>
			response.writeHead(302, { location: '/elsewhere' }).end()
		);
		const ask = createOutward('allow');
		expect(await ask(server.url, { method: 'GET', signal: signal() })).toMatchObject({ status: 302 });
		expect(server.asked).toHaveLength(1);
		await ask.close();
	});
});

describe('what a failed request means for a message', () => {
	it('a forbidden address stops the channel, with the reason', async () => {
		const outward = createOutward('deny');
		const outcome = await tellChannel(
			'webhook',
			{ url: 'http://127.0.0.1:9/' },
			TROUBLE,
			meansTo({ ask: outward })
		);
		expect(failureIn(outcome)).toMatchObject({ permanent: true });
		expect(failureIn(outcome).failed).toContain('PRIVATE_TARGETS=deny');
		await outward.close();
	});

	it('a refused connection is worth another try', async () => {
		const closed = createServer();
		await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
		const { port } = closed.address() as AddressInfo;
		await new Promise((resolve) => closed.close(resolve));
		expect(await tellChannel('webhook', { url: `http://127.0.0.1:${port}/secret-path` }, TROUBLE)).toEqual({
			failed: 'The webhook refused the connection.',
			permanent: false
		});
	});

	it('a name that nobody knows is worth another try, for names come back', async () => {
		const outcome = await tellChannel('webhook', { url: 'http://nobody.invalid/secret-path' }, TROUBLE);
		expect(failureIn(outcome).permanent).toBe(false);
		expect(failureIn(outcome).failed).not.toContain('secret-path');
	});

	it('silence ends with the time it was given', async () => {
		const giveUp = new AbortController();
		await using server = await webServer(() => giveUp.abort());
		const outcome = await tellChannel(
			'webhook',
			{ url: server.url },
			TROUBLE,
			meansTo({ signal: giveUp.signal })
		);
		expect(outcome).toEqual({ failed: 'The webhook did not answer in time.', permanent: false });
	});

	it('a connection that breaks is worth another try', async () => {
		await using server = await webServer((_, response) => response.destroy());
		expect(await tellChannel('webhook', { url: server.url }, TROUBLE)).toEqual({
			failed: 'The webhook closed the connection before it answered.',
			permanent: false
		});
	});
});
