/** Group 2: how many readers the page serves, beside `node:http` with the same bytes, and what a first visit costs. */
import autocannon from 'autocannon';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { request } from 'undici';
import { startChild } from './child.ts';
import { configOf, many } from './configurations.ts';
import type { Figure } from './figures.ts';
import { writeHistory } from './history.ts';
import { serve } from './served.ts';
import { firstVisit } from './visit.ts';

const HOUR_MS = 3_600_000;
const READERS = 32;
const SECONDS = 3;
const HEADERS = { 'accept-encoding': 'br' };

async function requestsPerSecond(url: string): Promise<number> {
	const { requests, errors, non2xx } = await autocannon({
		url,
		connections: READERS,
		duration: SECONDS,
		headers: HEADERS
	});
	if (errors + non2xx > 0) throw new Error(`${errors + non2xx} requests to ${url} failed.`);
	return requests.average;
}

/** The page with so many components and ninety days, cold and warm. */
async function pageWith(count: number, say: (line: string) => void): Promise<Figure[]> {
	say(`page: ${count} components with ninety days …`);
	const dataDir = mkdtempSync(path.join(tmpdir(), 'gatehouse-bench-'));
	try {
		const configFile = path.join(dataDir, 'gatehouse.yaml');
		// nothing listens there: what is measured is reading, and a check an hour disturbs nobody
		const config = configOf(many(count, '1h', 'http://127.0.0.1:9'), { confirm: 20, retry: '1h' });
		writeFileSync(configFile, config);
		await writeHistory({ dataDir, config, everyMs: HOUR_MS, checksKeptMs: HOUR_MS, now: Date.now() });
		await using app = await serve(dataDir, configFile);
		const coldAt = performance.now();
		const cold = await fetch(app.url, { headers: HEADERS });
		await cold.arrayBuffer();
		const coldMs = performance.now() - coldAt;
		const { bytes, headers } = await wire(app.url);
		await using plain = await startChild('bare-page.ts');
		const port = await plain.ask<number>('serve', bytes.toString('base64'), headers);
		const bareUrl = `http://127.0.0.1:${port}/`;
		const bare = await requestsPerSecond(bareUrl);
		const own = await requestsPerSecond(`${app.url}/`);
		const figures: Figure[] = [
			{
				group: 'page',
				name: `${count} components: requests per second, warm`,
				value: own,
				unit: '/s',
				bare,
				aim: { kind: 'share-at-least', value: 0.5 }
			},
			{ group: 'page', name: `${count} components: first request, cold`, value: coldMs, unit: 'ms' },
			{
				group: 'page',
				name: `${count} components: the page alone, compressed`,
				value: bytes.length / 1_000,
				unit: 'KB'
			}
		];
		if (count === 100) figures.push(...(await visited(app.url, say)));
		return figures;
	} finally {
		rmSync(dataDir, { recursive: true, force: true });
	}
}

async function visited(url: string, say: (line: string) => void): Promise<Figure[]> {
	say('page: a first visit in a browser …');
	const visit = await firstVisit(url);
	if (!visit) {
		say('page: no browser was found, so that the first visit is left out.');
		return [];
	}
	const of = (name: string, value: number, unit: string, most: number): Figure => ({
		group: 'page',
		name: `first visit, 100 components: ${name}`,
		value,
		unit,
		aim: { kind: 'at-most', value: most }
	});
	return [
		of('compressed', visit.bytes / 1_000, 'KB', 100),
		of('requests', visit.requests, '', 12),
		of('largest paint', visit.largestPaintMs, 'ms', 500)
	];
}

/** The page as it is sent, without undoing its compression. */
async function wire(url: string): Promise<{ bytes: Buffer; headers: Record<string, string> }> {
	const { body, headers } = await request(url, { headers: HEADERS });
	const kept = Object.entries(headers).filter(
		([name]) => !/^(connection|keep-alive|date|content-length|transfer-encoding)$/.test(name)
	);
	return {
		bytes: Buffer.from(await body.arrayBuffer()),
		headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
	};
}

export async function benchPage(say: (line: string) => void): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const count of [10, 100, 500]) figures.push(...(await pageWith(count, say)));
	return figures;
}
