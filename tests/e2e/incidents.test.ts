/** Posting an incident from the home screen, following it to its postmortem, and what happens when two write at once. */
import type { Locator, Page } from '@playwright/test';
import type { Application } from '../support/application.ts';
import { webServer } from '../support/servers/http.ts';
import { expect, expectAccessible, test } from './story.ts';

// long stories: a busy machine gets the time they take
test.describe.configure({ timeout: 180_000 });

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

const FAILING = (url: string, auto: string) => `
page: { title: Acme Status }
defaults: { every: 1s, timeout: 900ms, confirm: 2, recover: 2, retry: 1s }
monitors: [{ key: shop, name: Shop, type: http, url: "${url}" }]
incidents: { auto: ${auto}, after: 1s }
reference: []
`;
const broken = () => webServer((_, response) => void response.writeHead(502).end('no'));

test('a draft of the machine is published with one press', async ({ launch, page }) => {
	await using target = await broken();
	const application = await launch({ config: FAILING(target.url, 'draft'), settings: SETTINGS });
	await signIn(page, application);
	const publish = page.getByRole('button', { name: /^Publish/ });
	await expect(async () => {
		await page.reload();
		await expect(publish).toBeVisible({ timeout: 1_000 });
	}).toPass({ timeout: 30_000 });
	const hidden = await page.request.get(`${application.origin}/api/v2/incidents.json`);
	expect(((await hidden.json()) as { incidents: unknown[] }).incidents).toEqual([]);
	await picture(page, 'home-with-draft');
	await publish.click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shop is down');
	await expect(page.getByText(/follows it to its end/)).toBeVisible();
	await expect(page.getByRole('region', { name: 'What was measured' })).toContainText('Shop');
	const shown = await page.request.get(`${application.origin}/api/v2/incidents/unresolved.json`);
	expect(((await shown.json()) as { incidents: unknown[] }).incidents).toHaveLength(1);
});

test('an outage becomes an incident, filled in from what was found out', async ({ launch, page }) => {
	await using target = await broken();
	const application = await launch({ config: FAILING(target.url, 'off'), settings: SETTINGS });
	await signIn(page, application);
	const make = page.getByRole('link', { name: /^Make it an incident/ });
	await expect(async () => {
		await page.reload();
		await expect(make).toBeVisible({ timeout: 1_000 });
	}).toPass({ timeout: 30_000 });
	await make.click();
	await expect(page.getByLabel('What happens')).toHaveValue(/We are looking into it/);
	await expect(page.getByLabel('Title')).toHaveValue('Shop is down');
	await expect(claim(page, 'Shop', 'Down')).toBeChecked();
	await expectFits(page);
	const composer = page.url();
	await page.getByRole('button', { name: 'Post incident' }).click();
	await expect(page.getByRole('region', { name: 'What was measured' })).toContainText('until now');
	await claim(page, 'Status', 'Resolved').click();
	await page.getByLabel('What is new').fill('It is over.');
	await page.getByRole('button', { name: 'Post update' }).click();
	await expect(page.getByLabel('What happened, and what changes because of it')).toHaveValue(
		/First failing check of Shop: detected[\s\S]*Further checks agree: Shop is down[\s\S]*HTTP 502: \d+ of \d+ failing checks/
	);
	await page.goto(composer);
	await expect(page.getByText('There is an incident about this outage already')).toBeVisible();
});

test('two who edit at once see each other, and keep their words', async ({ launch, page }) => {
	const application = await launch({ config: CONFIG, settings: SETTINGS });
	await signIn(page, application, '/admin/incidents/new');
	await page.getByLabel('What happens').fill('It fails.');
	await claim(page, 'Shop', 'Down').click();
	await page.getByRole('button', { name: 'Post incident' }).click();
	await expect(page.getByRole('heading', { name: 'Post an update' })).toBeVisible();

	const colleague = await page.context().newPage();
	await colleague.goto(page.url());
	await page.getByLabel('What is new').fill('Mine: we restart it.');
	await page.getByText('Title, impact, beginning').click();
	await page.getByLabel('Title').fill('The shop fails');
	await colleague.getByLabel('What is new').fill('Theirs: the disk is full.');
	await colleague.getByRole('button', { name: 'Post update' }).click();
	await expect(colleague.getByText('Posted.')).toBeVisible();

	await page.getByRole('button', { name: 'Post update' }).click();
	await expect(page.getByRole('alert')).toContainText('Somebody else changed this meanwhile');
	await expect(page.getByLabel('What is new')).toHaveValue('Mine: we restart it.');
	await expect(page.getByRole('region', { name: 'Said meanwhile' })).toContainText('the disk is full');
	await picture(page, 'conflict');
	await expectFits(page);
	await page.getByRole('button', { name: 'Post update' }).click();
	await expect(page.getByText('Posted.')).toBeVisible();
	await expect(page.locator('.typed').getByText('Mine: we restart it.')).toBeVisible();

	await colleague.getByText('Title, impact, beginning').click();
	await colleague.getByLabel('Title').fill('The shop is slow');
	await colleague.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(colleague.getByRole('alert')).toContainText('Somebody else changed this meanwhile');
	await colleague.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(colleague.getByRole('heading', { level: 1 })).toHaveText('The shop is slow');
	await page.getByLabel('Title').fill('The shop fails');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('What stands there now, where it differs')).toBeVisible();
	await expect(page.getByText('The shop is slow').last()).toBeVisible();
	await expect(page.getByLabel('Title')).toHaveValue('The shop fails');
});

test('a session that ends while somebody types costs no word', async ({ launch, page }) => {
	const application = await launch({ config: CONFIG, settings: SETTINGS });
	await signIn(page, application, '/admin/incidents/new');
	await page.getByLabel('What happens').fill('Orders fail, and this took long to write.');
	await claim(page, 'Search', 'Partly down').click();
	await page.context().clearCookies();
	await page.getByRole('button', { name: 'Post incident' }).click();
	await expect(page).toHaveURL(/\/login\?next=/);
	await page.getByLabel('Mail address').fill(EMAIL);
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByLabel('What happens')).toHaveValue('Orders fail, and this took long to write.');
	await expect(claim(page, 'Search', 'Partly down')).toBeChecked();
	await page.getByRole('button', { name: 'Post incident' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Search is down');
});

test('the keyboard alone posts an incident and resolves it', async ({ launch, page }) => {
	const application = await launch({ config: CONFIG, settings: SETTINGS });
	await signIn(page, application);
	await page.keyboard.press('n');
	await expect(page.getByLabel('What happens')).toBeFocused();
	await page.keyboard.type('It fails.');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Tab');
	await expect(claim(page, 'Shop', 'Not affected')).toBeFocused();
	await page.keyboard.press('ArrowRight');
	await expect(claim(page, 'Shop', 'Degraded')).toBeChecked();
	const reach = async (what: Locator) => {
		for (let step = 0; step < 40; step += 1) {
			if (await what.evaluate((element) => element === document.activeElement)) return;
			await page.keyboard.press('Tab');
		}
		throw new Error('The keyboard does not reach it.');
	};
	await reach(page.getByRole('button', { name: 'Post incident' }));
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shop is not working as it should');
	await reach(claim(page, 'Status', 'Investigating'));
	await page.keyboard.press('ArrowLeft');
	await expect(claim(page, 'Status', 'Resolved')).toBeChecked();
	await reach(page.getByLabel('What is new'));
	await page.keyboard.type('It is over.');
	await reach(page.getByRole('button', { name: 'Post update' }));
	await page.keyboard.press('Enter');
	await expect(page.getByText('Shop: Degraded → Operational')).toBeVisible();
});

test('templates ask for their fields, and what is wrong is said beside the field', async ({
	launch,
	page
}) => {
	const application = await launch({ config: CONFIG, settings: SETTINGS });
	await signIn(page, application, '/admin/incidents/templates');
	for (const width of WIDTHS) {
		await page.setViewportSize({ width, height: 844 });
		await expectFits(page);
		await picture(page, `templates-${width}`);
	}
	await page.getByRole('link', { name: 'Use Trouble at a provider' }).click();
	await page.getByRole('button', { name: 'Post incident' }).click();
	await expect(page.getByText('Type provider.')).toBeVisible();
	await page.getByLabel('provider').fill('Acme {cloud}');
	await claim(page, 'Shop', 'Degraded').click();
	await page.getByText('Preview').click();
	await expect(page.locator('.typed')).toContainText('Acme {cloud} has trouble that reaches Shop.');
	await page.getByRole('button', { name: 'Post incident' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Trouble at Acme {cloud}');
});

test('what is deleted can be brought back, and two become one', async ({ launch, page }) => {
	const application = await launch({ config: CONFIG, settings: SETTINGS });
	const post = async (text: string, component: string) => {
		await page.goto(`${application.origin}/admin/incidents/new`);
		await page.getByLabel('What happens').fill(text);
		await claim(page, component, 'Down').click();
		await page.getByRole('button', { name: 'Post incident' }).click();
		await expect(page.locator('.typed').getByText(text)).toBeVisible();
		return page.url().split('/').at(-1) ?? '';
	};
	await signIn(page, application);
	const first = await post('Orders fail.', 'Shop');
	const second = await post('Nothing is found.', 'Search');
	await page.getByText('Delete it').click();
	await page.getByRole('button', { name: /^Delete/ }).click();
	await expect(page.getByText('The incident is gone from every page.')).toBeVisible();
	await expectFits(page);
	expect((await page.request.get(`${application.origin}/incidents/${second}`)).status()).toBe(404);
	await page.getByRole('button', { name: 'Bring it back' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Search is down');
	await page.getByText('Merge it into another').click();
	await page.getByLabel('Into').selectOption({ label: 'Shop is down' });
	await page.getByRole('button', { name: 'Merge' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shop is down');
	await expect(page.locator('.typed').getByText('Nothing is found.')).toBeVisible();
	await page.goto(`${application.origin}/incidents/${second}`);
	await expect(page).toHaveURL(`${application.origin}/incidents/${first}`);
});

test.describe('without JavaScript', () => {
	test.use({ javaScriptEnabled: false, expectedComplaints: [/status of 400/] });
	test('an incident is posted, told and resolved all the same', async ({ launch, page }) => {
		const application = await launch({ config: CONFIG, settings: SETTINGS });
		await signIn(page, application, '/admin/incidents/new');
		await page.getByLabel('What happens').fill('It fails.');
		await page.getByRole('button', { name: 'Post incident' }).click();
		await expect(page.getByText('Type a title, or choose what is affected.')).toBeVisible();
		await expect(page.getByLabel('What happens')).toHaveValue('It fails.');
		await claim(page, 'Shop', 'Down').check({ force: true });
		await page.getByRole('button', { name: 'Post incident' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shop is down');
		await claim(page, 'Status', 'Resolved').check({ force: true });
		await page.getByLabel('What is new').fill('It is over.');
		await page.getByRole('button', { name: 'Post update' }).click();
		await expect(page.getByText('Posted.')).toBeVisible();
		await expect(page.getByText('Shop: Down → Operational')).toBeVisible();
		await page.getByText('Correct', { exact: true }).first().click();
		await expect(page.getByLabel('Text', { exact: true }).first()).toHaveValue('It is over.');
		await page.getByLabel('Text', { exact: true }).first().fill('It is over now.');
		await page.getByRole('button', { name: 'Save the correction' }).first().click();
		await expect(page.getByText('Readers see that it was edited.')).toBeVisible();
		const answer = await fetch(`${application.origin}/api/v2/incidents.json`);
		expect(JSON.stringify(await answer.json())).toContain('It is over now.');
	});
});
