/** A member asks for messages in a browser; an outage arrives there, sealed, and the browser shows it. */
import { webServer } from '../support/servers/http.ts';
import { KEYS, unsealed, webPush } from '../support/stand-ins/web-push.ts';
import { run } from '../support/stand-ins/stand-in.ts';
import { expect, expectAccessible, test } from './story.ts';

const QUICK = `defaults: { every: 1s, timeout: 900ms, confirm: 2, recover: 2, retry: 1s }
reference: []
`;

test('from the button to the notification', async ({ launch, page, context }) => {
	let isWell = true;
	await using shop = await webServer((_, response) => response.writeHead(isWell ? 200 : 503).end('shop'));
	let publicKey = '';
	await using service = await run({ accept: (asked) => webPush(publicKey).accept(asked) });
	const monitor = `monitors: [{ key: shop, name: Shop, type: http, url: "${shop.url}/" }]\n`;
	const app = await launch({ config: QUICK + monitor });

	await page.goto(app.logs().match(/http\S+\/setup\?token=\S+/)?.[0] ?? '');
	await page.getByLabel('Name').fill('Ada');
	await page.getByLabel('Mail address').fill('ada@acme.example');
	await page.getByLabel('Password').fill('correct horse battery');
	await page.getByRole('button', { name: 'Make the owner' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/needs you/i);

	// The push service of the browser's maker is out of reach here; ours stands in, with keys of its own.
	await context.grantPermissions(['notifications'], { origin: app.origin });
	await page.addInitScript(
		([endpoint, keys]) => {
			PushManager.prototype.getSubscription = () => Promise.resolve(null);
			PushManager.prototype.subscribe = (options) => {
				sessionStorage.setItem('key', String(options?.applicationServerKey));
				return Promise.resolve({ toJSON: () => ({ endpoint, keys }) } as unknown as PushSubscription);
			};
		},
		[`${service.url}/push/hush`, KEYS] as const
	);
	await page.goto(`${app.origin}/admin/account`);
	await page.getByRole('button', { name: 'Tell me in this browser' }).click();
	await expect(page.getByText('This browser shows messages from now on.')).toBeVisible();
	await expect(page.getByText(/^Chrome on Linux, ada@acme\.example$/)).toBeVisible();
	publicKey = await page.evaluate(() => sessionStorage.getItem('key') ?? '');
	for (const [width, colorScheme] of [
		[1280, 'light'],
		[390, 'dark']
	] as const) {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width, height: 900 });
		await expectAccessible(page);
		expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
			0
		);
		if (process.env['SCREENSHOTS'])
			await page.screenshot({ path: `${process.env['SCREENSHOTS']}/account-${width}.png`, fullPage: true });
	}

	isWell = false;
	await expect.poll(() => service.asked.length, { timeout: 30_000 }).toBeGreaterThan(0);
	expect(service.faults).toEqual([]);
	const data = unsealed(service.asked[0]?.bytes ?? Buffer.alloc(0));
	expect((JSON.parse(data) as { title: string }).title).toContain('Shop');

	// The browser's own end: what arrived is shown, and a second copy of it is the same notification.
	const session = await context.newCDPSession(page);
	const registrationId = new Promise<string>((resolve) => {
		session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
			const [ours] = registrations.filter(({ scopeURL }) => scopeURL.startsWith(app.origin));
			if (ours) resolve(ours.registrationId);
		});
	});
	await session.send('ServiceWorker.enable');
	const pushed = { origin: app.origin, registrationId: await registrationId, data };
	const shown = () =>
		page.evaluate(async () => {
			const registration = await navigator.serviceWorker.ready;
			const all = await registration.getNotifications();
			return all.map(({ title, body, tag }) => ({ title, body, tag }));
		});
	await session.send('ServiceWorker.deliverPushMessage', pushed);
	await expect.poll(async () => (await shown()).length).toBe(1);
	expect((await shown())[0]?.title).toContain('Shop');
	await session.send('ServiceWorker.deliverPushMessage', pushed);
	await expect.poll(async () => (await shown()).length).toBe(1);

	await page.getByRole('button', { name: /^Take away Chrome on Linux/ }).click();
	await expect(page.getByText('That browser is told nothing any more.')).toBeVisible();
});
