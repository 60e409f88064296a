/** A visitor subscribes, confirms by the mail's link, hears of an incident, and leaves: with a real mail server. */
import type { ParsedMail } from 'mailparser';
import { Webhook } from 'standardwebhooks';
import { apiOf } from '../support/keys.ts';
import { askAs, PASSWORD, settlePeople } from '../support/people.ts';
import { webServer } from '../support/servers/http.ts';
import { mailServer, type MailServer } from '../support/servers/mail.ts';
import { expect, test } from './story.ts';

const config = `
page: { title: Acme Status, timezone: Europe/Berlin, groups: [{ key: web, name: Website }] }
reference: []
monitors: []
components:
  - { key: shop, name: Shop, group: web }
  - { key: phone, name: Phone support }
`;

const linkIn = (mail: ParsedMail | undefined, after: string) =>
	new RegExp(`${after}: (http\\S+)`).exec(mail?.text ?? '')?.[1] ?? '';
const headerOf = (mail: ParsedMail | undefined, name: string) =>
	mail?.headerLines.find(({ key }) => key === name)?.line.replace(/^[^:]+:\s*/, '') ?? '';
const to = (server: MailServer, address: string) => server.taken.filter((mail) => mail.to.includes(address));

test('from the page to the mail and back: once each, by link and by the mail program', async ({
	launch,
	page
}) => {
	await using server = await mailServer();
	const application = await launch({
		config,
		settings: { SMTP_URL: server.url, MAIL_FROM: 'Acme <status@acme.example>' }
	});
	const call = await apiOf(application);
	const [ada, eve] = ['ada@acme.example', 'eve@acme.example'];

	await page.goto(`${application.origin}/components/shop`);
	await page.getByRole('link', { name: 'Get updates about Shop' }).click();
	await page.getByLabel('Mail address').fill(ada);
	await page.getByRole('button', { name: 'Subscribe by mail' }).click();
	await expect(page.getByText('Look into your mail')).toBeVisible();
	await expect.poll(() => to(server, ada).length).toBe(1);
	const question = to(server, ada)[0]?.parsed;
	expect(question?.subject).toBe('[Acme Status] Confirm your subscription');
	expect(question?.text).toContain('of Shop');
	await page.goto(linkIn(question, 'Confirm'));
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(page.getByText('Confirmed: you hear from now on.')).toBeVisible();

	await page.goto(`${application.origin}/subscribe`);
	await page.getByLabel('Mail address').fill(eve);
	await page.getByRole('button', { name: 'Subscribe by mail' }).click();
	await expect.poll(() => to(server, eve).length).toBe(1);
	await page.goto(linkIn(to(server, eve)[0]?.parsed, 'Confirm'));
	await page.getByRole('button', { name: 'Confirm' }).click();

	const opened = await call('POST', '/incidents', {
		title: 'Shop is <down> & out',
		message: 'Payments **fail**. <script>alert(1)</script>',
		components: { shop: 'major_outage' }
	});
	expect(opened.status).toBe(201);
	const { id } = opened.body as { id: string };
	await expect.poll(() => [to(server, ada).length, to(server, eve).length]).toEqual([2, 2]);
	const first = to(server, ada)[1];
	expect(first?.to).toEqual([ada]);
	expect(first?.parsed).toMatchObject({
		subject: '[Acme Status] Investigating: Shop is <down> & out',
		from: { text: '"Acme" <status@acme.example>' },
		to: { text: ada }
	});
	expect(headerOf(first?.parsed, 'auto-submitted')).toBe('auto-generated');
	expect(headerOf(first?.parsed, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
	expect(String(first?.parsed.html)).toContain('<strong>fail</strong>');
	expect(String(first?.parsed.html)).not.toContain('<script');
	expect(first?.parsed.text).toContain('Affected: Shop (down)');

	await call('POST', `/incidents/${id}/updates`, { status: 'investigating', message: 'Still looking.' });
	await call('POST', `/incidents/${id}/updates`, { status: 'identified', message: 'A cable.' });
	await expect.poll(() => to(server, ada).length).toBe(3);
	const second = to(server, ada)[2]?.parsed;
	expect(second?.text).toContain('A cable.');
	expect(second?.inReplyTo).toBe(first?.parsed.messageId);
	expect([second?.references].flat()).toEqual([first?.parsed.messageId]);
	expect(second?.messageId).not.toBe(first?.parsed.messageId);

	const unsubscribe =
		/<(http[^>]+)>/.exec(headerOf(second, 'list-unsubscribe').replace(/\s+/g, ''))?.[1] ?? '';
	const oneClick = await fetch(unsubscribe, {
		method: 'POST',
		redirect: 'manual',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: 'List-Unsubscribe=One-Click'
	});
	expect(oneClick.status).toBe(200);
	await page.goto(linkIn(to(server, eve)[2]?.parsed, 'Leave'));
	await page.getByRole('button', { name: 'Send me nothing more' }).click();
	await expect(page.getByRole('heading', { name: 'You get no more messages' })).toBeVisible();

	await call('POST', `/incidents/${id}/updates`, { status: 'resolved', message: 'Mended.' });
	await page.waitForFunction(async () =>
		(await (await fetch('/api/v2/incidents.json')).text()).includes('Mended')
	);
	expect([to(server, ada).length, to(server, eve).length]).toEqual([3, 3]);
});

test('an endpoint that a member gave agrees by itself, and gets what Statuspage posts', async ({
	launch
}) => {
	await using endpoint = await webServer(({ body }, response) => {
		const { verification } = JSON.parse(body) as { verification?: { challenge: string } };
		response.end(verification?.challenge ?? '');
	});
	const application = await launch({ config });
	const call = await apiOf(application);
	const owner = await askAs(application, 'owner');
	const asked = await owner('POST', '/admin/subscribers?/add', { address: `${endpoint.url}/hook` });
	expect(asked.text).toContain('is asked, and hears nothing before it has agreed');
	await expect.poll(() => endpoint.asked.length).toBe(1);
	await expect
		.poll(async () => (await owner('GET', '/admin/subscribers?standing=active')).text)
		.toContain(`${endpoint.url}/hook`);

	const kinds = () => endpoint.asked.map(({ body }) => Object.keys(JSON.parse(body) as object)[2]).sort();
	await call('POST', '/incidents', {
		title: 'Shop is down',
		message: 'We look into it.',
		components: { shop: 'major_outage' }
	});
	await expect.poll(kinds).toEqual(['component_update', 'incident', 'verification']);
	const bodies = endpoint.asked.map(({ body }) => JSON.parse(body) as Record<string, object>);
	expect(bodies.find((one) => 'component_update' in one)).toMatchObject({
		component_update: { old_status: 'operational', new_status: 'major_outage' },
		component: { name: 'Shop', status: 'major_outage' },
		page: { status_indicator: 'major' }
	});
	const secret = (bodies[0]?.['verification'] as { secret: string }).secret;
	for (const { body, headers } of endpoint.asked) {
		expect(() => new Webhook(secret).verify(body, headers as Record<string, string>)).not.toThrow();
	}
});

test('an address that never takes mail is stopped, and the team sees why', async ({ launch, page }) => {
	await using server = await mailServer({
		recipient: (address) =>
			address.startsWith('gone') ? { code: 550, words: '5.1.1 No such box here' } : null
	});
	const application = await launch({ config, settings: { SMTP_URL: server.url } });
	await settlePeople(application);
	await page.goto(`${application.origin}/subscribe`);
	await page.getByLabel('Mail address').fill('gone@acme.example');
	await page.getByRole('button', { name: 'Subscribe by mail' }).click();
	await expect(page.getByText('Look into your mail')).toBeVisible();

	await page.goto(`${application.origin}/login`);
	await page.getByLabel('Mail address').fill('owner@acme.example');
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(page).toHaveURL(/\/admin$/);
	await expect(async () => {
		await page.goto(`${application.origin}/admin/subscribers?standing=stopped`);
		await expect(page.getByText('No such box here')).toBeVisible({ timeout: 2_000 });
	}).toPass();
});
