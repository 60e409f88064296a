/** The team is told: a channel added in the admin area, tried out, told of a real outage, acknowledged from the message. */
import type { Page } from '@playwright/test';
import type { Application } from '../support/application.ts';
import { webServer, type Asked } from '../support/servers/http.ts';
import { expect, expectAccessible, test } from './story.ts';

// long stories: a busy machine gets the time they take
test.describe.configure({ timeout: 180_000 });

const EMAIL = 'ada@acme.example';
const PASSWORD = 'correct horse battery';
const SETTINGS = { ADMIN_EMAIL: EMAIL, ADMIN_PASSWORD: PASSWORD };
const SECRET = 'a-secret-of-sixteen-and-more';

async function signIn(page: Page, application: Application, path: string): Promise<void> {
	await page.goto(`${application.origin}/login?next=${encodeURIComponent(path)}`);
	await page.getByLabel('Mail address').fill(EMAIL);
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL(application.origin + path);
}

function configOf(target: string): string {
	return `
page: { title: Acme Status, timezone: Europe/Berlin }
reference: []
defaults: { every: 1s, retry: 100ms, confirm: 2, recover: 2, timeout: 2s }
monitors: [{ key: shop, name: Shop, type: http, url: "${target}" }]
channels: [{ key: filed, type: webhook, url: "http://127.0.0.1:9/", secret: "${SECRET}", rules: { states: [certificate] } }]
`;
}

test('from the form to the message to the acknowledgement', async ({ launch, page }) => {
	const received: Asked[] = [];
	let isUp = true;
	await using shop = await webServer((_request, response) => response.writeHead(isUp ? 200 : 502).end('ok'));
	await using hook = await webServer((asked, response) => {
		received.push(asked);
		response.writeHead(204).end();
	});
	const application = await launch({ config: configOf(shop.url), settings: SETTINGS });
	await signIn(page, application, '/admin/channels');

	await expect(page.getByText('managed by gatehouse.yaml')).toBeVisible();
	await page.getByRole('link', { name: 'Add a channel' }).click();
	await page.getByRole('link', { name: 'Webhook' }).click();
	await expectAccessible(page);
	await page.getByLabel('Name', { exact: true }).fill('Operations');
	await page.getByLabel('Address', { exact: true }).fill('not an address');
	await page.getByRole('button', { name: 'Add the channel' }).click();
	await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
	await page.getByLabel('Address', { exact: true }).fill(`${hook.url}/hook`);
	await page.getByRole('button', { name: 'Add the channel' }).click();
	await page.waitForURL('**/admin/channels/operations?made');

	await page.getByRole('button', { name: 'Send a test message' }).click();
	await expect(page.getByText('The test message was taken')).toBeVisible();
	await expectAccessible(page);
	expect(received).toHaveLength(1);

	isUp = false;
	await expect.poll(() => received.length, { timeout: 20_000 }).toBe(2);
	const told = received[1]?.body ?? '';
	expect(told).toContain('Shop is down');
	const acknowledge = /http[^"]*\/ack\/[^"]+/.exec(told)?.[0] ?? '';
	await page.goto(acknowledge);
	await expect(page.getByText('Shop is down since')).toBeVisible();
	await page.getByRole('button', { name: 'I look after it' }).click();
	await expect(page.getByText('It is acknowledged since')).toBeVisible();
	await expectAccessible(page);

	isUp = true;
	await expect.poll(() => received.length, { timeout: 20_000 }).toBe(3);
	await page.goto(`${application.origin}/admin/notices?state=sent`);
	await expect(page.getByText('Shop is up again')).toBeVisible();
	await expectAccessible(page);
});

test('what fails for good is shown, and can be sent again without JavaScript', async ({
	launch,
	browser
}) => {
	let isGone = true;
	await using shop = await webServer((_request, response) => response.writeHead(502).end('no'));
	await using hook = await webServer((_request, response) => response.writeHead(isGone ? 410 : 200).end());
	const config = configOf(shop.url)
		.replace('http://127.0.0.1:9/', `${hook.url}/`)
		.replace(/, rules: \{[^}]*\}/, '');
	const application = await launch({ config, settings: SETTINGS });
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await signIn(page, application, '/admin/channels');
	await expect
		.poll(
			async () => {
				await page.goto(`${application.origin}/admin/notices?state=failed`);
				return page.getByRole('button', { name: /^Send again: Shop is down/ }).count();
			},
			{ timeout: 20_000 }
		)
		.toBe(1);
	await page.getByRole('button', { name: /^Send again: Shop is down/ }).click();
	await expect(page.getByText('The channel filed is not in use. Enable it first.')).toBeVisible();
	await page.goto(`${application.origin}/admin/channels/filed`);
	await expect(page.getByText('Managed by gatehouse.yaml. Change it there.')).toBeVisible();
	await expect(page.locator('pre')).toContainText('secret: (kept)');
	isGone = false;
	await page.getByRole('button', { name: 'Enable again' }).click();
	await page.goto(`${application.origin}/admin/notices?state=failed`);
	await page.getByRole('button', { name: 'Send all that failed again' }).click();
	await expect(page.getByText('1 on their way again.')).toBeVisible();
	await expect
		.poll(
			async () => {
				await page.goto(`${application.origin}/admin/notices?state=sent`);
				return page.getByText('Shop is down').count();
			},
			{ timeout: 20_000 }
		)
		.toBe(1);
	await context.close();
});
