/** A config file that goes wrong while the app runs: every fault is named with its line, the last good one stays in force. */
import { writeFileSync } from 'node:fs';
import { webServer } from '../support/servers/http.ts';
import { expect, test } from './story.ts';

const FIVE_FAULTS = `page: { title: Acme Status, timezone: Europe/Berln }
monitors:
  - key: shop
    name: Shop
    type: http
    url: not an address
    evry: 1s
  - { key: shop, name: Twin, type: tcp, host: db.example, port: 5432 }
  - { key: pay, name: Payments, type: carrier-pigeon }
`;

interface Readiness {
	status: string;
	checks: { configuration: string };
}
const readiness = async (origin: string) => {
	const answer = await fetch(`${origin}/readyz`);
	return { code: answer.status, ...((await answer.json()) as Readiness) };
};

test('five faults are all listed with their lines, the last good file stays in force, and a mended one takes over', async ({
	launch,
	page
}) => {
	await using target = await webServer((_, response) => response.end('fine'));
	const good = (name: string) =>
		`page: { title: Acme Status, timezone: UTC }
defaults: { every: 1s, timeout: 900ms, confirm: 2, retry: 1s }
reference: []
monitors: [{ key: shop, name: ${name}, type: http, url: "${target.url}/" }]
`;
	const app = await launch({ config: good('Shop') });
	await expect.poll(async () => (await readiness(app.origin)).status).toBe('ok');

	writeFileSync(app.configFile, FIVE_FAULTS);
	await expect.poll(async () => (await readiness(app.origin)).status, { timeout: 20_000 }).toBe('degraded');
	// it still does its work: no reason to be taken out of service
	expect(await readiness(app.origin)).toMatchObject({
		code: 200,
		checks: { configuration: 'has faults; the last good one is in force' }
	});
	const line = app
		.logs()
		.split('\n')
		.find((one) => one.includes('The config file has faults'));
	const { faults } = JSON.parse(line ?? '{}') as { faults: string[] };
	expect(faults.map((fault) => Number(/:(\d+):\d+ /.exec(fault)?.[1]))).toEqual([1, 6, 7, 8, 9]);
	expect(faults.join('\n')).toContain('every');
	await page.goto(app.origin);
	await expect(page.getByText('Shop', { exact: true }).first()).toBeVisible();
	await expect(page.getByText('Twin')).toHaveCount(0);
	const asked = target.asked.length;
	await expect.poll(() => target.asked.length).toBeGreaterThan(asked + 1);

	writeFileSync(app.configFile, good('Our shop'));
	await expect.poll(async () => (await readiness(app.origin)).status, { timeout: 20_000 }).toBe('ok');
	await page.goto(app.origin);
	await expect(page.getByText('Our shop', { exact: true }).first()).toBeVisible();
});

test('SIGHUP reads the file again', async ({ launch }) => {
	await using target = await webServer((_, response) => response.end('fine'));
	const config = `monitors: [{ key: shop, name: Shop, type: http, url: "${target.url}/", every: 1s, timeout: 900ms }]\n`;
	const app = await launch({ config });
	const taken = () => app.logs().split('The configuration was read again').length - 1;
	expect(taken()).toBe(0);
	app.signal('SIGHUP');
	await expect.poll(taken).toBe(1);
	app.signal('SIGHUP');
	await expect.poll(taken).toBe(2);
	expect((await readiness(app.origin)).status).toBe('ok');
});

test('a second copy on the same data says so and goes', async ({ launch }) => {
	const app = await launch();
	await expect(launch({ settings: { DATA_DIR: app.dataDir } })).rejects.toThrow(
		/Another Gatehouse already runs on/
	);
	expect((await readiness(app.origin)).status).toBe('ok');
});
