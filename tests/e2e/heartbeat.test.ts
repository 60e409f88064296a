/** A job that reports: by any plain tool, through the built app; and what the page says when it fails or falls silent. */
import { request as ask } from 'node:http';
import net from 'node:net';
import type { Application } from '../support/application.ts';
import { expect, test } from './story.ts';

const TOKEN = 'nightly-0123456789abcdef';
const configOf = (schedule: string) => `
monitors:
  - { key: nightly, name: Nightly backup, type: heartbeat, ${schedule}, token: ${TOKEN}, confirm: 1, recover: 1 }
`;
/** Long enough that no beat is missed while this runs. */
const UNHURRIED = configOf('every: 1h, grace: 1h');

/** Sends a request as it is, with nothing that a library adds. @returns the status of the answer */
function send(
	app: Application,
	method: string,
	path: string,
	headers: Record<string, string> = {},
	body = ''
): Promise<number> {
	return new Promise((resolve, reject) => {
		const one = ask(
			`${app.origin.replace('localhost', '127.0.0.1')}${path}`,
			{ method, headers },
			(answer) => {
				answer.resume();
				resolve(answer.statusCode ?? 0);
			}
		);
		one.on('error', reject);
		one.end(body);
	});
}

async function shown(app: Application): Promise<string | undefined> {
	const answer = await fetch(`${app.origin}/api/v2/components.json`);
	const { components } = (await answer.json()) as { components: { name: string; status: string }[] };
	return components.find(({ name }) => name === 'Nightly backup')?.status;
}

test('a bare request from any plain tool is enough', async ({ launch }) => {
	const app = await launch({ config: UNHURRIED });
	const path = `/push/${TOKEN}`;
	const types = [
		'',
		'application/x-www-form-urlencoded',
		'multipart/form-data',
		'text/plain',
		'application/json',
		'nonsense',
		'application/octet-stream'
	];
	for (const method of ['GET', 'HEAD', 'POST']) {
		expect(await send(app, method, path), method).toBe(200);
		expect(await send(app, method, `${path}?status=up&msg=fine&ping=120`), method).toBe(200);
	}
	for (const type of types) {
		const headers: Record<string, string> = type === '' ? {} : { 'content-type': type };
		expect(await send(app, 'POST', path, headers, 'the output of a job'), type).toBe(200);
		expect(
			await send(app, 'POST', path, { ...headers, origin: 'https://elsewhere.example' }, 'x'),
			type
		).toBe(200);
		expect(await send(app, 'POST', path, headers), type).toBe(200);
	}
	// However long the output of the job is, and whether or not it says so before.
	for (const length of [20_000, 400_000, 2_000_000]) {
		for (const framing of ['content-length', 'chunked']) {
			const headers: Record<string, string> = { 'content-type': 'text/plain' };
			if (framing === 'chunked') headers['transfer-encoding'] = framing;
			expect(await send(app, 'POST', path, headers, 'x'.repeat(length)), `${length} ${framing}`).toBe(200);
		}
	}
	await expect.poll(() => shown(app)).toBe('operational');
});

test('a request without any header but the host is enough, also over HTTP/1.0', async ({ launch }) => {
	const app = await launch({ config: UNHURRIED });
	const port = Number(new URL(app.origin).port);
	for (const head of [
		`GET /push/${TOKEN} HTTP/1.0\r\n\r\n`,
		`POST /push/${TOKEN} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`
	]) {
		const answer = await new Promise<string>((resolve, reject) => {
			const socket = net.connect(port, '127.0.0.1', () => socket.write(head));
			socket.once('data', (bytes) => {
				resolve(String(bytes));
				socket.destroy();
			});
			socket.once('error', reject);
		});
		expect(answer).toMatch(/^HTTP\/1\.[01] 200 /);
	}
});

test('what cannot be used is answered with a sentence, and a token that is none with 404', async ({
	launch
}) => {
	const app = await launch({ config: UNHURRIED });
	const answer = await fetch(`${app.origin}/push/${TOKEN}?status=maybe`);
	expect(answer.status).toBe(400);
	expect(answer.headers.get('content-type')).toBe('application/problem+json');
	expect(await answer.json()).toMatchObject({ status: 400, detail: 'status takes up or down, not "maybe".' });
	for (const token of ['nobody-0123456789ab', 'x', `${TOKEN}x`, '%00', '..%2f']) {
		expect(await send(app, 'POST', `/push/${token}`), token).toBe(404);
	}
	expect((await fetch(`${app.origin}/push/${TOKEN}`)).headers.get('cache-control')).toBe('no-store');
});

test('a job that says it failed is down, and up again with its next good word', async ({ launch }) => {
	const app = await launch({ config: UNHURRIED });
	await send(app, 'GET', `/push/${TOKEN}`);
	await send(
		app,
		'POST',
		`/push/${TOKEN}`,
		{ 'content-type': 'application/x-www-form-urlencoded' },
		'status=down&msg=<b>disk</b>'
	);
	await expect.poll(() => shown(app)).toBe('major_outage');
	const html = await (await fetch(app.origin)).text();
	expect(html).toContain('Nightly backup');
	expect(html).not.toContain(TOKEN);
	expect(html).not.toContain('disk');
	await send(app, 'HEAD', `/push/${TOKEN}?status=up`);
	await expect.poll(() => shown(app)).toBe('operational');
});

test('a job that falls silent is down past its grace, and not sooner because we were away', async ({
	launch
}) => {
	const app = await launch({ config: configOf('every: 2s, grace: 3s') });
	await send(app, 'GET', `/push/${TOKEN}`);
	await expect.poll(() => shown(app)).toBe('operational');
	await expect.poll(() => shown(app), { timeout: 20_000 }).toBe('major_outage');
	const beatAt = Date.now();
	await send(app, 'GET', `/push/${TOKEN}`);
	await expect.poll(() => shown(app)).toBe('operational');
	await app.kill('SIGKILL');
	// Away for longer than the interval and its grace: had the grace not begun anew, the first look would say down.
	await expect.poll(() => Date.now() - beatAt, { timeout: 20_000 }).toBeGreaterThan(5_500);
	await app.restart();
	expect(await shown(app)).not.toBe('major_outage');
	await expect.poll(() => shown(app), { timeout: 20_000 }).toBe('major_outage');
});
