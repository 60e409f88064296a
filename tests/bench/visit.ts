/** A first visit in a real browser: how much comes over the wire, in how many requests, and when the page is there. */
import { chromium } from 'playwright-core';
import { findBrowser, launchOptions } from '../support/browser.ts';

export interface Visit {
	requests: number;
	/** Bodies as they were sent, compressed. */
	bytes: number;
	largestPaintMs: number;
}

/** Long enough for everything that comes by itself. */
const SETTLED_MS = 1_500;

/** @returns one visit, the best of three, each with nothing remembered; null where there is no browser */
export async function firstVisit(url: string): Promise<Visit | null> {
	const found = await findBrowser();
	if (!found) return null;
	const browser = await chromium.launch(launchOptions(found));
	try {
		const visits: Visit[] = [];
		for (let round = 0; round < 3; round += 1) {
			const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
			const page = await context.newPage();
			const session = await context.newCDPSession(page);
			await session.send('Network.enable');
			let [requests, bytes] = [0, 0];
			session.on('Network.loadingFinished', ({ encodedDataLength }) => {
				requests += 1;
				bytes += encodedDataLength;
			});
			await page.goto(url, { waitUntil: 'load' });
			await page.waitForTimeout(SETTLED_MS);
			const largestPaintMs = await page.evaluate(
				() =>
					new Promise<number>((resolve) => {
						new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
							type: 'largest-contentful-paint',
							buffered: true
						});
					})
			);
			visits.push({ requests, bytes, largestPaintMs });
			await context.close();
		}
		return visits.sort((a, b) => a.largestPaintMs - b.largestPaintMs)[0] ?? null;
	} finally {
		await browser.close();
	}
}
