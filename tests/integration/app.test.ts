/** The whole house on a real clock: one owner, and a store that another program holds while people read the page. */
import BetterSqlite from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createApp } from '../../src/lib/server/app.ts';
import type { App } from '../../src/lib/server/gatehouse.ts';
import { readSettings } from '../../src/lib/server/settings.ts';
import { temporaryFolder } from '../support/database.ts';
import { webServer } from '../support/servers/http.ts';

const PATIENCE = { timeout: 20_000, interval: 50 };

async function started(folder: string, config: string): Promise<App> {
	const configFile = path.join(folder, 'gatehouse.yaml');
	writeFileSync(configFile, config);
	const app = await createApp(
		readSettings({ DATA_DIR: folder, GATEHOUSE_CONFIG: configFile, LOG_LEVEL: 'silent', PORT: '1' })
	);
	await app.start();
	return app;
}

const fileFor = (url: string) =>
	`defaults: { every: 1s, timeout: 900ms, confirm: 2, recover: 2, retry: 1s }
incidents: { auto: publish, after: 0s }
reference: []
monitors: [{ key: shop, name: Shop, type: http, url: "${url}" }]`;
const shop = (app: App) => app.snapshot('localhost')?.groups[0]?.components[0];

describe('the app', () => {
	it('goes on watching and answering while the store is held, says so, and recovers alone', async () => {
		let status = 200;
		await using target = await webServer((_, response) => response.writeHead(status).end('fine'));
		const folder = temporaryFolder();
		const app = await started(folder, fileFor(target.url));
		onTestFinished(() => app.stop());
		await vi.waitFor(() => expect(shop(app)?.status).toBe('operational'), PATIENCE);
		expect((await app.health()).status).toBe('ok');

		const other = new BetterSqlite(path.join(folder, 'gatehouse.db'), { timeout: 5_000 });
		other.exec('BEGIN IMMEDIATE');
		status = 502;
		await vi.waitFor(() => expect(shop(app)?.status).toBe('major_outage'), PATIENCE);
		await vi.waitFor(async () => expect((await app.health()).database.isWritable).toBe(false), PATIENCE);
		expect((await app.health()).status).toBe('degraded');
		expect((await app.health()).scheduler.isTicking).toBe(true);
		const asked = target.asked.length;
		await vi.waitFor(() => expect(target.asked.length).toBeGreaterThan(asked + 2), PATIENCE);

		other.exec('ROLLBACK');
		other.close();
		await vi.waitFor(async () => expect((await app.health()).status).toBe('ok'), PATIENCE);
		await vi.waitFor(
			() => expect(app.snapshot('localhost')?.incidents.map(({ title }) => title)).toEqual(['Shop is down']),
			PATIENCE
		);
		const reader = new BetterSqlite(path.join(folder, 'gatehouse.db'), { readonly: true });
		const outages = reader.prepare('SELECT count(*) FROM Outage').pluck();
		const checks = reader.prepare('SELECT count(*) FROM "Check"').pluck();
		expect(outages.get()).toBe(1);
		await vi.waitFor(() => expect(checks.get()).toBeGreaterThanOrEqual(asked), PATIENCE);
		reader.close();
	}, 90_000);

	it('refuses a folder that another one owns, and gives it back when it stops', async () => {
		await using target = await webServer((_, response) => response.end('fine'));
		const folder = temporaryFolder();
		const app = await started(folder, fileFor(target.url));
		await expect(started(folder, fileFor(target.url))).rejects.toThrow(/Another Gatehouse already runs on/);
		await app.stop();
		const next = await started(folder, fileFor(target.url));
		await next.stop();
	}, 60_000);

	it('that stops in the middle of a probe takes the broken-off check for nothing', async () => {
		let isHanging = false;
		await using target = await webServer((_, response) => {
			if (!isHanging) response.end('fine');
		});
		const folder = temporaryFolder();
		const config = fileFor(target.url)
			.replace('timeout: 900ms', 'timeout: 60s')
			.replace('confirm: 2', 'confirm: 1');
		const app = await started(folder, config);
		await vi.waitFor(() => expect(shop(app)?.status).toBe('operational'), PATIENCE);
		isHanging = true;
		const asked = target.asked.length;
		await vi.waitFor(() => expect(target.asked.length).toBeGreaterThan(asked), PATIENCE);
		await app.stop();
		const reader = new BetterSqlite(path.join(folder, 'gatehouse.db'), { readonly: true });
		expect(reader.prepare('SELECT DISTINCT outcome FROM "Check"').pluck().all()).toEqual([0]);
		expect(reader.prepare('SELECT verdict FROM Stretch').pluck().all()).toEqual(['up']);
		reader.close();
	}, 60_000);

	it('remembers over a reload what it knew, and takes over what changed', async () => {
		await using target = await webServer((_, response) => response.writeHead(502).end('bad'));
		const folder = temporaryFolder();
		const app = await started(folder, fileFor(target.url));
		onTestFinished(() => app.stop());
		await vi.waitFor(() => expect(shop(app)?.status).toBe('major_outage'), PATIENCE);
		const since = shop(app)?.since;
		writeFileSync(
			path.join(folder, 'gatehouse.yaml'),
			fileFor(target.url).replace('name: Shop', 'name: Our shop')
		);
		await app.reload();
		// the page is drawn anew as often as its cost allows, so the next look may still see the one before
		await vi.waitFor(() => expect(shop(app)?.name).toBe('Our shop'), PATIENCE);
		expect(shop(app)).toMatchObject({ name: 'Our shop', status: 'major_outage', since });
		writeFileSync(path.join(folder, 'gatehouse.yaml'), 'monitors: 7');
		await app.reload();
		expect(shop(app)).toMatchObject({ name: 'Our shop', status: 'major_outage', since });
		expect((await app.health()).configuration.faults).toBeGreaterThan(0);
	}, 60_000);
});
