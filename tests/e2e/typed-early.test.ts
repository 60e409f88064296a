import { expect, test } from './story.ts';

test('what is typed before the script is there stays', async ({ launch, page }) => {
	const app = await launch();
	const link = app.logs().match(/http\S+\/setup\?token=\S+/)?.[0] ?? '';
	const { promise: scripts, resolve: release } = Promise.withResolvers<null>();
	await page.route('**/*.js', async (route) => {
		await scripts;
		await route.continue();
	});
	await page.goto(link, { waitUntil: 'commit' });
	await page.getByLabel('Name').fill('Ada');
	await page.getByLabel('Mail address').fill('ada@acme.example');
	release(null);
	await page.waitForLoadState('networkidle');
	// The script is at work now: a form that it takes over is sent without leaving the page.
	await expect(page.getByLabel('Name')).toHaveValue('Ada');
	await expect(page.getByLabel('Mail address')).toHaveValue('ada@acme.example');
	await page.getByLabel('Password').fill('correct horse battery');
	await page.getByRole('button', { name: 'Make the owner' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/needs you/i);
});
