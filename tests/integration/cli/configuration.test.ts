/** Export and import on the command line: what goes out comes in as the same, also beside a running Gatehouse. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { dispatch } from '../../../src/cli/gatehouse/dispatch.ts';
import { createApp } from '../../../src/lib/server/app.ts';
import { readSettings } from '../../../src/lib/server/settings.ts';
import { FakeClock } from '../../support/clock.ts';
import { NOON, temporaryFolder } from '../../support/database.ts';
import { EXAMPLE_ENV, EXAMPLE_WITHOUT_BROWSER } from '../../unit/config/example.ts';

const NOWHERE = { GATEHOUSE_CONFIG: '', LOG_LEVEL: 'silent', PORT: '1' };

async function run(dataDir: string, args: string[], env: Record<string, string> = {}) {
	const [out, err]: [string[], string[]] = [[], []];
	const terminal = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
	const code = await dispatch(args, { ...terminal, env: { ...NOWHERE, DATA_DIR: dataDir, ...env } });
	return { code, said: out.join('\n'), complained: err.join('\n') };
}

function fileWith(text: string): string {
	const file = path.join(temporaryFolder(), 'some.yaml');
	writeFileSync(file, text);
	return file;
}

async function started(dataDir: string, env: Record<string, string> = {}) {
	const clock = new FakeClock(NOON);
	const app = await createApp(readSettings({ ...NOWHERE, DATA_DIR: dataDir, ...env }), clock);
	await app.start();
	return { app, clock };
}

describe('a configuration', () => {
	it('exported, imported into an empty instance and exported again is the same file', async () => {
		const [first, second, third] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
		const example = fileWith(EXAMPLE_WITHOUT_BROWSER);
		const imported = await run(first, ['import', example], EXAMPLE_ENV);
		expect([imported.code, imported.complained]).toEqual([0, '']);
		const once = (await run(first, ['export'])).said;
		expect(once).toContain('shop.acme.example');
		await run(second, ['import', fileWith(once)]);
		expect((await run(second, ['export'])).said).toBe(once);

		const { app } = await started(third);
		await app.stop();
		expect((await run(third, ['export'])).said).toContain('key: gatehouse');
		await run(third, ['import', fileWith(once)]);
		expect((await run(third, ['export'])).said).toBe(once);
		const again = await started(third);
		await again.app.stop();
		expect((await run(third, ['export'])).said).toBe(once);
	});

	it('comes out as it stands in the config file in use, too', async () => {
		const dataDir = temporaryFolder();
		const env = { ...EXAMPLE_ENV, GATEHOUSE_CONFIG: fileWith(EXAMPLE_WITHOUT_BROWSER) };
		for (const [name, value] of Object.entries(EXAMPLE_ENV)) vi.stubEnv(name, value);
		onTestFinished(() => void vi.unstubAllEnvs());
		const { app } = await started(dataDir, env);
		await app.stop();
		const out = (await run(dataDir, ['export'], env)).said;
		const elsewhere = temporaryFolder();
		await run(elsewhere, ['import', fileWith(out)]);
		expect((await run(elsewhere, ['export'])).said).toBe(out);
	});

	it('goes into a file that others do not read', async () => {
		const dataDir = temporaryFolder();
		await run(dataDir, ['import', fileWith(EXAMPLE_WITHOUT_BROWSER)], EXAMPLE_ENV);
		const target = path.join(dataDir, 'out.yaml');
		expect((await run(dataDir, ['export', '--out', target])).code).toBe(0);
		expect(statSync(target).mode & 0o777).toBe(0o600);
		expect(readFileSync(target, 'utf8').trimEnd()).toBe((await run(dataDir, ['export'])).said);
	});
});

describe('an import', () => {
	const BLOG =
		'page: { title: Blogs, timezone: Europe/Berlin }\nretention: { checks: 3d }\nreference: []\nmonitors: [{ key: blog, name: Blog, type: tcp, host: 127.0.0.1, port: 9 }]';

	it('is noticed by a Gatehouse that runs, and stays over restarts and can be changed by hand', async () => {
		const dataDir = temporaryFolder();
		const { app, clock } = await started(dataDir);
		await clock.advance(2_000);
		expect((await run(dataDir, ['import', fileWith(BLOG)])).code).toBe(0);
		await clock.advance(3_000);
		const keys = () => app.roster().facts.monitors.map(({ key, isManaged }) => `${key} ${isManaged}`);
		await expect.poll(keys).toEqual(['blog false']);
		expect(app.snapshot('localhost')?.page.title).toBe('Blogs');
		await app.stop();
		const again = await started(dataDir);
		expect(again.app.roster().facts.pages[0]).toMatchObject({ title: 'Blogs', isManaged: false });
		await again.app.stop();
	});

	it('with faults changes nothing and says all of them', async () => {
		const dataDir = temporaryFolder();
		const bad = await run(dataDir, ['import', fileWith('monitors: [{ key: X }]\npage: 7')]);
		expect(bad.code).toBe(1);
		expect(bad.complained.split('\n').length).toBeGreaterThan(3);
		expect(bad.complained).toContain('Nothing was imported.');
	});

	it('does not touch what a config file manages', async () => {
		const dataDir = temporaryFolder();
		const env = { GATEHOUSE_CONFIG: fileWith(BLOG) };
		const { app } = await started(dataDir, env);
		await app.stop();
		const other = BLOG.replace('name: Blog', 'name: Another');
		const refused = await run(dataDir, ['import', fileWith(other)], env);
		expect([refused.code, refused.complained]).toEqual([1, expect.stringContaining('the monitor "blog"')]);
		const beside = await run(dataDir, ['import', fileWith(other.replace('key: blog', 'key: wiki'))], env);
		expect([beside.code, beside.said]).toEqual([
			0,
			expect.stringContaining('stay as the config file in use says')
		]);
		expect((await run(dataDir, ['export'], env)).said).toContain('key: wiki');
	});
});

describe('what stands in for a configuration', () => {
	const first = (dataDir: string, env: Record<string, string> = {}) =>
		started(dataDir, env).then(async ({ app }) => {
			const found = app
				.roster()
				.facts.monitors.map(({ key, target, isManaged }) => ({ key, target, isManaged }));
			await app.stop();
			return found;
		});

	it('follows our address, gives way to a file, and does not come back after that', async () => {
		const dataDir = temporaryFolder();
		expect(await first(dataDir)).toMatchObject([
			{ key: 'gatehouse', isManaged: false, target: { url: 'http://127.0.0.1:1/healthz' } }
		]);
		expect(await first(dataDir, { PORT: '2' })).toMatchObject([
			{ target: { url: 'http://127.0.0.1:2/healthz' } }
		]);
		const file = fileWith(
			'reference: []\nmonitors: [{ key: blog, name: Blog, type: tcp, host: 127.0.0.1, port: 9 }]'
		);
		expect(await first(dataDir, { GATEHOUSE_CONFIG: file })).toMatchObject([
			{ key: 'blog', isManaged: true }
		]);
		expect(await first(dataDir)).toMatchObject([{ key: 'blog', isManaged: false }]);
	});

	it('is theirs who change it', async () => {
		const dataDir = temporaryFolder();
		const { app } = await started(dataDir);
		const [{ workspaceId = '' } = {}] = app.roster().facts.pages;
		const trace = { workspaceId, at: NOON, actor: 'a test', address: null };
		const { entry } = app.desk.monitors.entry(workspaceId, 'gatehouse') ?? {};
		await app.desk.monitors.change(trace, 'gatehouse', { ...entry, name: 'Mine' }, {});
		await app.stop();
		expect(await first(dataDir, { PORT: '2' })).toMatchObject([
			{ target: { url: 'http://127.0.0.1:1/healthz' } }
		]);
	});
});
