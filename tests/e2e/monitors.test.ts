/** Monitors by hand, from the first test to the undo: at a desk and on a phone, with scripts and without. */
import type { Page } from '@playwright/test';
import type { Application } from '../support/application.ts';
import { webServer } from '../support/servers/http.ts';
import { expect, expectAccessible, test } from './story.ts';

// long stories: a busy machine gets the time they take
test.describe.configure({ timeout: 180_000 });

const CONFIG = `page: { title: Acme, groups: [{ key: web, name: Website }] }
reference: []
monitors: [{ key: filed, name: From the file, type: tcp, host: 127.0.0.1, port: 1, public: false }]
`;
const WIDTHS = [1280, 390];

async function becomeOwner(page: Page, application: Application): Promise<void> {
	await page.goto(application.logs().match(/http\S+\/setup\?token=\S+/)?.[0] ?? '');
	await page.getByLabel('Name').fill('Ada');
	await page.getByLabel('Mail address').fill('ada@acme.example');
	await page.getByLabel('Password').fill('correct horse battery');
	await page.getByRole('button', { name: 'Make the owner' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/needs you/i);
}

/** The page at both widths, held against axe, without anything to scroll sideways to. */
async function expectFine(page: Page, name: string): Promise<void> {
	const before = page.viewportSize();
	for (const width of WIDTHS) {
		await page.setViewportSize({ width, height: 900 });
		await expectAccessible(page);
		const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect(overflow, `${name} at ${width}`).toBeLessThanOrEqual(0);
		if (process.env['SCREENSHOTS']) {
			await page.screenshot({ path: `${process.env['SCREENSHOTS']}/${name}-${width}.png`, fullPage: true });
		}
	}
	if (before) await page.setViewportSize(before);
}

for (const width of WIDTHS) {
	test.describe(`at ${width}`, () => {
		test.use({ viewport: { width, height: 900 }, expectedComplaints: [/status of 400/] });

		test('test now, add, watch, pause, resume, archive and undo', async ({ launch, page }) => {
			let status = 502;
			await using target = await webServer((_, response) =>
				response.writeHead(status).end('<p>Bad Gateway</p>')
			);
			const application = await launch({ config: CONFIG });
			await becomeOwner(page, application);
			await page.goto(`${application.origin}/admin/monitors/new`);
			await expectFine(page, 'monitor-kinds');
			await page.getByRole('link', { name: 'HTTP(S)' }).click();
			await page.getByLabel('Name', { exact: true }).fill('Shop');
			await page.getByLabel('Address', { exact: true }).fill('not an address');
			await page.getByRole('button', { name: 'Test now' }).click();
			await expect(page.getByText('Address takes an address such as https://shop.example/.')).toBeVisible();
			await expect(page.getByLabel('Address', { exact: true })).toHaveValue('not an address');

			await page.getByLabel('Address', { exact: true }).fill(target.url);
			await page.getByLabel('Every').fill('2s');
			await page.getByLabel('Group on the page').selectOption('Website');
			await page.getByRole('button', { name: 'Test now' }).click();
			const trial = page.getByRole('region', { name: /What the test showed/ });
			await expect(trial).toContainText('down');
			await expect(trial).toContainText('HTTP 502');
			await expect(trial.getByRole('row', { name: /First byte/ })).toContainText('ms');
			await expect(trial).toContainText('To the public this would read');
			await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Shop');
			await trial.getByText(/^The answer/).click();
			await expect(trial.getByText('Bad Gateway', { exact: false }).last()).toBeVisible();
			await expectFine(page, 'monitor-test');
			expect((await page.request.get(`${application.origin}/admin/monitors/shop`)).status()).toBe(404);

			status = 200;
			await page.getByRole('button', { name: 'Test now' }).click();
			await expect(trial).toContainText('up');
			await page.getByRole('button', { name: 'Add the monitor' }).click();
			await expect(page).toHaveURL(/\/admin\/monitors\/shop\?made$/);
			await expect(page.getByText('It is there and watched from now on.')).toBeVisible();
			// it comes by itself
			await expect(page.getByRole('main')).toContainText(/up since/, { timeout: 20_000 });
			await expect(
				page.getByRole('region', { name: 'Recent checks' }).getByRole('listitem').first()
			).toContainText('200');
			await expectFine(page, 'monitor');

			await page.getByRole('button', { name: 'Check now' }).click();
			await expect(page.getByText('It was checked just now.')).toBeVisible();
			await page.getByRole('button', { name: 'Pause' }).click();
			await expect(page.getByRole('main')).toContainText(/paused since/);
			await page.getByRole('button', { name: 'Resume' }).click();
			await expect(page.getByRole('main')).toContainText(/up since/, { timeout: 20_000 });

			await page.getByRole('link', { name: 'Edit' }).click();
			await page.getByLabel('Name', { exact: true }).fill('Our shop');
			await expectFine(page, 'monitor-edit');
			await page.getByRole('button', { name: 'Save' }).click();
			await expect(page.getByRole('heading', { level: 1 })).toHaveText('Our shop');
			await page.getByRole('link', { name: 'Clone' }).click();
			await expect(page.getByLabel('Address', { exact: true })).toHaveValue(target.url);
			await page.getByRole('button', { name: 'Add the monitor' }).click();
			await expect(page.getByRole('heading', { level: 1 })).toHaveText('Our shop (copy)');

			await page.getByRole('button', { name: 'Delete (archive)' }).click();
			await expect(page).toHaveURL(/archived=our-shop-copy/);
			await page.getByRole('button', { name: /Undo/ }).click();
			await expect(page.getByText('our-shop-copy is back, with all that was recorded.')).toBeVisible();
			await page.getByRole('checkbox', { name: 'Our shop', exact: true }).check();
			await page.getByRole('checkbox', { name: 'Our shop (copy)' }).check();
			await page.getByLabel('Tag').fill('eu');
			await page.getByRole('button', { name: 'Put on' }).click();
			await expect(page.getByText('#eu')).toHaveCount(2);
			await page.getByLabel('Search').fill('eu');
			await page.getByRole('button', { name: 'Show', exact: true }).click();
			await expect(page.getByText('2 of 3')).toBeVisible();
			await expect(page.getByRole('checkbox', { name: 'Our shop', exact: true })).not.toBeChecked();
			await page.getByRole('checkbox', { name: /^All 2 shown/ }).check();
			await page.getByRole('button', { name: 'Pause' }).click();
			await expect(page.getByText('2 monitors are paused')).toBeVisible();
			await expectFine(page, 'monitors');

			await page.goto(`${application.origin}/admin/monitors/filed`);
			await expect(page.getByText(/managed by gatehouse\.yaml/)).toBeVisible();
			await page.getByRole('link', { name: 'Look at its settings' }).click();
			await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
		});
	});
}

test('a list is imported, looked at first, and exported as a file that reads back', async ({
	launch,
	page
}) => {
	await using target = await webServer((_, response) => response.end('fine'));
	const application = await launch({ config: CONFIG });
	await becomeOwner(page, application);
	await page.goto(`${application.origin}/admin/monitors/import`);
	await expectFine(page, 'import');
	await page
		.getByLabel('A list')
		.fill(`One ${target.url}/1\nTwo, ${target.url}/2\nFrom the file 127.0.0.1:99999\nnonsense`);
	await page.getByRole('button', { name: 'Look at it' }).click();
	await expect(page.getByText('This looks like a list of addresses. 2 of 4 can be made.')).toBeVisible();
	await expect(page.getByText('"port" takes a port number from 1 to 65535.')).toBeVisible();
	await expectFine(page, 'import-plan');
	await page.getByRole('button', { name: 'Make 2 monitors' }).click();
	await expect(page.getByText('2 of 2 monitors are there.')).toBeVisible({ timeout: 20_000 });
	await expect(page.getByRole('heading', { name: 'Done' })).toBeVisible({ timeout: 20_000 });
	await expectFine(page, 'import-done');
	const file = await page.request.get(`${application.origin}/admin/monitors/export`);
	expect(file.headers()['content-disposition']).toContain('monitors.yaml');
	expect(await file.text()).toContain(`url: ${target.url}/2`);
	await page.getByText('Undo this import').click();
	await page.getByRole('button', { name: 'Archive them' }).click();
	await expect(page.getByText('2 monitors are archived. What was recorded is kept.')).toBeVisible();
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('a heartbeat is added, and secrets are written and never read back', async ({ launch, page }) => {
		await using target = await webServer((_, response) => response.end('fine'));
		const application = await launch({ config: CONFIG });
		await becomeOwner(page, application);
		await page.goto(`${application.origin}/admin/monitors/new?type=heartbeat`);
		await page.getByLabel('Name', { exact: true }).fill('Nightly backup');
		await page.getByRole('button', { name: 'Add the monitor' }).click();
		const address = await page.getByText(/\/push\//).textContent();
		expect((await page.request.get(address ?? '')).status()).toBe(200);
		await page.getByRole('link', { name: 'Look at it' }).click();
		await expect(page.getByRole('main')).toContainText(/up since/);
		await page.getByRole('link', { name: 'Edit' }).click();
		expect(await page.content()).not.toContain(address?.split('/').at(-1));

		await page.goto(`${application.origin}/admin/monitors/new?type=http`);
		await page.getByLabel('Name', { exact: true }).fill('Members');
		await page.getByLabel('Address', { exact: true }).fill(target.url);
		await page.getByText('More settings').first().click();
		await page.getByLabel('By name and password').check();
		await page.getByLabel('User name').fill('ada');
		await page.getByLabel('Password', { exact: true }).fill('hidden-password');
		await page.getByRole('group', { name: 'Headers, row 1' }).getByLabel('Header').fill('x-key');
		await page.getByRole('group', { name: 'Headers, row 1' }).getByLabel('Value').fill('hidden-key');
		await page.getByRole('button', { name: 'Test now' }).click();
		await expect(page.getByRole('region', { name: /What the test showed: up/ })).toBeVisible();
		expect(target.asked.at(-1)?.headers['x-key']).toBe('hidden-key');
		await page.getByLabel('Password', { exact: true }).fill('hidden-password');
		await page.getByRole('group', { name: 'Headers, x-key' }).getByLabel('Value').fill('hidden-key');
		await page.getByRole('button', { name: 'Add the monitor' }).click();
		await page.getByRole('link', { name: 'Edit' }).click();
		expect(await page.content()).not.toContain('hidden-');
		await expect(page.getByLabel('User name')).toHaveValue('ada');
		await page.getByRole('button', { name: 'Test now' }).click();
		await expect(page.getByRole('region', { name: /What the test showed: up/ })).toBeVisible();
		expect(target.asked.at(-1)?.headers['x-key']).toBe('hidden-key');
		expect(target.asked.at(-1)?.headers.authorization).toBe(`Basic ${btoa('ada:hidden-password')}`);
	});
});
