/** The page of one service: its charts come when they are seen, and whoever reads has the same numbers. */
import type { Page } from '@playwright/test';
import { expect, test } from './gallery.ts';

/** How many pixels of a chart are drawn on. */
function inkOf(page: Page, title: string): Promise<number> {
	return page
		.getByRole('img', { name: new RegExp(`^${title}`) })
		.locator('canvas')
		.evaluate((canvas: HTMLCanvasElement) => {
			const { width, height } = canvas;
			const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
			return pixels.filter((value, index) => index % 4 === 3 && value > 0).length;
		});
}

test('says how it is, since when and why, with the incident of the moment', async ({ page, show }) => {
	await page.goto(`${await show({ story: 'outage' })}/components/service-1`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Checkout');
	const main = page.getByRole('main');
	await expect(main).toContainText('Down since 12:02 (12 minutes)');
	await expect(main).toContainText('The server behind our front door does not answer.');
	await expect(page.getByRole('article', { name: 'Checkout is down' })).toBeVisible();
	await expect(page.getByRole('link', { name: /^Now: Checkout is down since/ })).toHaveAttribute(
		'href',
		/\/$/
	);
	await expect(page).toHaveTitle('Checkout: Down · Acme Status');
});

test('charts are loaded when they are seen, and drawn', async ({ page, show }) => {
	await page.setViewportSize({ width: 1280, height: 500 });
	const scripts: string[] = [];
	page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
	await page.goto(`${await show({ story: 'outage' })}/components/service-1`, { waitUntil: 'networkidle' });
	const before = scripts.length;
	expect(await inkOf(page, 'Last 24 hours')).toBe(0);

	await page.getByRole('heading', { name: 'Response times' }).scrollIntoViewIfNeeded();
	await page.getByRole('heading', { name: 'Last 90 days' }).scrollIntoViewIfNeeded();
	for (const title of ['Last 24 hours', 'Last 7 days', 'Last 30 days', 'Last 90 days']) {
		await page.getByRole('heading', { name: title }).scrollIntoViewIfNeeded();
		await expect.poll(() => inkOf(page, title)).toBeGreaterThan(500);
	}
	expect(scripts.length).toBeGreaterThan(before);
});

test('beside each chart stands a table of the same numbers', async ({ page, show }) => {
	await page.goto(`${await show({ story: 'outage' })}/components/service-1`);
	for (const [title, rows] of [
		['Last 24 hours', 25],
		['Last 7 days', 168],
		['Last 30 days', 720],
		['Last 90 days', 90]
	] as const) {
		await page.getByText(`${title} as a table`).click();
		const table = page.getByRole('figure').filter({ hasText: title }).getByRole('table');
		await expect(table.getByRole('row')).toHaveCount(rows + 1);
		const medians = (await table.locator('tbody td:nth-child(2)').allInnerTexts())
			.filter((text) => text !== 'none')
			.map((text) => parseInt(text));
		await expect(page.getByRole('img', { name: new RegExp(`^${title}`) })).toHaveAttribute(
			'aria-label',
			`${title}: median between ${Math.min(...medians)} and ${Math.max(...medians)} ms; the table has every number`
		);
	}
});

test('outages have their start, their length and their cause in one sentence', async ({ page, show }) => {
	await page.goto(`${await show({ story: 'outage' })}/components/service-1`);
	const outages = page.getByRole('region', { name: 'Outages' }).getByRole('listitem');
	await expect(outages.first()).toContainText('24 Nov 2026, 12:02');
	await expect(outages.first()).toContainText('Still going on, for 12 minutes so far');
	await expect(outages.first()).toContainText('The server behind our front door did not answer.');
	await expect(outages.nth(1)).toContainText(/Lasted \d+ hours/);
});

test('every day stands in a table too', async ({ page, show }) => {
	await page.goto(`${await show({ story: 'outage' })}/components/service-1`);
	await page.getByText('Every day as a table').click();
	const today = page.getByRole('row', { name: /Tuesday 24 November/ });
	await expect(today).toContainText('98.48 %');
	await expect(today.getByRole('link', { name: 'Checkout is down' })).toBeVisible();
});

test('a service set by hand has neither bars nor charts, and says that no outage is on record', async ({
	page,
	show
}) => {
	await page.goto(`${await show({ story: 'well' })}/components/service-10`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Phone support');
	await expect(page.getByRole('slider')).toHaveCount(0);
});

test.describe('a fault', () => {
	test.use({ expectedComplaints: [/status of (?:404|500)/] });
	test('is a page of ours that keeps its status and names nothing inside', async ({ page, show }) => {
		const origin = await show({ story: 'outage' });
		for (const [path, status, words] of [
			['/components/nothing', 404, 'There is no such service, or it is not public.'],
			['/incidents/nothing', 404, 'There is no such incident, or it is not public.'],
			['/maintenance/nothing', 404, 'There is no such maintenance, or it is not public.'],
			['/nothing/at/all', 404, 'There is nothing at this address'],
			['/components/broken', 500, 'This says nothing about the services it watches.']
		] as const) {
			const answer = await page.goto(origin + path);
			expect(answer?.status()).toBe(status);
			await expect(page.getByText(words)).toBeVisible();
			await expect(page.getByRole('link', { name: 'See how everything is now' })).toHaveAttribute(
				'href',
				/\/$/
			);
			expect(await page.content()).not.toMatch(/A fault of ours|at file:|node_modules/);
		}
	});
});
