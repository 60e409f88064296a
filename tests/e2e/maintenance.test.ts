/** Maintenance by hand: planned in plain words across a change of the clocks, announced, skipped, begun, extended, ended. */
import type { Page } from '@playwright/test';
import type { Application } from '../support/application.ts';
import { emailOf, PASSWORD, settlePeople, type Who } from '../support/people.ts';
import { expect, expectAccessible, test } from './story.ts';

// long stories: a busy machine gets the time they take
test.describe.configure({ timeout: 180_000 });

async function enter(
	page: Page,
	application: Application,
	who: Exclude<Who, 'nobody'> = 'editor'
): Promise<void> {
	await settlePeople(application);
	await page.goto(`${application.origin}/login?next=${encodeURIComponent('/admin/maintenance')}`);
	await page.getByLabel('Mail address').fill(emailOf(who));
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Maintenance');
}

/** The page at both widths, held against axe, without anything to scroll sideways to. */
async function expectFine(page: Page, name: string): Promise<void> {
	for (const width of [1280, 390]) {
		await page.setViewportSize({ width, height: 900 });
		await expectAccessible(page);
		const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect(overflow, `${name} at ${width}`).toBeLessThanOrEqual(0);
		if (process.env['SCREENSHOTS']) {
			await page.screenshot({ path: `${process.env['SCREENSHOTS']}/${name}-${width}.png`, fullPage: true });
		}
	}
	await page.setViewportSize({ width: 1280, height: 900 });
}

/** Sundays at half past two in Berlin, over the night in which that hour is missing. */
async function fillPlan(page: Page): Promise<void> {
	await page.getByLabel('Title').fill('Cabling in hall 2');
	await page.getByLabel('What happens').fill('Two *short* pauses.');
	await page.getByLabel('Begins').fill('2027-03-14T02:30');
	await page.getByLabel('Ends').fill('2027-03-14T04:00');
	await page.getByLabel('Time zone').fill('Europe/Berlin');
	await page.getByRole('checkbox', { name: 'Sun' }).check();
	await page.getByRole('radio', { name: 'Every', exact: true }).check();
	await page.getByRole('group', { name: 'Components' }).getByRole('checkbox').first().check();
}

async function expectTheTen(page: Page): Promise<void> {
	const times = page.getByRole('region', { name: 'The next times' }).getByRole('listitem');
	await expect(times).toHaveCount(10);
	await expect(times.nth(0)).toContainText('Sun, 14 Mar 2027, 02:30 to 04:00 GMT+1 (1 hour 30 minutes)');
	await expect(times.nth(2)).toContainText('Sun, 28 Mar 2027, 03:30 to 05:00 GMT+2');
	await expect(times.nth(2)).toContainText('there is no 02:30, so it begins at 03:30');
	await expect(times.nth(3)).toContainText('Sun, 4 Apr 2027, 02:30 to 04:00 GMT+2');
}

test('a window that repeats across a change of the clocks, one time of it skipped', async ({
	launch,
	page
}) => {
	test.slow();
	const application = await launch();
	await enter(page, application);
	await expectFine(page, 'maintenance-empty');
	await page.getByRole('link', { name: 'Plan maintenance', exact: true }).click();
	await fillPlan(page);
	await expectFine(page, 'maintenance-new');
	await page.getByRole('button', { name: 'Show the next ten times' }).click();
	await expectTheTen(page);
	await expect(page.getByLabel('Title')).toHaveValue('Cabling in hall 2');
	await expect(page.getByRole('checkbox', { name: 'Sun' })).toBeChecked();
	await expectFine(page, 'maintenance-preview');
	await page.getByRole('button', { name: 'Plan it' }).click();

	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cabling in hall 2');
	await expect(page.getByText('Every week on Sunday, by the clocks of Europe/Berlin.')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'The next 10 times' })).toBeVisible();
	await expectFine(page, 'maintenance-window');

	const third = page.getByRole('listitem').filter({ hasText: '28 Mar 2027' });
	await third.getByText('Move, skip, begin').click();
	await third.getByLabel('Why it is skipped').fill('The hall is closed.');
	await third.getByRole('button', { name: 'Skip this one' }).click();
	await expect(page.getByRole('status')).toHaveText('It is skipped.');
	await expect(page.getByRole('listitem').filter({ hasText: '28 Mar 2027' })).toContainText('Cancelled');

	const calendar = await (await page.request.get(`${application.origin}/calendar.ics`)).text();
	expect(calendar).toContain('DTSTART;TZID=Europe/Berlin:20270314T023000');
	expect(calendar).toContain('RRULE:FREQ=WEEKLY;BYDAY=SU');
	expect(calendar.replaceAll('\r\n ', '')).toMatch(
		/RECURRENCE-ID;TZID=Europe\/Berlin:20270328T033000[^]*STATUS:CANCELLED/
	);
	await page.goto(application.origin);
	await expect(page.getByRole('link', { name: 'Cabling in hall 2' }).first()).toBeVisible();
	await page.goto(`${application.origin}/admin/maintenance?month=2027-03`);
	await expect(page.getByRole('heading', { name: 'March 2027' })).toBeVisible();
	await expect(page.getByRole('link', { name: /Cabling in hall 2 \(cancelled\)/ })).toHaveCount(1);
	await expectFine(page, 'maintenance-month');
});

test('what runs is told about, extended, overrun and ended by hand', async ({ launch, page }) => {
	const application = await launch();
	await enter(page, application);
	await page.goto(`${application.origin}/admin/maintenance/new`);
	await page.getByLabel('Title').fill('New disks');
	await page.getByRole('group', { name: 'Components' }).getByRole('checkbox').first().check();
	await page.getByRole('button', { name: 'Plan it' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('New disks');
	await page.getByText('Move, skip, begin').click();
	await page.getByRole('button', { name: 'Begin it now' }).click();
	await expect(page.getByRole('heading', { name: /Running until/ })).toBeVisible();
	await page.getByRole('button', { name: 'An hour longer' }).click();
	await expect(page.getByText('This takes longer than planned.')).toBeVisible();
	await page.getByLabel('Post an update').fill('Half of the disks are in.');
	await page.getByRole('button', { name: 'Post update' }).click();
	await expect(page.getByText('Half of the disks are in.')).toBeVisible();
	await expectFine(page, 'maintenance-running');

	await page.goto(application.origin);
	await expect(page.getByText('Half of the disks are in.')).toBeVisible();
	await expect(page.getByText('Under maintenance').first()).toBeVisible();
	await page.goBack();
	await page.getByRole('button', { name: 'End it now' }).click();
	await expect(page.getByRole('status')).toHaveText('It is over.');
	await expect(page.getByRole('heading', { name: /Running until/ })).toHaveCount(0);
	await page.goto(application.origin);
	await expect(page.getByText('Half of the disks are in.')).toHaveCount(0);
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false, expectedComplaints: [/status of 400/] });

	test('the form shows the times, keeps what was typed and ticked, and says what is wrong', async ({
		launch,
		page
	}) => {
		const application = await launch();
		await enter(page, application);
		await page.goto(`${application.origin}/admin/maintenance/new`);
		await fillPlan(page);
		await page.getByRole('button', { name: 'Show the next ten times' }).click();
		await expectTheTen(page);
		await expect(page.getByRole('checkbox', { name: 'Sun' })).toBeChecked();
		await page.getByRole('radio', { name: /By a rule/ }).check();
		await page.getByRole('textbox', { name: 'Rule of RFC 5545' }).fill('FREQ=SOMETIMES');
		await page.getByLabel('Ends').fill('2027-03-14T01:00');
		await page.getByRole('button', { name: 'Plan it' }).click();
		await expect(page.getByText(/Give a rule of RFC 5545/)).toBeVisible();
		await expect(page.getByLabel('What happens')).toHaveValue('Two *short* pauses.');
		await page.getByRole('radio', { name: 'Once' }).check();
		await page.getByRole('button', { name: 'Plan it' }).click();
		await expect(page.getByText('The end comes after the start: give a later one.')).toBeVisible();
		await page.getByLabel('Ends').fill('2027-03-14T05:00');
		await page.getByRole('button', { name: 'Plan it' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cabling in hall 2');
		await page.getByLabel('Title').fill('Cabling in hall 3');
		await page.getByRole('button', { name: 'Save the window' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cabling in hall 3');
		await page.getByText('Cancel it for good').click();
		await page.getByRole('button', { name: 'Cancel Cabling in hall 3' }).click();
		await expect(page.getByText(/Nothing is planned/).first()).toBeVisible();
	});
});

test('a window of the config file is read-only, its times are not', async ({ launch, page }) => {
	const application = await launch({
		config: `
monitors:
  - { key: shop, name: Shop, type: tcp, host: 127.0.0.1, port: 9 }
maintenance:
  - { key: patch, title: Monthly patching, starts: 2026-12-01T02:00, duration: 2h, repeat: "FREQ=MONTHLY;BYDAY=1TU", components: [shop] }
`
	});
	await enter(page, application);
	await page.getByRole('link', { name: 'Monthly patching' }).first().click();
	await expect(page.getByText('This window is managed by gatehouse.yaml')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Save the window' })).toHaveCount(0);
	await expect(page.getByText('Every month on the first Tuesday')).toBeVisible();
	const second = page.getByRole('listitem').filter({ hasText: 'Move, skip, begin' }).nth(1);
	await second.getByText('Move, skip, begin').click();
	await second.getByLabel('Ends').fill('2026-01-01T00:00');
	await second.getByRole('button', { name: 'Move this one' }).click();
	await expect(page.getByText('The end comes after the start: give a later one.')).toBeVisible();
});

test('the monthly website maintenance: measured, ticked, completed, kept', async ({ launch, page }) => {
	test.slow();
	const application = await launch();
	await enter(page, application);
	await page.getByRole('link', { name: 'Monthly website maintenance' }).click();
	await expectFine(page, 'monthly-empty');
	await page.getByRole('button', { name: 'Begin with this month' }).click();
	await expect(page.getByRole('status')).toContainText('It is held each month, due on day 15.');
	const restore = page.getByRole('group', { name: 'Restore test' });
	await expect(restore).toContainText('Gatehouse itself has no backup of its own data yet.');
	const updates = page.getByRole('group', { name: 'Updates' });
	await updates.getByRole('radio', { name: 'Done' }).check();
	await updates.getByLabel('Note').fill('All of them.');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('8 of 9 points are open.')).toBeVisible();
	await expectFine(page, 'monthly');
	await page.getByRole('button', { name: 'Save and complete the month' }).click();
	await expect(page.getByRole('status')).toHaveText('The month is completed.');
	await page.getByText(/, completed/).click();
	await expect(page.getByText('All of them.')).toBeVisible();
	await expectFine(page, 'monthly-past');
});
