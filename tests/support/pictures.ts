/**
 * Draws the pictures that are committed: `node tests/support/pictures.ts` after a build. The README's shows the sample page
 * with one thing down; those in static/ are what link previews show of the gate as it stands.
 */
import { readFileSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { findBrowser, launchOptions } from './browser.ts';
import { startGallery } from './gallery.ts';

const PREVIEW = { width: 1200, height: 630 };

async function drawReadmePicture(browser: Browser): Promise<void> {
	await using gallery = await startGallery({ story: 'outage' });
	const page = await browser.newPage({
		viewport: { width: 1100, height: 1000 },
		timezoneId: 'Europe/Berlin',
		locale: 'en-GB'
	});
	await page.goto(gallery.origin, { waitUntil: 'networkidle' });
	const bars = page.getByRole('slider', { name: 'Checkout, day by day' });
	const { width = 0, height = 0 } = (await bars.boundingBox()) ?? {};
	await bars.hover({ position: { x: width - 1, y: height / 2 } });
	await page.screenshot({ path: 'docs/images/status-page.png' });
	await page.close();
}

async function drawPreview(browser: Browser, posture: string): Promise<void> {
	const mark = readFileSync(`static/gate-${posture}.svg`).toString('base64');
	const page = await browser.newPage({ viewport: PREVIEW });
	await page.setContent(
		`<body style="margin:0;height:100vh;display:grid;place-items:center;background:#fbfaf8">
			<img style="height:62vh" src="data:image/svg+xml;base64,${mark}">`
	);
	await page.screenshot({ path: `static/gate-${posture}.png` });
	await page.close();
}

const found = await findBrowser();
if (!found) throw new Error('There is no browser here: "npm test" finds or installs one.');
const browser = await chromium.launch(launchOptions(found));
await drawReadmePicture(browser);
for (const posture of ['raised', 'lowering', 'lowered']) await drawPreview(browser, posture);
await browser.close();
