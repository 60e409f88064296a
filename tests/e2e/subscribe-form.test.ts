/** The form to subscribe and the pages behind links, as plain programs and browsers without scripts meet them. */
import { loadSecret, createSealer } from '../../src/lib/server/secret.ts';
import { createLinks } from '../../src/lib/server/subscribers/links.ts';
import type { Application } from '../support/application.ts';
import { withStoreOf } from '../support/people.ts';
import { expect, expectAccessible, test } from './story.ts';

// long stories: a busy machine gets the time they take
test.describe.configure({ timeout: 180_000 });

const config = `
page: { title: Acme Status, groups: [{ key: web, name: Website }] }
reference: []
monitors: []
components:
  - { key: shop, name: Shop, group: web }
  - { key: phone, name: Phone support }
`;
/** A mail server that nobody needs here: what is sent is another story. */
const settings = { SMTP_URL: 'smtp://127.0.0.1:9' };

const post = (address: string, fields: Record<string, string> | [string, string][], headers = {}) =>
	fetch(address, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams(fields) });

async function tokenOf(application: Application, address: string): Promise<string> {
	const id = await withStoreOf(application, async ({ client }) => {
		const row = await client.subscriber.findFirstOrThrow({ where: { address } });
		return row.id;
	});
	return createLinks(createSealer(loadSecret(application.dataDir, null)), {
		origin: '',
		basePath: ''
	}).tokenOf(id);
}

const standing = (application: Application, address: string) =>
	withStoreOf(application, async ({ client }) => {
		const row = await client.subscriber.findFirstOrThrow({
			where: { address },
			include: { components: true }
		});
		return {
			isConfirmed: row.confirmedAt !== null,
			isStopped: row.stoppedAt !== null,
			follows: row.components.length
		};
	});

test('a plain form is enough, and says by its status how it went', async ({ launch }) => {
	const application = await launch({ config, settings });
	const address = `${application.origin}/subscribe`;
	const asked = await post(address, [
		['email', 'Ada@Acme.example'],
		['component', 'shop'],
		['component', 'phone']
	]);
	expect(asked.status).toBe(200);
	expect(await asked.text()).toContain('Look into your mail');
	expect(await standing(application, 'ada@acme.example')).toEqual({
		isConfirmed: false,
		isStopped: false,
		follows: 2
	});

	const foreign = await post(address, { email: 'eve@acme.example' }, { origin: 'https://elsewhere.example' });
	expect(foreign.status).toBe(200);
	const faults: [Record<string, string>, string][] = [
		[{ email: 'nobody' }, 'Type a mail address'],
		[{}, 'Type a mail address'],
		[{ email: 'ada@acme.example\r\nBcc: eve@acme.example' }, 'Type a mail address'],
		[{ email: 'ada@acme.example', component: 'nothing' }, 'Choose among the components'],
		[{ webhook: 'ftp://acme.example/' }, 'Type the whole address'],
		[{ webhook: 'https://user:pass@acme.example/' }, 'cannot be kept']
	];
	for (const [fields, sentence] of faults) {
		const answer = await post(address, fields);
		expect([answer.status, (await answer.text()).includes(sentence)], JSON.stringify(fields)).toEqual([
			400,
			true
		]);
	}
	expect((await fetch(address)).status).toBe(200);
});

test('known, new and tired addresses get the same answer, to the letter', async ({ launch }) => {
	const application = await launch({ config, settings });
	const address = `${application.origin}/subscribe`;
	await post(address, { email: 'ada@acme.example' });
	await post(`${address}/${await tokenOf(application, 'ada@acme.example')}`, {});
	expect((await standing(application, 'ada@acme.example')).isConfirmed).toBe(true);
	const answers: string[] = [];
	const times: number[] = [];
	for (const email of ['ada@acme.example', 'new@acme.example', 'ada@acme.example', 'ada@acme.example']) {
		const before = performance.now();
		const answer = await post(address, { email });
		times.push(performance.now() - before);
		answers.push(`${answer.status} ${(await answer.text()).replaceAll(/builtAt:\d+/g, '')}`);
	}
	expect(new Set(answers).size).toBe(1);
	expect(Math.min(...times)).toBeGreaterThan(149);
});

test('a network that asks too much is told to wait, also after a restart', async ({ launch }) => {
	const application = await launch({ config, settings });
	const address = `${application.origin}/subscribe`;
	for (let one = 0; one < 10; one += 1) {
		expect((await post(address, { email: `p${one}@acme.example` })).status).toBe(200);
	}
	await application.restart();
	const answer = await post(address, { email: 'p10@acme.example' });
	expect(answer.status).toBe(429);
	expect(await answer.text()).toMatch(/try again in \d+ minutes/);
});

test('without a mail server it says what is missing, and the feeds stay', async ({ launch, page }) => {
	const application = await launch({ config });
	await page.goto(`${application.origin}/subscribe`);
	await expect(page.getByText('set SMTP_URL')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Subscribe by mail' })).toHaveCount(0);
	await expect(page.getByRole('main').getByRole('link', { name: 'RSS' })).toBeVisible();
	const answer = await post(`${application.origin}/subscribe`, { email: 'ada@acme.example' });
	expect([answer.status, (await answer.text()).includes('SMTP_URL')]).toEqual([503, true]);
});

test('a link shows and changes nothing; the press behind it does, for everybody who holds it', async ({
	launch
}) => {
	const application = await launch({ config, settings });
	const ada = 'ada@acme.example';
	await post(`${application.origin}/subscribe`, { email: ada, component: 'shop' });
	const link = `${application.origin}/subscribe/${await tokenOf(application, ada)}`;
	for (const method of ['GET', 'HEAD', 'GET']) {
		for (const address of [link, `${link}/leave`]) {
			const shown = await fetch(address, { method });
			expect(shown.status).toBe(200);
			expect(shown.headers.get('cache-control')).toBe('no-store');
		}
	}
	expect(await standing(application, ada)).toEqual({ isConfirmed: false, isStopped: false, follows: 1 });
	expect((await post(link, {})).status).toBe(200);
	expect(await standing(application, ada)).toEqual({ isConfirmed: true, isStopped: false, follows: 1 });
	expect((await post(link, { choice: '1' })).status).toBe(200);
	expect(await standing(application, ada)).toEqual({ isConfirmed: true, isStopped: false, follows: 0 });

	const forged = `${application.origin}/subscribe/someone.${'A'.repeat(43)}`;
	for (const address of [forged, `${forged}/leave`]) {
		expect((await fetch(address)).status).toBe(404);
		expect((await post(address, {})).status).toBe(404);
	}
});

for (const [how, init] of [
	[
		'as RFC 8058 has it',
		{ body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
	],
	['as multipart', { body: multipart() }],
	[
		'from another site',
		{
			body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
			headers: { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' }
		}
	],
	[
		'with an opaque origin',
		{
			body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
			headers: { origin: 'null', accept: 'text/html' }
		}
	],
	['without a body', {}]
] satisfies [string, RequestInit][]) {
	test(`the mail program's own button leaves, ${how}`, async ({ launch }) => {
		const application = await launch({ config, settings });
		const ada = 'ada@acme.example';
		await post(`${application.origin}/subscribe`, { email: ada });
		const link = `${application.origin}/subscribe/${await tokenOf(application, ada)}`;
		await post(link, {});
		const answer = await fetch(`${link}/leave`, { method: 'POST', redirect: 'manual', ...init });
		expect(answer.status).toBe(200);
		expect((await standing(application, ada)).isStopped).toBe(true);
	});
}

function multipart(): FormData {
	const form = new FormData();
	form.set('List-Unsubscribe', 'One-Click');
	return form;
}

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });
	test('from a component to the form, and from a link to leaving and back', async ({ launch, page }) => {
		const application = await launch({ config, settings });
		await page.goto(`${application.origin}/components/shop`);
		await page.getByRole('link', { name: 'Get updates about Shop' }).click();
		await expect(page.getByRole('checkbox', { name: 'Shop' }).first()).toBeChecked();
		await expect(page.getByRole('checkbox', { name: 'Phone support' }).first()).not.toBeChecked();
		await page.getByLabel('Mail address').fill('ada@acme.example');
		await page.getByRole('button', { name: 'Subscribe by mail' }).click();
		await expect(page.getByText('Look into your mail')).toBeVisible();

		await page.goto(`${application.origin}/subscribe/${await tokenOf(application, 'ada@acme.example')}`);
		await page.getByRole('button', { name: 'Confirm' }).click();
		await expect(page.getByText('Confirmed: you hear from now on.')).toBeVisible();
		await page.getByRole('link', { name: 'Leave: get no more messages' }).click();
		await page.getByRole('button', { name: 'Send me nothing more' }).click();
		await expect(page.getByRole('heading', { name: 'You get no more messages' })).toBeVisible();
		await page.getByRole('link', { name: 'Come back' }).click();
		await page.getByRole('button', { name: 'Subscribe again' }).click();
		await expect(page.getByRole('heading', { name: 'Your subscription' })).toBeVisible();
		expect(await standing(application, 'ada@acme.example')).toEqual({
			isConfirmed: true,
			isStopped: false,
			follows: 1
		});
	});
});

test('axe finds nothing on any of these pages', async ({ launch, page }) => {
	const application = await launch({ config, settings });
	await post(`${application.origin}/subscribe`, { email: 'ada@acme.example' });
	const link = `/subscribe/${await tokenOf(application, 'ada@acme.example')}`;
	for (const width of [1280, 390]) {
		await page.setViewportSize({ width, height: 844 });
		for (const path of ['/subscribe', '/subscribe?component=shop', link, `${link}/leave`]) {
			await page.goto(application.origin + path);
			await expectAccessible(page);
		}
	}
	await post(`${application.origin}${link}`, {});
	for (const path of [link, `${link}/leave`]) {
		await page.goto(application.origin + path);
		await expectAccessible(page);
	}
});
