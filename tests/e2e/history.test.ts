/** The past: months in a row, and a lasting page for each incident and each maintenance window. */
import { expect, test } from './gallery.ts';

test('months follow each other, and end where the record does', async ({ page, show }) => {
	await page.goto(await show({ story: 'outage' }));
	await page.getByRole('link', { name: 'Earlier history, by month' }).click();
	await expect(page.getByRole('heading', { level: 2, name: 'November 2026' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Search answers slowly' })).toBeVisible();
	await page.getByRole('link', { name: '← October 2026' }).click();
	await expect(page.getByRole('heading', { level: 2, name: 'October 2026' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Shop was down' })).toBeVisible();
	await expect(page.getByText('Nothing before this is on record.')).toBeVisible();
	await page.getByRole('link', { name: 'November 2026 →' }).click();
	await expect(page).toHaveURL(/month=2026-11$/);
});

test('a month without trouble says so', async ({ page, show }) => {
	await page.goto(`${await show()}/history?month=2026-09`);
	await expect(page.getByText('No incidents and no maintenance in this month.')).toBeVisible();
});

test.describe('a month that is none', () => {
	test.use({ expectedComplaints: [/status of 404/] });
	test('is not found', async ({ page, show }) => {
		const origin = await show();
		for (const month of ['2026-13', '2026-1', '2027-01', 'x', '2026-11-01', '%00']) {
			const answer = await page.goto(`${origin}/history?month=${month}`);
			expect(answer?.status(), month).toBe(404);
		}
	});
});

test('an incident tells its whole story, the newest first', async ({ page, show }) => {
	const origin = await show({ story: 'outage' });
	await page.goto(`${origin}/incidents/checkout-down`);
	await expect(page.getByRole('main')).toContainText('Identified, for 12 minutes so far');
	const updates = page.getByRole('region', { name: 'Updates' }).getByRole('listitem');
	await expect(updates).toHaveCount(2);
	await expect(updates.first()).toContainText('Identified');
	await expect(updates.first()).toContainText('24 Nov 2026, 12:08');
	await expect(page.getByRole('link', { name: 'Checkout', exact: true })).toHaveAttribute(
		'href',
		/\/components\/service-1$/
	);
	await page.goto(`${origin}/incidents/shop-down`);
	await expect(page.getByRole('heading', { name: 'Postmortem' })).toBeVisible();
	await expect(page.getByRole('heading', { level: 3, name: 'What happened' })).toBeVisible();
	await expect(page.getByRole('main')).toContainText('Resolved after 1 hour 35 minutes');
});

test('a maintenance window says when, how long, and whom it concerns', async ({ page, show }) => {
	await page.goto(`${await show({ story: 'maintenance' })}/maintenance/patch-now`);
	const main = page.getByRole('main');
	await expect(main).toContainText('24 Nov 2026, 11:14 to 24 Nov 2026, 13:14');
	await expect(main).toContainText('2 hours');
	await expect(main.getByRole('link', { name: 'Database', exact: true })).toBeVisible();
	await expect(main).toContainText('The first restart is done.');
});
