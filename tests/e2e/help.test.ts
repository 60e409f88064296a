/** The pages that explain errors: the cheat sheet, the 502 at length, the guides, and the reason of what is pasted. */
import { expect, expectAccessible, test } from './story.ts';

// long stories: a busy machine gets the time they take
test.describe.configure({ timeout: 180_000 });

const CONFIG = 'page: { title: Acme Status }\nreference: []\n';

test('the cheat sheet is searched, and leads to the 502 and its guides', async ({ page, launch }) => {
	const { origin: url } = await launch({ config: CONFIG });
	await page.goto(url);
	await page.getByRole('link', { name: 'Error pages explained' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'HTTP status codes' })).toBeVisible();
	await page.getByRole('searchbox', { name: 'Find a number, a name or a word' }).fill('bad gate');
	await expect(page.getByRole('status').filter({ hasText: 'One code for “bad gate”' })).toBeVisible();
	await page.getByRole('link', { name: '502 Bad Gateway' }).click();
	await expect(page.getByRole('heading', { level: 2, name: 'What a visitor can do' })).toBeVisible();
	await expect(page.getByRole('list', { name: 'The way of a request that ends in a 502' })).toContainText(
		'Origin: fails'
	);
	await expect(page.getByText('The page ends as nginx ends its own.')).toBeVisible();
	await page.getByRole('link', { name: 'How to do that' }).last().click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Ask another resolver');
});

test('what is pasted is told the reason of, and can be corrected', async ({ page, launch }) => {
	const { origin: url } = await launch({ config: CONFIG });
	await page.goto(`${url}/help/diagnose`);
	const box = page.getByRole('textbox', { name: 'What you see' });
	await box.fill(
		'<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.27.1</center></body></html>'
	);
	await page.getByRole('button', { name: 'Tell me why' }).click();
	const found = page.getByRole('status').filter({ hasText: 'Who failed' });
	await expect(found).toContainText(
		'The front door of this service answers, but the server behind it does not.'
	);
	await expect(found).toContainText('Who failed: the server behind the gateway');
	await expect(found).toContainText('written by nginx');
	await expect(found.getByRole('link', { name: 'All about 502' })).toBeVisible();
	await expect(box).toHaveValue(/nginx\/1\.27\.1/);
	await box.fill('net::ERR_CONNECTION_REFUSED');
	await page.getByRole('button', { name: 'Tell me why' }).click();
	await expect(found).not.toContainText('nginx');
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });
	test('both forms work', async ({ page, launch }) => {
		const { origin: url } = await launch({ config: CONFIG });
		await page.goto(`${url}/help/http-status`);
		await page.getByRole('searchbox').fill('522');
		await page.getByRole('button', { name: 'Find' }).click();
		await expect(page.getByText('One code for “522”')).toBeVisible();
		await page.goto(`${url}/help/diagnose`);
		await page.getByRole('textbox').fill('HTTP/1.1 504 Gateway Timeout');
		await page.getByRole('button', { name: 'Tell me why' }).click();
		await expect(page.getByRole('link', { name: 'All about 504' })).toBeVisible();
	});
});

test.describe('a stranger', () => {
	test.use({ expectedComplaints: [/status of 404/] });
	test('is told of numbers that nobody uses', async ({ page, launch }) => {
		const { origin: url } = await launch({ config: CONFIG });
		for (const path of ['/help/http-status/600', '/help/http-status/5020', '/help/how-to/fly']) {
			expect((await page.goto(url + path))?.status(), path).toBe(404);
		}
	});
});

for (const theme of ['light', 'dark'] as const) {
	test(`${theme}: axe finds nothing`, async ({ page, launch }) => {
		await page.emulateMedia({ colorScheme: theme });
		const { origin: url } = await launch({ config: CONFIG });
		for (const path of [
			'/help/http-status',
			'/help/http-status/502',
			'/help/http-status/429',
			'/help/diagnose',
			'/help/how-to/change-dns'
		]) {
			for (const width of [1280, 390]) {
				await page.setViewportSize({ width, height: 900 });
				await page.goto(url + path);
				await expectAccessible(page);
			}
		}
	});
}
