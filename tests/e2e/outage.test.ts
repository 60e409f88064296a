/** The watch's main story: a real target turns into a gateway's 502, the page says so, the target heals, the page says that. */
import type { ServerResponse } from 'node:http';
import { webServer, type WebServer } from '../support/servers/http.ts';
import { rowsOf } from '../support/stored.ts';
import { expect, test } from './story.ts';

const BAD_GATEWAY =
	'<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
/** Everything as quick as the config file lets it be; the days are UTC, which the seconds below count on. */
const QUICK = `page: { title: Acme Status, timezone: UTC }
defaults: { every: 1s, timeout: 900ms, confirm: 2, recover: 2, retry: 1s }
incidents: { auto: publish, after: 1s }
reference: []
`;
/** A check a second, and the page counts whole seconds, rounded down. */
const RESOLUTION_MS = 2_000;

/** A shop that works or does not, with a log of what it answered and when. */
function shop() {
	let isWell = true;
	const log: { at: number; isWell: boolean }[] = [];
	return {
		answer(_: unknown, response: ServerResponse) {
			log.push({ at: Date.now(), isWell });
			response.setHeader('content-type', 'text/html');
			if (isWell) response.end('<!doctype html><title>Shop</title>Add to cart');
			else response.writeHead(502, { server: 'nginx' }).end(BAD_GATEWAY);
		},
		turn: (next: boolean) => (isWell = next),
		/** From its first bad answer to the next good one. */
		downtimeMs() {
			const first = log.findIndex((one) => !one.isWell);
			const healed = log.slice(first).find((one) => one.isWell);
			return (healed?.at ?? NaN) - (log[first]?.at ?? NaN);
		}
	};
}

/** Milliseconds that a text names: `down for 1 minute 12 seconds`. */
function downtimeIn(text: string): number {
	const UNIT: Record<string, number> = { second: 1_000, minute: 60_000, hour: 3_600_000 };
	const [, said = ''] = /[Dd]own for ((?:\d+ \w+ ?)+)/.exec(text) ?? [];
	return [...said.matchAll(/(\d+) (second|minute|hour)/g)].reduce(
		(sum, [, number, unit]) => sum + Number(number) * (UNIT[unit ?? ''] ?? 0),
		0
	);
}

interface Summary {
	status: { indicator: string };
	components: { name: string; status: string }[];
	incidents: { name: string; status: string }[];
}
const summaryOf = async (origin: string) =>
	(await (await fetch(`${origin}/api/v2/summary.json`)).json()) as Summary;

test.describe('an outage', () => {
	let target: WebServer;
	let state: ReturnType<typeof shop>;

	test.beforeEach(async () => {
		state = shop();
		target = await webServer(state.answer);
	});
	test.afterEach(() => target[Symbol.asyncDispose]());

	const config = () => `${QUICK}monitors: [{ key: shop, name: Shop, type: http, url: "${target.url}/" }]\n`;

	test('shows on the page with its incident, and so does its end; the day counts what the target counts', async ({
		launch,
		page
	}) => {
		const app = await launch({ config: config() });
		const banner = page.getByRole('heading', { level: 1 });
		await expect(async () => {
			await page.goto(app.origin);
			await expect(banner).toHaveText('All systems operational', { timeout: 500 });
		}).toPass();

		state.turn(false);
		await expect(async () => {
			await page.goto(app.origin);
			await expect(banner).toHaveText(/^Shop is down/, { timeout: 500 });
			await expect(page.getByRole('link', { name: 'Shop is down' }).first()).toBeVisible({ timeout: 500 });
		}).toPass();
		await expect(page.getByText('We noticed this ourselves').first()).toBeVisible();
		const during = await summaryOf(app.origin);
		expect(during.components).toMatchObject([{ name: 'Shop', status: 'major_outage' }]);
		expect(during.incidents).toMatchObject([{ name: 'Shop is down', status: 'investigating' }]);
		await page.getByRole('link', { name: 'Shop is down' }).first().click();
		await expect(page.getByRole('heading', { level: 1 })).toContainText('Shop is down');

		// long enough for whole seconds to mean something
		await page.waitForTimeout(4_000);
		state.turn(true);
		await expect(async () => {
			expect(await summaryOf(app.origin)).toMatchObject({ status: { indicator: 'none' }, incidents: [] });
		}).toPass();
		await page.goto(app.origin);
		await expect(banner).toHaveText('All systems operational');
		const recent = page.getByRole('link', { name: 'Shop is down' }).first();
		await expect(recent).toBeVisible();
		await recent.click();
		await expect(page.getByText(/This is over\. It lasted \d+ seconds\./)).toBeVisible();

		await page.goto(`${app.origin}/components/shop`);
		const row = page.getByRole('row').filter({ hasText: 'down for' }).first();
		await page.getByText('Every day as a table').click();
		const counted = downtimeIn(await row.innerText());
		expect(Math.abs(counted - state.downtimeMs())).toBeLessThanOrEqual(RESOLUTION_MS);
	});

	test('in whose middle the process is killed goes on: same start, no second incident, the gap unknown', async ({
		launch,
		page
	}) => {
		const app = await launch({ config: config() });
		await expect(async () =>
			expect((await summaryOf(app.origin)).components[0]?.status).toBe('operational')
		).toPass();
		state.turn(false);
		await expect(async () => expect((await summaryOf(app.origin)).incidents).toHaveLength(1)).toPass();
		const before = rowsOf(app.dataDir);
		expect(before.outages).toHaveLength(1);
		expect(await app.kill('SIGKILL')).toBeNull();
		const killedAt = Date.now();
		await page.waitForTimeout(4_000);
		await app.restart();
		const backAt = Date.now();
		await expect(async () => {
			await page.goto(app.origin);
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Shop is down/, { timeout: 500 });
			expect(rowsOf(app.dataDir).stretches.at(-1)?.verdict).toBe('down');
		}).toPass();
		const after = rowsOf(app.dataDir);
		expect(after.outages).toEqual(before.outages);
		expect(after.incidents).toEqual(before.incidents);
		expect(after.stretches.map(({ verdict }) => verdict).slice(-3)).toEqual(['down', 'unknown', 'down']);
		const gap = after.stretches.at(-2);
		expect(gap?.startedAt).toBeGreaterThan(killedAt - 7_000);
		expect(gap?.startedAt).toBeLessThanOrEqual(killedAt);
		expect(gap?.endedAt).toBeGreaterThan(killedAt + 3_000);
		expect(gap?.endedAt).toBeLessThan(backAt + 10_000);

		state.turn(true);
		await expect(async () => expect((await summaryOf(app.origin)).incidents).toEqual([])).toPass();
		expect(rowsOf(app.dataDir).incidents).toHaveLength(1);
		expect(await app.kill()).toBe(0);
	});
});
