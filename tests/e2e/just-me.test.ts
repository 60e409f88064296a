/** "Is it just me?": the visitor's own browser beside our checks, whichever of them fails. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, expectAccessible, test } from './story.ts';

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

/** A service whose page and whose picture fail each on their own. */
async function service(): Promise<{ origin: string; broken: Set<string>; server: Server }> {
	const broken = new Set<string>();
	const server = createServer((request, response) => {
		const path = request.url?.split('?')[0] ?? '/';
		if (broken.has(path)) response.writeHead(502).end('Bad Gateway');
		else if (path === '/logo.svg') response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(PICTURE);
		else response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Shop</h1>');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, broken, server };
}

test.describe('with a service of its own', () => {
	test.use({ expectedComplaints: [/status of 502/] });

	test('tells only you, everybody and nobody apart, and counts who is affected', async ({ page, launch }) => {
		const shop = await service();
		const { origin } = await launch({
			config: `
page: { title: Acme Status }
monitors:
  - { key: shop, name: Shop, type: http, url: "${shop.origin}/", every: 1s, confirm: 1, recover: 1, public_url: "${shop.origin}/logo.svg" }
  - { key: quiet, name: Quiet, type: http, url: "${shop.origin}/", every: 1s }
incidents: { auto: off, after: 2m }
reference: []
`
		});
		await expect
			.poll(async () => (await page.request.get(`${origin}/api/v2/check-me`)).json())
			.toMatchObject({
				components: [
					{ key: 'shop', ours: 'well', url: `${shop.origin}/logo.svg` },
					{ key: 'quiet', url: null }
				]
			});
		await page.goto(origin);
		const button = page.getByRole('button', { name: 'Is it just me?' });
		const told = page.getByRole('status').filter({ hasText: 'Tried from your own browser' });
		await button.click();
		await expect(told).toContainText('It works from your browser, and our checks find it well.');
		await expect(told).not.toContainText('Quiet');
		await expectAccessible(page);

		shop.broken.add('/logo.svg');
		await button.click();
		await expect(told).toContainText('It looks as if it were only you');
		await told.getByText('Open a private window').click();
		await expect(told).toContainText('Press Ctrl, Shift and N');
		await expect(told.getByRole('link', { name: 'For other devices' }).first()).toBeVisible();
		await expectAccessible(page);

		shop.broken.add('/');
		await expect
			.poll(async () => JSON.stringify(await (await page.request.get(`${origin}/api/v2/check-me`)).json()))
			.toContain('"ours":"failing"');
		await button.click();
		await expect(told).toContainText('It is not only you: our checks fail as well.');
		await told.getByRole('button', { name: 'I am affected' }).click();
		await expect(told).toContainText('Thank you. The team sees how many you are.');
		shop.server.close();
	});
});
