/** What a browser makes of a feed, and what a feed reader is sent; asked of the built app. */
import { expect, test } from './story.ts';

const config = `
page: { title: Acme Status }
reference: []
monitors: []
components: [{ key: phone, name: Phone support }]
maintenance:
  - { key: patch, title: Patching, message: Short breaks., starts: 2020-01-01T02:00, duration: 1h, repeat: FREQ=DAILY, components: [phone] }
`;

for (const [address, type] of [
	['/history.rss', 'application/rss+xml'],
	['/history.atom', 'application/atom+xml']
] as const) {
	test(`${address} opened in a browser is a page of text, without markup`, async ({ launch, page }) => {
		const app = await launch({ config });
		await page.goto(app.origin + address);
		await expect(page.locator('title').first()).toHaveCSS('display', 'block');
		await expect(page.getByText('Affected: Phone support').first()).toBeVisible();
		await expect(page.getByText('<p>').first()).toBeHidden();
		const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect(width).toBeLessThanOrEqual(0);
	});

	test(`${address} keeps its own type for whoever is no browser`, async ({ launch, request }) => {
		const app = await launch({ config });
		const reader = await request.get(app.origin + address, { headers: { accept: `${type}, */*;q=0.1` } });
		expect(reader.headers()).toMatchObject({
			'content-type': `${type}; charset=utf-8`,
			vary: expect.stringMatching(/accept/i)
		});
	});
}
