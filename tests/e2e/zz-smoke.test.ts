import { expect, test } from './story.ts';
test('starts', async ({ launch, page }) => {
	const app = await launch();
	await page.goto(app.origin);
	await expect(page.locator('body')).toBeVisible();
	expect(await app.kill('SIGKILL')).toBe(null);
	await app.restart();
	await page.goto(app.origin);
	expect(await app.kill()).toBe(0);
});
test('complains', async ({ launch, page }) => {
	test.fail();
	const app = await launch();
	await page.goto(app.origin);
	await page.evaluate(() => console.error('no'));
});
