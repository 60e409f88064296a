/** axe on every page, in both themes, wide and narrow; and a walk through the page by keyboard alone. */
import type { SampleOptions } from '../support/snapshot.ts';
import { expect, expectAccessible, test } from './gallery.ts';

// long stories: a busy machine gets the time they take
test.describe.configure({ timeout: 180_000 });

const PAGES: [story: SampleOptions, paths: string[]][] = [
	[
		{ story: 'outage', components: 30 },
		['/', '/history', '/incidents/checkout-down', '/incidents/shop-down', '/components/service-1']
	],
	[{ story: 'maintenance' }, ['/', '/maintenance/patch-now']],
	[{ story: 'hostile' }, ['/', '/incidents/checkout-down', '/components/service-2']],
	[{ story: 'no-data', isGrouped: false }, ['/', '/components/service-1']],
	[{ components: 0 }, ['/']]
];

for (const theme of ['light', 'dark'] as const) {
	for (const [story, paths] of PAGES) {
		test(`${theme}: axe finds nothing on ${paths.join(', ')} of ${JSON.stringify(story)}`, async ({
			page,
			show
		}) => {
			await page.emulateMedia({ colorScheme: theme });
			const origin = await show(story);
			for (const path of paths) {
				await page.setViewportSize({ width: 1280, height: 900 });
				await page.goto(origin + path);
				await expectAccessible(page);
				await page.setViewportSize({ width: 390, height: 844 });
				await expectAccessible(page);
			}
		});
	}
}

test.describe('a fault', () => {
	test.use({ expectedComplaints: [/status of (?:404|500)/] });
	test('is accessible as well', async ({ page, show }) => {
		const origin = await show({ story: 'outage' });
		for (const path of ['/nothing', '/components/nothing', '/components/broken']) {
			await page.goto(origin + path);
			await expectAccessible(page);
		}
	});
});

test('an open day is accessible', async ({ page, show }) => {
	await page.goto(await show({ story: 'outage' }));
	await page.getByRole('slider', { name: 'Checkout, day by day' }).focus();
	await expect(page.locator('.panel')).toBeVisible();
	await expectAccessible(page);
});

test('a keyboard reaches everything in the order it is read, and always shows where it is', async ({
	page,
	show
}) => {
	await page.goto(await show({ story: 'outage', components: 30 }));
	const walked: string[] = [];
	for (let step = 0; step < 13; step += 1) {
		await page.keyboard.press('Tab');
		const { name, outline } = await page.evaluate(() => {
			const focused = document.activeElement as HTMLElement;
			const label =
				focused.getAttribute('aria-label') ?? focused.getAttribute('placeholder') ?? focused.innerText;
			return { name: label.trim().split('\n')[0] ?? '', outline: getComputedStyle(focused).outlineStyle };
		});
		walked.push(name);
		expect(outline, `around “${name}”`).toBe('solid');
	}
	expect(walked).toEqual([
		'Skip to the content',
		'Acme Status',
		'History',
		'Get updates',
		'Checkout is down',
		'Checkout',
		'1 earlier update',
		'Find a service',
		'Only what is not well',
		'Website',
		'Shop',
		'Shop, day by day',
		'Checkout'
	]);
});

test('the first key leads past the header', async ({ page, show }) => {
	await page.goto(await show({ story: 'outage' }));
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: 'Checkout is down' }).first()).toBeFocused();
});

test('nothing moves for who asked for less motion', async ({ page, show }) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await page.goto(await show({ story: 'outage' }));
	const moving = await page.evaluate(
		() =>
			[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration !== '0s')
				.length
	);
	expect(moving).toBe(0);
});
