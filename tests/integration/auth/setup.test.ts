import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { authStage } from '../../support/auth.ts';
import { temporaryDatabase } from '../../support/database.ts';

const ADA = { email: 'Ada@Acme.example ', name: 'Ada', password: 'correct horse battery' };

it('lets one owner in however many knock at once, and is closed for good', async () => {
	const stage = await authStage();
	const token = await stage.setupToken();
	const knocks = Array.from({ length: 20 }, (_, index) =>
		stage.auth.setup.enter(token, { ...ADA, email: `owner-${index}@acme.example` }, '192.0.2.1')
	);
	const answers = await Promise.all(knocks);
	expect(answers.filter(Boolean)).toHaveLength(1);
	expect(await stage.database.client.user.count()).toBe(1);
	expect(await stage.database.client.membership.findMany({ select: { role: true } })).toEqual([
		{ role: 'owner' }
	]);
	expect(stage.auth.setup.isOpen()).toBe(false);
	expect(await stage.auth.setup.enter(token, ADA, '192.0.2.1')).toBe(false);
	expect(await stage.restart().setup.prepare()).toBe(null);
});

it('opens for its own token only', async () => {
	const stage = await authStage();
	expect(stage.auth.setup.isOpen()).toBe(false);
	const token = await stage.setupToken();
	expect(token.length).toBeGreaterThan(30);
	expect(stage.auth.setup.accepts('')).toBe(false);
	expect(stage.auth.setup.accepts(`${token}x`)).toBe(false);
	expect(await stage.auth.setup.enter('guess', ADA, '192.0.2.1')).toBe(false);
	expect(await stage.database.client.user.count()).toBe(0);
	expect(stage.auth.setup.accepts(token)).toBe(true);
});

it('stays closed when the people are gone from the store', async () => {
	const stage = await authStage();
	await stage.auth.setup.enter(await stage.setupToken(), ADA, '192.0.2.1');
	await stage.database.client.user.deleteMany();
	rmSync(path.join(stage.dataDir, 'setup-closed'));
	const again = stage.restart();
	expect(await again.setup.prepare()).toMatch(/setup stays closed.*create-admin/s);
	expect(again.setup.isOpen()).toBe(false);
});

it('stays closed when the store is lost and an empty one is in its place', async () => {
	const stage = await authStage();
	await stage.auth.setup.enter(await stage.setupToken(), ADA, '192.0.2.1');
	const empty = await authStage({
		database: await temporaryDatabase(),
		settings: { dataDir: stage.dataDir }
	});
	expect(await empty.auth.setup.prepare()).toMatch(/setup stays closed/);
	expect(empty.auth.setup.isOpen()).toBe(false);
});

it('makes the unattended owner once', async () => {
	const admin = { email: 'root@acme.example', password: 'from the environment' };
	const stage = await authStage({ settings: { admin } });
	expect(await stage.auth.setup.prepare()).toBe(null);
	expect(stage.auth.setup.isOpen()).toBe(false);
	await stage.restart({ admin: { ...admin, email: 'second@acme.example' } }).setup.prepare();
	expect(await stage.database.client.user.findMany({ select: { email: true } })).toEqual([
		{ email: admin.email }
	]);
});

it('writes down who came in first, and keeps no password as it is', async () => {
	const stage = await authStage();
	await stage.auth.setup.enter(await stage.setupToken(), ADA, '192.0.2.1');
	const [entry] = await stage.database.client.auditEntry.findMany();
	expect(entry).toMatchObject({ action: 'owner.first', subject: 'ada@acme.example', address: '192.0.2.1' });
	const [account] = await stage.database.client.account.findMany();
	expect(account?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});
