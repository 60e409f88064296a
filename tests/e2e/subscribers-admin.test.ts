/** The team's list of subscribers: asked, brought, found, taken away and removed; with scripts and without. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Application } from '../support/application.ts';
import { emailOf, PASSWORD, settlePeople } from '../support/people.ts';
import { expect, expectAccessible, test } from './story.ts';

const config = `
page: { title: Acme Status }
reference: []
monitors: []
components: [{ key: shop, name: Shop }]
`;
const settings = { SMTP_URL: 'smtp://127.0.0.1:9' };
const LIST = 'address,components\nada@acme.example,shop\neve@acme.example,\nnobody,';

async function enter(page: Page, application: Application): Promise<void> {
	await settlePeople(application);
	await page.goto(`${application.origin}/login`);
	await page.getByLabel('Mail address').fill(emailOf('owner'));
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(page).toHaveURL(/\/admin$/);
	await page.goto(`${application.origin}/admin/subscribers`);
}

async function bring(page: Page): Promise<void> {
	await page.getByLabel('One address in each line, or CSV').fill(LIST);
	await page.getByLabel('They agreed elsewhere').check();
	await page.getByRole('button', { name: 'Take the list over' }).click();
	await expect(page.getByText('2 taken over. 0 stay as they were. 1 could not be read')).toBeVisible();
	await expect(page.getByText('Line 4: “nobody” is no address.')).toBeVisible();
}

test('bring a list, find somebody in it, take it away as a file, remove one', async ({ launch, page }) => {
	const application = await launch({ config, settings });
	await enter(page, application);
	await expect(page.getByText('Nobody has subscribed yet.')).toBeVisible();
	await bring(page);
	await expect(page.getByRole('listitem').filter({ hasText: /^ada@acme.example/ })).toContainText('Shop');

	const pending = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Download all as CSV' }).click();
	const file = readFileSync(await (await pending).path(), 'utf8');
	expect(file.split('\r\n').map((line) => line.split(',').slice(0, 3).join())).toEqual([
		'address,kind,components',
		expect.stringMatching(/^(?:ada@acme\.example,email,shop|eve@acme\.example,email,)$/),
		expect.stringMatching(/^(?:ada@acme\.example,email,shop|eve@acme\.example,email,)$/),
		''
	]);

	await page.getByRole('searchbox', { name: 'Address' }).fill('eve');
	await page.getByRole('button', { name: 'Search' }).click();
	await expect(page.getByText('1 subscriber', { exact: true })).toBeVisible();
	await page.getByText('Remove', { exact: true }).click();
	await page.getByRole('button', { name: 'Remove eve@acme.example' }).click();
	await expect(page.getByText('Removed, and what was still owed with it.')).toBeVisible();

	await page.getByRole('textbox', { name: 'Address', exact: true }).fill('no address');
	await page.getByRole('button', { name: 'Ask this address' }).click();
	await expect(page.getByText('Type a mail address, such as')).toBeVisible();
	await page.getByRole('textbox', { name: 'Address', exact: true }).fill('new@acme.example');
	await page.getByRole('button', { name: 'Ask this address' }).click();
	await expect(
		page.getByText('new@acme.example is asked, and hears nothing before it has agreed.')
	).toBeVisible();
	for (const width of [1280, 390]) {
		await page.setViewportSize({ width, height: 844 });
		await page.goto(`${application.origin}/admin/subscribers`);
		await expectAccessible(page);
	}
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });
	test('a list can be brought, and one of it removed', async ({ launch, page }) => {
		await enter(page, await launch({ config, settings }));
		await bring(page);
		const ada = page.getByRole('listitem').filter({ hasText: 'ada@acme.example' });
		await ada.getByText('Remove', { exact: true }).click();
		await ada.getByRole('button', { name: 'Remove ada@acme.example' }).click();
		await expect(page.getByText('Removed, and what was still owed with it.')).toBeVisible();
		await expect(ada).toHaveCount(0);
	});
});
