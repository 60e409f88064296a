/** What machines read: Statuspage's documents with their headers, and how Gatehouse itself is. Asked of the built app. */
import { webServer } from '../support/servers/http.ts';
import { statuspageSchemas } from '../support/statuspage-schemas.ts';
import { expect, test } from './story.ts';

const config = (url: string) => `
page: { title: Acme, groups: [{ key: web, name: Web }] }
reference: []
incidents: { auto: publish, after: 1s }
monitors:
  - { key: shop, name: Shop, group: web, type: http, url: "${url}/", every: 1s, confirm: 1, recover: 1, retry: 1s }
components: [{ key: phone, name: Phone support }]
maintenance:
  - { key: patch, title: Patching, starts: 2020-01-01T02:00, duration: 1h, repeat: FREQ=DAILY, components: [phone] }
`;

test('every document has Statuspage’s form, is open to any origin, and can be asked about', async ({
	launch,
	request,
	page
}) => {
	const target = await webServer((_, response) => response.writeHead(502).end());
	const app = await launch({ config: config(target.url) });
	const unresolved = `${app.origin}/api/v2/incidents/unresolved.json`;
	await expect
		.poll(async () => (await request.get(unresolved)).text(), { timeout: 20_000 })
		.toContain('Shop is down');

	for (const [name, schema] of Object.entries(statuspageSchemas)) {
		const address = `${app.origin}/api/v2/${name}.json`;
		const answer = await request.get(address);
		expect(answer.status(), name).toBe(200);
		expect(schema.safeParse(await answer.json()).error, name).toBeUndefined();
		expect(answer.headers(), name).toMatchObject({
			'content-type': 'application/json; charset=utf-8',
			'access-control-allow-origin': '*',
			'cache-control': 'public, max-age=0, must-revalidate',
			'x-content-type-options': 'nosniff'
		});
		const { etag = '' } = answer.headers();
		expect(etag).toMatch(/^"[\w-]+"$/);
		// between two questions the seconds may have moved on: then the tag is another one, and the answer a whole one
		await expect(async () => {
			const { etag: current = '' } = (await request.get(address)).headers();
			const again = await request.get(address, { headers: { 'if-none-match': `W/${current}` } });
			expect(again.status()).toBe(304);
			expect(again.headers()['access-control-allow-origin']).toBe('*');
			expect((await again.body()).length).toBe(0);
		}).toPass();
		expect((await request.head(address)).status(), name).toBe(200);
	}

	const { status } = (await (await request.get(`${app.origin}/api/v2/status.json`)).json()) as {
		status: { description: string };
	};
	await page.goto(app.origin);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		new RegExp(`^${status.description.replace(/ since .*/, '')} since `)
	);
	await target[Symbol.asyncDispose]();
});

test('what is no document is a 404 that machines can read', async ({ launch, request }) => {
	const app = await launch();
	for (const name of [
		'nothing.json',
		'summary',
		'summary.xml',
		'summary.json/more',
		'__proto__.json',
		'incidents/abc.json'
	]) {
		const answer = await request.get(`${app.origin}/api/v2/${name}`);
		expect(answer.status(), name).toBe(404);
		expect(answer.headers(), name).toMatchObject({
			'content-type': 'application/problem+json',
			'access-control-allow-origin': '*'
		});
		expect(await answer.json()).toMatchObject({ status: 404, title: 'Not Found' });
	}
	const preflight = await request.fetch(`${app.origin}/api/v2/summary.json`, {
		method: 'OPTIONS',
		headers: { origin: 'https://elsewhere.example' }
	});
	expect(preflight.status()).toBe(204);
	expect(preflight.headers()['access-control-allow-methods']).toContain('GET');
});

test('a page is compressed from the first reader on, and can be asked about', async ({ launch, request }) => {
	const app = await launch();
	const headers = { 'accept-encoding': 'br' };
	for (const path of ['/', '/history', '/api/v2/summary.json']) {
		const first = await request.get(app.origin + path, { headers });
		expect(first.headers(), path).toMatchObject({
			'content-encoding': 'br',
			vary: expect.stringContaining('accept-encoding')
		});
		await expect(async () => {
			const { etag = '' } = (await request.get(app.origin + path)).headers();
			expect((await request.get(app.origin + path, { headers: { 'if-none-match': etag } })).status()).toBe(
				304
			);
		}).toPass();
	}
});

test('a page and its data are never taken for each other, however they are asked for', async ({
	launch,
	request
}) => {
	const app = await launch();
	const query = '?x-sveltekit-invalidated=01';
	for (const path of ['/', '/history']) {
		const data = `${path === '/' ? '' : path}/__data.json`;
		for (const address of [data, data + query, path, data + query, path, data]) {
			const answer = await request.get(app.origin + address);
			expect(answer.headers()['content-type'], address).toContain(
				address === path ? 'text/html' : 'application/json'
			);
		}
	}
});

test('no public page can be framed or sniffed, and scripts come from us alone', async ({
	launch,
	request
}) => {
	const app = await launch();
	for (const path of ['/', '/history', '/nothing']) {
		const headers = (await request.get(app.origin + path)).headers();
		expect(headers, path).toMatchObject({
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'DENY',
			'referrer-policy': 'strict-origin-when-cross-origin'
		});
		const policy = headers['content-security-policy'] ?? '';
		expect(policy, path).toContain("frame-ancestors 'none'");
		expect(policy, path).not.toContain('unsafe-inline');
	}
});

test('says whether it lives, whether it works, and gives its measurements to its owner alone', async ({
	launch,
	request
}) => {
	const app = await launch({ settings: { METRICS_TOKEN: 'token-of-the-owner' } });
	const health = await request.get(`${app.origin}/healthz`);
	expect([health.status(), await health.text()]).toEqual([200, 'ok\n']);
	const ready = await request.get(`${app.origin}/readyz`);
	expect([ready.status(), await ready.json()]).toEqual([
		200,
		{ status: 'ok', checks: { database: 'ok', scheduler: 'ok', configuration: 'ok' } }
	]);
	for (const answer of [health, ready]) expect(answer.headers()['cache-control']).toBe('no-store');

	const metrics = (authorization?: string) =>
		request.get(`${app.origin}/metrics`, { headers: authorization ? { authorization } : {} });
	const refused = await metrics();
	expect([refused.status(), refused.headers()['www-authenticate']]).toEqual([401, 'Bearer realm="metrics"']);
	expect((await metrics('Bearer wrong')).status()).toBe(401);
	const allowed = await metrics('Bearer token-of-the-owner');
	expect(allowed.status()).toBe(200);
	expect(allowed.headers()['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
	expect(await allowed.text()).toContain('gatehouse_build_info');
});
