/** Every public page reads fully where scripts are switched off, or did not arrive in the middle of an outage. */
import { expect, test } from './gallery.ts';

test.use({ javaScriptEnabled: false, timezoneId: 'America/New_York' });

test('the page says everything, in the page’s own zone', async ({ page, show }) => {
	await page.goto(await show({ story: 'outage', components: 30 }));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		'Checkout is down since 13:02 (12 minutes)'
	);
	await expect(page).toHaveTitle(/^Checkout is down/);
	await expect(page.getByText('Times in Europe/Berlin')).toBeVisible();
	await expect(
		page.getByRole('img', { name: /^Checkout: 90 days, .* uptime, \d+ days with trouble$/ })
	).toBeVisible();
	await expect(page.getByText('Uptime counts time that was up or degraded')).toBeVisible();
	await expect(page.getByRole('article', { name: 'Checkout is down' })).toContainText('taking it back');
});

test('what needs scripts is not there; what does not works', async ({ page, show }) => {
	await page.goto(await show({ story: 'outage', components: 30 }));
	await expect(page.getByRole('searchbox')).toHaveCount(0);
	await expect(page.getByRole('button')).toHaveCount(0);
	await expect(page.getByRole('link', { name: 'REST API', exact: true })).toBeHidden();
	await page.locator('summary', { hasText: 'API' }).first().click();
	await expect(page.getByRole('link', { name: 'REST API', exact: true })).toBeVisible();
	await page.getByRole('link', { name: 'REST API', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('REST API');
});

test('a service has its days and its response times as tables', async ({ page, show }) => {
	await page.goto(`${await show({ story: 'outage' })}/components/service-1`);
	await page.getByText('Every day as a table').click();
	await expect(page.getByRole('row', { name: /Tuesday 24 November/ })).toContainText('Down');
	await page.getByText('Last 24 hours as a table').click();
	await expect(page.getByRole('figure').first().getByRole('row')).toHaveCount(26);
	await expect(page.locator('canvas').filter({ visible: true })).toHaveCount(0);
});

test('a long message can be read to its end on its own page', async ({ page, show }) => {
	const origin = await show({ story: 'outage', message: 'All of it matters. '.repeat(530) });
	await page.goto(origin);
	const brief = (await page.getByRole('article', { name: 'Checkout is down' }).innerText()).length;
	expect(brief).toBeLessThan(2_000);
	await page.getByRole('link', { name: 'Read all of it' }).first().click();
	expect((await page.getByRole('main').innerText()).length).toBeGreaterThan(10_000);
});
