/** A 502 by a real nginx becomes the visitor's sentence, the path with the failing part, and a checklist that is half done. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { nginxBefore, nginxProgram } from '../support/servers/nginx.ts';
import { expect, expectAccessible, test } from './story.ts';

// long stories: a busy machine gets the time they take
test.describe.configure({ timeout: 180_000 });

const EMAIL = 'ada@acme.example';
const PASSWORD = 'correct horse battery';
const program = nginxProgram();

async function listen(server: Server, port = 0): Promise<number> {
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
	const server = createServer();
	const port = await listen(server);
	await close(server);
	return port;
}

/** The page in both themes, wide and narrow, held against axe, without anything to scroll sideways to. */
async function expectFine(page: Page, name: string): Promise<void> {
	for (const [width, colorScheme] of [
		[1280, 'light'],
		[390, 'dark'],
		[320, 'light']
	] as const) {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width, height: 900 });
		await expectAccessible(page);
		const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect(overflow, `${name} at ${width}`).toBeLessThanOrEqual(0);
		if (process.env['SCREENSHOTS']) {
			await page.screenshot({ path: `${process.env['SCREENSHOTS']}/${name}-${width}.png`, fullPage: true });
		}
	}
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize({ width: 1280, height: 900 });
}

const pathOf = (page: Page) =>
	page
		.getByRole('list', { name: 'The way to Shop' })
		.getByRole('listitem')
		.evaluateAll((items) => items.map((item) => (item.textContent ?? '').replace(/\s+/g, ' ').trim()));
const PATH = [
	'Visitor: works',
	'DNS: works',
	'Network: works',
	'Gateway: works',
	'Origin: fails',
	'Application: not known'
];

test('a 502 behind nginx is explained to visitors, and its owner finds the checklist half done', async ({
	launch,
	page,
	browser
}) => {
	test.skip(program === null, 'nginx is not installed here.');
	// the remedies ask again after five and after fifteen seconds more
	test.setTimeout(180_000);
	const backend = createServer((_, response) =>
		response.end('<!doctype html><title>Shop</title>Add to cart')
	);
	const upstreamPort = await listen(backend);
	await using nginx = await nginxBefore(program ?? '', await freePort(), upstreamPort);
	const app = await launch({
		config: `page: { title: Acme Status, timezone: UTC }
defaults: { every: 1s, timeout: 900ms, confirm: 2, recover: 2, retry: 1s }
incidents: { auto: publish, after: 1s }
reference: []
monitors: [{ key: shop, name: Shop, type: http, url: "${nginx.url}/?item=1&size=2", origin: "127.0.0.1:${upstreamPort}" }]
`,
		settings: { ADMIN_EMAIL: EMAIL, ADMIN_PASSWORD: PASSWORD }
	});
	const banner = page.getByRole('heading', { level: 1 });
	await expect(async () => {
		await page.goto(app.origin);
		await expect(banner).toHaveText('All systems operational', { timeout: 500 });
	}).toPass();
	await close(backend);

	await test.step('visitors read what fails, what they can do, and where on the way it is', async () => {
		const link = page.getByRole('link', { name: 'Shop is down' }).first();
		await expect(async () => {
			await page.goto(app.origin);
			await expect(link).toBeVisible({ timeout: 500 });
		}).toPass();
		const card = page.getByRole('article', { name: 'Shop is down' });
		await expect(card).toContainText('The front door of this service answers, but the server behind it');
		await expect(card).toContainText('This is not your device, your browser or your connection.');
		await expectFine(page, 'why-front');
		await link.click();
		await expect(page.getByRole('heading', { name: 'What fails' })).toBeVisible();
		expect(await pathOf(page)).toEqual(PATH);
		await expect(page.getByText('The server behind the front door has the trouble.')).toBeVisible();
		await expect(page.getByText(/Last looked at/)).toBeVisible();
		await expectFine(page, 'why-incident');
		for (const path of ['/', new URL(page.url()).pathname, '/history.rss', '/components/shop']) {
			const told = await (await page.request.get(app.origin + path)).text();
			expect(told, path).not.toMatch(/nginx|127\.0\.0\.1|Bad Gateway/);
		}
		const feed = await (await page.request.get(`${app.origin}/history.rss`)).text();
		expect(feed).toContain('What you can do: This is not your device');
	});

	await test.step('the owner finds the outage, looked into already', async () => {
		await page.goto(`${app.origin}/login`);
		await page.getByLabel('Mail address').fill(EMAIL);
		await page.getByLabel('Password').fill(PASSWORD);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.getByRole('link', { name: 'Outages', exact: true }).click();
		await expectFine(page, 'why-outages');
		await page.getByRole('link', { name: 'Shop', exact: true }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shop');
		await expect(page.getByText(/^After: the server behind the gateway/)).toBeVisible({ timeout: 60_000 });
		expect(await pathOf(page)).toEqual(PATH);
		await expect(page.getByText(/\d+ %, \d+ % before it was looked into/)).toBeVisible();
	});

	await test.step('reload, cache, browser and DNS are settled by remedies, with the reason', async () => {
		const step = (name: RegExp) => page.getByRole('listitem', { name });
		for (const [name, reason] of [
			[/^Ask again after a minute/, /Ask again on a new connection: .*502/],
			[/^Ask past every cache/, /Past the cache: .*502/],
			[/^Ask as other browsers do/, /As other browsers: /],
			[/^Compare what several resolvers answer/, /Other resolvers: The target is an address/]
		] as const) {
			await expect(step(name)).toContainText('Ruled out');
			await expect(step(name)).toContainText(reason);
		}
		await expect(step(/^Look whether the server behind the gateway runs/)).toContainText('Found here');
		await expect(page.getByText('tail -n 50 /var/log/nginx/error.log').first()).toBeVisible();
		await expectFine(page, 'why-outage');
	});

	await test.step('what people do is kept, with who and when', async () => {
		await page.getByRole('button', { name: 'Take it over' }).click();
		await expect(page.getByText(`Taken over by ${EMAIL}`)).toBeVisible();
		const host = page.getByRole('listitem', { name: /ask the host with times and ids/ });
		await host.getByText(/^Tick it, or write a note/).click();
		await host.getByLabel('Done').check();
		await host.getByLabel('Note').fill('Called them, <b>case 4711</b>.');
		await host.getByRole('button', { name: /^Keep it/ }).click();
		await expect(host).toContainText('Called them, <b>case 4711</b>.');
		await expect(host).toContainText(`ticked by ${EMAIL}`);
		await page.getByRole('button', { name: /^Run it again ?: Ask past every cache/ }).click();
		await expect(page.getByText(`Asked for by ${EMAIL}.`)).toBeVisible();
		await expect(page.getByRole('article').first()).toContainText('Past the cache', { timeout: 30_000 });
	});

	await test.step('all of it can be taken along, without scripts too', async () => {
		const ticket = await page.getByLabel('Text of a ticket').inputValue();
		expect(ticket).toMatch(
			/^Subject: 127\.0\.0\.1:\d+ fails since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: HTTP\/1\.1 502 Bad Gateway$/m
		);
		const state = await page.context().storageState();
		const context = await browser.newContext({ javaScriptEnabled: false, storageState: state });
		const still = await context.newPage();
		await still.goto(page.url());
		const download = still.waitForEvent('download');
		await still.getByRole('link', { name: 'Download it as a file' }).click();
		const file = await (await download).createReadStream();
		let text = '';
		for await (const chunk of file) text += String(chunk);
		expect(text).toContain('# Shop: down since');
		expect(text).toContain('Called them, \\<b\\>case 4711\\</b\\>.');
		await still.getByRole('button', { name: 'Give it back' }).click();
		await expect(still.getByText('Nobody has this outage in hand now.')).toBeVisible();
		await context.close();
	});

	await test.step('an error page can be taught and forgotten', async () => {
		await page.reload();
		await page.getByRole('button', { name: 'This is our error page' }).click();
		const taught = page.getByRole('listitem').filter({ hasText: 'taught by' });
		await expect(taught).toContainText('bad gateway');
		await taught.getByRole('button', { name: /^Forget it/ }).click();
		await expect(taught).toHaveCount(0);
	});
});
