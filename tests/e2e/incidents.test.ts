/** Posting an incident from the home screen, following it to its postmortem, and what happens when two write at once. */
import type { Locator, Page } from '@playwright/test';
import type { Application } from '../support/application.ts';
import { expect, expectAccessible, test } from './story.ts';

const EMAIL = 'ada@acme.example';
const PASSWORD = 'correct horse battery';
const WIDTHS = [1280, 390] as const;
const CONFIG = `
page: { title: Acme Status, groups: [{ key: web, name: Website }] }
monitors: []
components:
  - { key: shop, name: Shop, group: web }
  - { key: search, name: Search, group: web }
  - { key: phone, name: Phone support }
reference: []
`;
const SETTINGS = { ADMIN_EMAIL: EMAIL, ADMIN_PASSWORD: PASSWORD };

async function signIn(page: Page, application: Application, path = '/admin'): Promise<void> {
	await page.goto(`${application.origin}/login?next=${encodeURIComponent(path)}`);
	await page.getByLabel('Mail address').fill(EMAIL);
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL(application.origin + path);
}

/** The state of one component, as one press sets it. */
const claim = (page: Page, component: string, state: string): Locator =>
	page.getByRole('group', { name: component, exact: true }).getByRole('radio', { name: state, exact: true });

async function picture(page: Page, name: string): Promise<void> {
	const folder = process.env['SCREENSHOTS'];
	if (!folder) return;
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png`, fullPage: true });
	}
	await page.emulateMedia({ colorScheme: 'light' });
}

async function expectFits(page: Page): Promise<void> {
	const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	expect(overflow, page.url()).toBeLessThanOrEqual(0);
	await expectAccessible(page);
}

for (const width of WIDTHS) {
	test(`${width}: from home to the public page in four presses, then update, resolve, postmortem`, async ({
		launch,
		page
	}) => {
		const application = await launch({ config: CONFIG, settings: SETTINGS });
		await page.setViewportSize({ width, height: 844 });
		await signIn(page, application);

		let presses = 0;
		const press = async (what: Locator) => {
			presses += 1;
			await what.click();
		};
		await press(page.getByRole('link', { name: 'Post an incident' }));
		await expect(page.getByLabel('What happens')).toBeFocused();
		await page.keyboard.type('Orders **fail**. We look into it.');
		await press(claim(page, 'Shop', 'Down'));
		await press(claim(page, 'Search', 'Degraded'));
		await expectFits(page);
		await picture(page, `composer-${width}`);
		await press(page.getByRole('button', { name: 'Post incident' }));
		expect(presses).toBeLessThanOrEqual(4);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shop and Search are down');
		const id = page.url().split('/').at(-1) ?? '';

		const visitor = await page.context().newPage();
		await visitor.goto(application.origin);
		await expect(visitor.getByText('Orders fail. We look into it.').first()).toBeVisible();
		await expect(visitor.getByRole('heading', { level: 1 })).toContainText('Shop');
		const summary = (await (await page.request.get(`${application.origin}/api/v2/summary.json`)).json()) as {
			incidents: { id: string; name: string; impact: string; incident_updates: { body: string }[] }[];
			components: { name: string; status: string }[];
		};
		expect(summary.incidents).toMatchObject([
			{ id, name: 'Shop and Search are down', impact: 'major', incident_updates: [{}] }
		]);
		expect(Object.fromEntries(summary.components.map(({ name, status }) => [name, status]))).toMatchObject({
			Shop: 'major_outage',
			Search: 'degraded_performance',
			'Phone support': 'operational'
		});
		const feed = await (await page.request.get(`${application.origin}/history.atom`)).text();
		expect(feed).toContain('Shop and Search are down');

		await expectFits(page);
		await picture(page, `incident-${width}`);
		await claim(page, 'Status', 'Identified').click();
		await page.getByLabel('What is new').fill('A disk is full.');
		await claim(page, 'Search', 'Well again').click();
		await page.getByRole('button', { name: 'Post update' }).click();
		await expect(page.getByText('Posted.')).toBeVisible();
		await expect(page.getByLabel('What is new')).toHaveValue('');
		await expect(page.getByText('Search: Degraded → Operational')).toBeVisible();

		await claim(page, 'Status', 'Resolved').click();
		await page.getByLabel('What is new').fill('It is over.');
		await page.getByRole('button', { name: 'Post update' }).click();
		await expect(page.getByText('Shop: Down → Operational')).toBeVisible();

		const text = page.getByLabel('What happened, and what changes because of it');
		await expect(text).toHaveValue(/## Timeline[\s\S]*Identified: A disk is full\./);
		await picture(page, `resolved-${width}`);
		await expectFits(page);
		await text.fill('## Why\n\nNobody watched the disk.');
		await page.getByRole('button', { name: 'Publish the postmortem' }).click();
		await expect(page.getByText('The postmortem is published.')).toBeVisible();
		await visitor.goto(`${application.origin}/incidents/${id}`);
		await expect(visitor.getByRole('region', { name: 'Postmortem' })).toContainText(
			'Nobody watched the disk.'
		);
		await page.getByRole('link', { name: 'Incidents' }).first().click();
		await expect(page.getByRole('region', { name: 'Past' })).toContainText('Shop and Search are down');
		await expectFits(page);
		await picture(page, `list-${width}`);
	});
}
