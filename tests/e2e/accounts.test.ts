import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './story.ts';

const EMAIL = 'ada@acme.example';
const PASSWORD = 'correct horse battery';
const WIDTHS = [1280, 390];

/** RFC 6238 with an app's usual choices: SHA-1, six digits, thirty seconds. */
function codeFor(secret: string): string {
	const bits = [...secret.replaceAll(' ', '')]
		.map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
		.join('');
	const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
	const mac = createHmac('sha1', key).update(counter).digest();
	return String((mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const setupLink = (logs: string) => logs.match(/http\S+\/setup\?token=\S+/)?.[0] ?? '';

/** The page at both widths, held against axe, without anything to scroll sideways to. */
async function expectFine(page: Page, name: string): Promise<void> {
	for (const width of WIDTHS) {
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

async function becomeOwner(page: Page, logs: string): Promise<void> {
	await page.goto(setupLink(logs));
	await page.getByLabel('Name').fill('Ada');
	await page.getByLabel('Mail address').fill(EMAIL);
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Make the owner' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/needs you/i);
}

async function signIn(page: Page): Promise<void> {
	await page.getByLabel('Mail address').fill(EMAIL);
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Sign in' }).click();
}

test.describe('from the console to the second factor', () => {
	test.use({ expectedComplaints: [/status of 40[03]/] });

	test('setup, home, sign out, sign in, second factor', async ({ launch, page }) => {
		const app = await launch();
		await page.goto(setupLink(app.logs()));
		await expectFine(page, 'setup');
		await page.getByLabel('Name').fill('Ada');
		await page.getByLabel('Mail address').fill(EMAIL);
		await page.getByLabel('Password').evaluate((field) => field.removeAttribute('minlength'));
		await page.getByLabel('Password').fill('short');
		await page.getByRole('button', { name: 'Make the owner' }).click();
		await expect(page.getByText(/has at least 10 characters/)).toBeVisible();
		await expect(page.getByLabel('Mail address')).toHaveValue(EMAIL);
		await becomeOwner(page, app.logs());
		await expectFine(page, 'home');

		const closed = await page.request.get(setupLink(app.logs()));
		expect(closed.status()).toBe(403);

		await page.getByRole('button', { name: 'Sign out' }).click();
		await expect(page.getByText('You are signed out.')).toBeVisible();
		await expectFine(page, 'login');
		await page.goto(`${app.origin}/admin/audit`);
		await expect(page).toHaveURL(/\/login\?next=/);
		await signIn(page);
		await expect(page.getByRole('heading', { name: 'Audit log' })).toBeVisible();
		await expect(page.getByText('owner.first')).toBeVisible();
		await expectFine(page, 'audit');

		await page.getByRole('link', { name: 'Your account' }).click();
		await expectFine(page, 'account');
		await page.getByRole('region', { name: 'Second factor' }).getByLabel('Password').fill(PASSWORD);
		await page.getByRole('button', { name: 'Set it up' }).click();
		const secret =
			(await page
				.getByText(/^Secret:/)
				.locator('code')
				.textContent()) ?? '';
		await expectFine(page, 'second-factor');
		await page.getByLabel('Code').fill(codeFor(secret));
		await page.getByRole('button', { name: 'Switch it on' }).click();
		await expect(page.getByText(/It is on/)).toBeVisible();

		await page.getByRole('button', { name: 'Sign out' }).click();
		await signIn(page);
		await expect(page.getByRole('heading', { name: 'Second step' })).toBeVisible();
		await expectFine(page, 'code');
		await page.goto(`${app.origin}/admin`);
		await expect(page).toHaveURL(/\/login\?next=/);
		await signIn(page);
		await page.getByLabel('Code').fill('000000');
		await page.getByRole('button', { name: 'Sign in' }).click();
		await expect(page.getByText(/That code is not right/)).toBeVisible();
		await page.getByLabel('Code').fill(codeFor(secret));
		await page.getByRole('button', { name: 'Sign in' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(/needs you/i);
	});
});

test('invites, makes a key, and loses no text when a session ends', async ({ launch, page, browser }) => {
	const app = await launch();
	await becomeOwner(page, app.logs());
	await page.getByRole('link', { name: 'Members' }).click();
	await page.getByLabel('Mail address').fill('ed@acme.example');
	await page.getByLabel('As').selectOption('editor');
	await page.getByRole('button', { name: 'Invite' }).click();
	const link = (await page.getByText(/\/join\?token=/).textContent()) ?? '';
	await expectFine(page, 'members');

	const other = await browser.newContext();
	const ed = await other.newPage();
	await ed.goto(link);
	await expectFine(ed, 'join');
	await ed.getByLabel('Your name').fill('Ed');
	await ed.getByLabel('Password').fill(PASSWORD);
	await ed.getByRole('button', { name: 'Join' }).click();
	await expect(ed.getByRole('heading', { level: 1 })).toHaveText(/needs you/i);
	await expect(ed.getByRole('link', { name: 'Members' })).toHaveCount(0);
	const refused = await ed.goto(`${app.origin}/admin/keys`);
	expect(refused?.status()).toBe(403);
	await other.close();

	await page.getByRole('link', { name: 'API keys' }).click();
	await page.getByLabel('Name').fill('deploys of the shop');
	await page.getByLabel('all: everything below').check();
	await page.context().clearCookies();
	await page.getByRole('button', { name: 'Make the key' }).click();
	await expect(page).toHaveURL(/\/login\?next=/);
	await signIn(page);
	await expect(page.getByText('What you had typed is here again.')).toBeVisible();
	await expect(page.getByLabel('Name')).toHaveValue('deploys of the shop');
	await page.getByRole('button', { name: 'Make the key' }).click();
	await expect(page.getByText(/^ghk_[\w-]{43}$/)).toBeVisible();
	await expectFine(page, 'keys');
});

test('signs in with a passkey, which takes no password', async ({ launch, page }) => {
	const app = await launch();
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('WebAuthn.enable');
	await devtools.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true
		}
	});
	await becomeOwner(page, app.logs());
	await page.getByRole('link', { name: 'Your account' }).click();
	const passkeys = page.getByRole('region', { name: 'Passkeys' });
	await passkeys.getByLabel('Name of the passkey').fill('my laptop');
	await passkeys.getByLabel('Password').fill(PASSWORD);
	await passkeys.getByRole('button', { name: 'Add a passkey' }).click();
	await passkeys.getByRole('button', { name: 'Make the passkey' }).click();
	await expect(passkeys.getByText('my laptop', { exact: true })).toBeVisible();
	await expectFine(page, 'passkeys');

	await page.getByRole('button', { name: 'Sign out' }).click();
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/needs you/i);

	await page.getByRole('link', { name: 'Your account' }).click();
	await page.getByRole('button', { name: 'Remove my laptop' }).click();
	await expect(page.getByText('The passkey is removed')).toBeVisible();
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false, expectedComplaints: [/status of 400/] });

	test('the doors and the rail work', async ({ launch, page }) => {
		const app = await launch();
		await becomeOwner(page, app.logs());
		await page.getByRole('link', { name: 'API keys' }).click();
		await page.getByLabel('Name').fill('deploys');
		await page.getByRole('button', { name: 'Make the key' }).click();
		await expect(page.getByText('Choose at least one.')).toBeVisible();
		await expect(page.getByLabel('Name')).toHaveValue('deploys');
		await page.getByRole('button', { name: 'Sign out' }).click();
		await expect(page.getByText('You are signed out.')).toBeVisible();
	});
});
