/** The public page: what it says, in which order, how its days are reached, and how it keeps up without being loaded anew. */
import type { Page } from '@playwright/test';
import { webServer } from '../support/servers/http.ts';
import { expect, test } from './gallery.ts';

/** What coming back to a tab does: the page looks at once instead of at its next turn. */
const lookAgain = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
const iconOf = (page: Page) => page.locator('link[rel=icon]').getAttribute('href');

test('says what is wrong first, then the rest in its order', async ({ page, show }) => {
	await page.goto(await show({ story: 'outage' }));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		'Checkout is down since 12:02 (12 minutes)'
	);
	await expect(page).toHaveTitle(/^Checkout is down since 13:02 \(12 minutes\) · Acme Status$/);
	expect(await iconOf(page)).toContain('gate-lowered.svg');
	const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
	expect(headings).toEqual(['What is going on', 'Services', 'Planned maintenance', 'The last 14 days']);
	await expect(page.getByText(/^Last looked at/)).toBeVisible();
	const incident = page.getByRole('article', { name: 'Checkout is down' });
	await expect(incident).toContainText('Major impact');
	await expect(incident.getByText('We are looking for the reason.')).toBeHidden();
	await incident.getByText('1 earlier update').click();
	await expect(incident.getByText('We are looking for the reason.')).toBeVisible();
});

test('says that maintenance is under way, above the services', async ({ page, show }) => {
	await page.goto(await show({ story: 'maintenance' }));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Database is under maintenance');
	const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
	expect(headings[0]).toBe('Maintenance under way');
	expect(await iconOf(page)).toContain('gate-raised.svg');
});

test('is calm when all is well, and honest when nothing was measured', async ({ page, show }) => {
	await page.goto(await show({ story: 'well' }));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('All systems operational');
	expect(await iconOf(page)).toContain('gate-raised.svg');
	await page.goto(await show({ story: 'no-data' }));
	await expect(page.getByText('Nothing has been looked at yet')).toBeVisible();
	await expect(page.getByText('No data yet').first()).toBeVisible();
	await page.goto(await show({ components: 0 }));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing is watched here yet');
});

test.describe('for a reader in New York', () => {
	test.use({ timezoneId: 'America/New_York' });
	test('writes times in their zone, and names it', async ({ page, show }) => {
		await page.goto(await show({ story: 'outage' }));
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(
			'Checkout is down since 07:02 (12 minutes)'
		);
		await expect(page.getByText('Times in America/New York')).toBeVisible();
		const time = page.getByRole('article', { name: 'Checkout is down' }).getByRole('time').first();
		await expect(time).toHaveAttribute('datetime', '2026-11-24T12:02:20.000Z');
		await expect(time).toHaveAttribute('title', /07:02:20 GMT-5/);
	});
});

test('each day is reached by keyboard, and tells its date, uptime, downtime and incidents', async ({
	page,
	show
}) => {
	await page.goto(await show({ story: 'outage' }));
	const days = page.getByRole('slider', { name: 'Checkout, day by day' });
	await days.focus();
	await expect(days).toHaveAttribute(
		'aria-valuetext',
		/^Tuesday 24 November: Down, .* uptime, down for 12 minutes, 1 incident$/
	);
	const panel = page.locator('.panel');
	await expect(panel).toContainText('Tuesday 24 November');
	await expect(panel).toContainText('98.48 % uptime');
	await expect(panel).toContainText('Down for 12 minutes');
	await page.keyboard.press('ArrowLeft');
	await expect(panel).toContainText('Monday 23 November');
	await page.keyboard.press('Home');
	await expect(panel).toContainText('Thursday 27 August');
	await page.keyboard.press('PageDown');
	await page.keyboard.press('End');
	await page.keyboard.press('Tab');
	await expect(panel.getByRole('link', { name: 'Checkout is down' })).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(panel).toHaveCount(0);
	await expect(days).toBeFocused();
});

test.describe('on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
	test('each day is reached by touch, and its panel stays on the screen', async ({ page, show }) => {
		await page.goto(await show({ story: 'outage' }));
		const days = page.getByRole('slider', { name: 'Checkout, day by day' });
		await days.scrollIntoViewIfNeeded();
		const { x = 0, y = 0, width = 0, height = 0 } = (await days.boundingBox()) ?? {};
		await page.touchscreen.tap(x + width - 2, y + height / 2);
		await expect(page.locator('.panel')).toContainText('Tuesday 24 November');
		await page.touchscreen.tap(x + 2, y + height / 2);
		await expect(page.locator('.panel')).toContainText('Thursday 27 August');
		const panel = await page.locator('.panel').boundingBox();
		expect(panel?.x).toBeGreaterThanOrEqual(0);
		expect((panel?.x ?? 0) + (panel?.width ?? 999)).toBeLessThanOrEqual(390);
	});
});

test('a hundred services are found by name, narrowed to what is not well, and fold', async ({
	page,
	show
}) => {
	await page.goto(await show({ story: 'outage', components: 100 }));
	const rows = page.getByRole('slider');
	const find = page.getByRole('searchbox', { name: 'Find a service' });
	await find.fill('checkout 2');
	await expect(page.getByRole('status').filter({ hasText: 'of 100' })).toHaveText('1 of 100');
	await expect(page.getByRole('link', { name: 'Checkout 2', exact: true })).toBeVisible();
	await find.fill('nothing like it');
	await expect(page.getByText('No service has that in its name.')).toBeVisible();
	await find.fill('');
	await page.getByRole('button', { name: 'Only what is not well' }).press('Enter');
	await expect(rows).toHaveCount(2);
	await page.getByRole('button', { name: 'Only what is not well' }).click();
	const website = page.locator('summary', { hasText: 'Website' });
	await expect(website).toContainText('Checkout: down, Images: degraded');
	await expect(page.getByRole('link', { name: 'Shop', exact: true })).toBeVisible();
	await website.click();
	await expect(page.getByRole('link', { name: 'Shop', exact: true })).toBeHidden();
	await expect(page.getByRole('link', { name: 'REST API', exact: true })).toBeHidden();
});

test('a first visit with a hundred services is small: at most 12 requests and 100 KB', async ({
	page,
	show
}) => {
	const sizes: Promise<number>[] = [];
	page.on('requestfinished', (request) => {
		sizes.push(
			request
				.sizes()
				.then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize)
		);
	});
	await page.goto(await show({ story: 'outage', components: 100 }), { waitUntil: 'networkidle' });
	const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
	expect(sizes.length).toBeLessThanOrEqual(12);
	expect(bytes).toBeLessThanOrEqual(100 * 1024);
});

test('text that attacks the page is text, and no name is too long for it', async ({ page, show }) => {
	page.on('dialog', (dialog) => {
		throw new Error(`Somebody's text ran: ${dialog.message()}`);
	});
	const origin = await show({ story: 'hostile', components: 30 });
	for (const width of [320, 390, 768, 1280]) {
		await page.setViewportSize({ width, height: 900 });
		for (const path of [
			'/',
			'/history',
			'/incidents/checkout-down',
			'/components/service-4',
			'/components/service-0'
		]) {
			await page.goto(origin + path);
			const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect(excess, `${path} at ${width}`).toBeLessThanOrEqual(0);
			expect(await page.locator('main script, main img').count()).toBe(0);
		}
	}
});

test('link previews carry the sentence of the moment and the gate as it stands', async ({ page, show }) => {
	const origin = await show({ story: 'outage' });
	await page.goto(origin);
	const meta = (property: string) => page.locator(`meta[property="${property}"]`).getAttribute('content');
	expect(await meta('og:title')).toBe('Checkout is down since 13:02 (12 minutes)');
	expect(await meta('og:image')).toBe(`${origin}/gate-lowered.png`);
	const picture = await page.request.get((await meta('og:image')) ?? '');
	expect(picture.headers()['content-type']).toBe('image/png');
});

test.describe('while it is open', () => {
	test.use({ expectedComplaints: [/ERR_CONNECTION_REFUSED|Failed to load resource/] });
	test('keeps up without being loaded anew, and says when its server is gone', async ({ page, launch }) => {
		let status = 200;
		const target = await webServer((_, response) => response.writeHead(status).end('hello'));
		const monitor = `{ key: shop, name: Shop, type: http, url: "${target.url}/", every: 1s, confirm: 2, recover: 2, retry: 1s }`;
		const app = await launch({ config: `page: { title: Acme }\nreference: []\nmonitors: [${monitor}]\n` });
		const heading = page.getByRole('heading', { level: 1 });
		await page.goto(app.origin);
		await expect(async () => {
			await lookAgain(page);
			await expect(heading).toHaveText('All systems operational', { timeout: 500 });
		}).toPass();
		await page.evaluate(() => Object.assign(window, { isStillTheSame: true }));

		status = 502;
		await expect(async () => {
			await lookAgain(page);
			await expect(heading).toHaveText(/^Shop is down since \d\d:\d\d \(.+\)$/, { timeout: 500 });
		}).toPass();
		await expect(page).toHaveTitle(/^Shop is down/);
		expect(await iconOf(page)).toContain('gate-lowered.svg');

		status = 200;
		await expect(async () => {
			await lookAgain(page);
			await expect(heading).toHaveText('All systems operational', { timeout: 500 });
		}).toPass();
		expect(await page.evaluate(() => 'isStillTheSame' in window)).toBe(true);

		await app.kill();
		await lookAgain(page);
		await expect(page.getByText('The server of this page does not answer at the moment.')).toBeVisible();
		await expect(heading).toBeVisible();
		await app.restart();
		await lookAgain(page);
		await expect(page.getByText('The server of this page does not answer at the moment.')).toHaveCount(0);
		await target[Symbol.asyncDispose]();
	});
});
