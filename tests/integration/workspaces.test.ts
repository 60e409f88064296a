/** Another workspace beside the operator's: taken over without a restart, and kept away from private addresses. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createApp } from '../../src/lib/server/app.ts';
import { openWorkspace } from '../../src/lib/server/auth/workspace-of-own.ts';
import * as people from '../../src/lib/server/auth/people.ts';
import { probeFor } from '../../src/lib/server/probes/index.ts';
import { readSettings } from '../../src/lib/server/settings.ts';
import * as monitors from '../../src/lib/server/stores/monitors.ts';
import { monitorFields, temporaryFolder } from '../support/database.ts';
import { webServer } from '../support/servers/http.ts';

const PATIENCE = { timeout: 15_000, interval: 50 };

it('watches what a guest adds, but asks no private address for it', async () => {
	await using target = await webServer((_, response) => response.end('an intranet page'));
	const folder = temporaryFolder();
	const configFile = path.join(folder, 'gatehouse.yaml');
	writeFileSync(configFile, 'monitors: []\nreference: []\n');
	const app = await createApp(
		readSettings({ DATA_DIR: folder, GATEHOUSE_CONFIG: configFile, LOG_LEVEL: 'silent', PORT: '1' })
	);
	await app.start();
	onTestFinished(() => app.stop());
	const now = Date.now();
	const guest = { id: 'guest', name: 'Guest' };
	const workspaceId = await app.database.transaction(async (tx) => {
		const account = { email: 'guest@example.test', passwordHash: 'none', isVerified: true };
		await people.create(tx, { ...guest, ...account }, now);
		return openWorkspace(tx, guest, app.newId, now);
	});
	const ours = app.roster().facts.pages.find(({ isDefault }) => isDefault)?.workspaceId ?? '';
	const fields = {
		...monitorFields('intranet'),
		target: probeFor('http').schema.parse({ url: target.url }),
		schedule: { everyMs: 1_000 },
		confirmation: { confirm: 1, recover: 1, retryMs: 500 },
		isManaged: false
	};
	const theirs = await monitors.save(app.database.client, workspaceId, fields, app.sealer, now);
	await app.refresh();
	const checks = (monitorId: number) => app.database.client.check.findMany({ where: { monitorId } });
	await vi.waitFor(async () => expect((await checks(theirs)).length).toBeGreaterThan(1), PATIENCE);
	// what we refuse to ask says nothing about the target
	expect(new Set((await checks(theirs)).map(({ outcome }) => outcome))).toEqual(new Set([3]));
	expect(target.asked).toEqual([]);

	await monitors.save(app.database.client, ours, fields, app.sealer, now);
	await app.refresh();
	await vi.waitFor(async () => expect((await app.attention(ours)).monitors.up).toBe(1), PATIENCE);
	expect((await app.attention(ours)).failing).toEqual([]);
	// the page of the guest is not the page of the house
	expect(app.snapshot('localhost')?.groups).toEqual([]);
});
