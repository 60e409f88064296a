/** kill -9 at ten random points between publication and the last delivery: everybody gets everything, and nothing twice. */
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createApp } from '../../../src/lib/server/app.ts';
import { readSettings } from '../../../src/lib/server/settings.ts';
import * as channels from '../../../src/lib/server/stores/channels.ts';
import * as notices from '../../../src/lib/server/stores/notices.ts';
import { temporaryFolder } from '../../support/database.ts';
import { mailServer } from '../../support/servers/mail.ts';
import { webServer } from '../../support/servers/http.ts';
import { teamNotice } from '../../support/team-notices.ts';

const SUBSCRIBERS = 40;
const KILLS = 10;
const HOUSE = path.resolve('tests/support/house-process.ts');

test('every recipient has every message, and one that drops repeated ids sees none twice', async () => {
	await using mail = await mailServer();
	const hooked: string[] = [];
	await using hook = await webServer((asked, response) => {
		hooked.push(String(asked.headers['webhook-id']));
		response.writeHead(204).end();
	});
	const folder = temporaryFolder();
	const env = {
		DATA_DIR: folder,
		SMTP_URL: mail.url,
		MAIL_FROM: 'status@acme.example',
		LOG_LEVEL: 'silent',
		GATEHOUSE_CONFIG: path.join(folder, 'gatehouse.yaml')
	};
	writeFileSync(env.GATEHOUSE_CONFIG, 'monitors: []\nreference: []\n');

	// Published by a process that does not deliver: three updates, and an outage that began and ended.
	const app = await createApp(readSettings({ ...env, ROLE: 'web' }));
	await app.start();
	const { database, desk, sealer } = app;
	const [page] = app.roster().facts.pages;
	const { workspaceId = '', id: pageId = '' } = page ?? {};
	const at = app.clock.now();
	await database.client.subscriber.createMany({
		data: Array.from({ length: SUBSCRIBERS }, (_, index) => ({
			id: `s${index}`,
			workspaceId,
			pageId,
			kind: 'email',
			address: `s${index}@example.org`,
			createdAt: new Date(at),
			confirmedAt: new Date(at)
		}))
	});
	const settings = { url: `${hook.url}/hook` };
	const fields = { key: 'hook', kind: 'webhook', name: 'Hook', settings, rules: {}, isManaged: false };
	await channels.save(database.client, workspaceId, fields, sealer, 'hook', at);
	const trace = () => ({ workspaceId, at: app.clock.now(), actor: 'ada', address: null });
	const { id } = await desk.incidents.open(trace(), {
		title: 'Shop is down',
		status: 'investigating',
		message: 'We look into it.',
		components: {},
		draft: false,
		notify: true
	});
	for (const status of ['identified', 'resolved'] as const) {
		await desk.incidents.update(trace(), id, {
			status,
			message: `It is ${status}.`,
			components: {},
			notify: true
		});
	}
	for (const name of ['a', 'b', 'c', 'd']) {
		const document = teamNotice('certificate-expiring', name);
		const owed = { id: `n-${name}`, workspaceId, event: name, recipient: 'channel:hook', channelId: 'hook' };
		await database.transaction((tx) => notices.owe(tx, { ...owed, document, at }));
	}
	const owed = await database.client.notice.count({ where: { state: 'owed' } });
	expect(owed).toBe(3 * SUBSCRIBERS + 4);
	await app.stop();

	const received = () => mail.taken.length + hooked.length;
	for (let kill = 0; kill < KILLS; kill += 1) {
		// Each time a few more arrive before it is killed, in the middle of whatever it does then.
		const enough = received() + 1 + Math.floor(Math.random() * (owed / KILLS));
		const house = fork(HOUSE, { env: { ...process.env, ...env }, stdio: 'ignore' });
		const gone = new Promise((resolve) => house.once('exit', resolve));
		while (received() < enough && house.exitCode === null) {
			await new Promise((resolve) => setImmediate(resolve));
		}
		house.kill('SIGKILL');
		await gone;
	}
	const last = await createApp(readSettings(env));
	await last.start();
	await expect
		.poll(() => last.database.client.notice.count({ where: { state: { not: 'sent' } } }), {
			timeout: 120_000
		})
		.toBe(0);
	await last.stop();

	for (let index = 0; index < SUBSCRIBERS; index += 1) {
		const mine = mail.taken.filter(({ to }) => to.includes(`s${index}@example.org`));
		const seen = new Map(mine.map(({ parsed }) => [parsed.messageId, parsed.text ?? '']));
		const texts = [...seen.values()].map((text) => /We look|identified|resolved/.exec(text)?.[0]);
		expect(texts).toEqual(['We look', 'identified', 'resolved']);
	}
	expect(new Set(hooked)).toEqual(new Set(['n-a', 'n-b', 'n-c', 'n-d']));
}, 300_000);
