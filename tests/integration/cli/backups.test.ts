/** Backups and restoring on the command line: while others write, whole, and never over something that is in use. */
import BetterSqlite from 'better-sqlite3';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { dispatch } from '../../../src/cli/gatehouse/dispatch.ts';
import { claimOwnership } from '../../../src/lib/server/ownership.ts';
import { temporaryFolder } from '../../support/database.ts';

async function run(dataDir: string, ...args: string[]) {
	const [out, err]: [string[], string[]] = [[], []];
	const terminal = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
	const code = await dispatch(args, { ...terminal, env: { DATA_DIR: dataDir } });
	return { code, said: out.join('\n'), complained: err.join('\n') };
}

/** A data folder with a database, and how many keys it has: a mark that changes between a backup and its restoring. */
async function furnished() {
	const dataDir = temporaryFolder();
	const file = path.join(dataDir, 'gatehouse.db');
	const addKey = () => run(dataDir, 'create-key', '--scope', 'all');
	await addKey();
	const keys = () => {
		const database = new BetterSqlite(file, { readonly: true });
		const count = database.prepare('SELECT count(*) FROM ApiKey').pluck().get();
		database.close();
		return count;
	};
	return { dataDir, file, addKey, keys };
}

it('a backup that is taken while others write is whole, and restoring it brings back what was', async () => {
	const { dataDir, file, addKey, keys } = await furnished();
	const backup = path.join(dataDir, 'a-backup.db');
	const writer = new BetterSqlite(file);
	const write = writer.prepare(`INSERT INTO Mark (name, at) VALUES (?, 0)`);
	let written = 0;
	const busy = setInterval(() => write.run(`mark ${(written += 1)}`), 1);
	const taken = await run(dataDir, 'backup', backup);
	clearInterval(busy);
	writer.close();
	expect([taken.code, taken.said]).toEqual([0, expect.stringContaining('read through and sound')]);
	await addKey();
	expect(keys()).toBe(2);
	const restored = await run(dataDir, 'restore', backup);
	expect(restored.complained).toBe('');
	expect(restored.said).toContain('is kept at');
	expect(keys()).toBe(1);
	const kept = readdirSync(path.join(dataDir, 'backups')).filter((name) => name.startsWith('before-restore'));
	expect(kept).toHaveLength(1);
	const old = new BetterSqlite(path.join(dataDir, 'backups', kept[0] ?? ''), { readonly: true });
	expect(old.prepare('SELECT count(*) FROM ApiKey').pluck().get()).toBe(2);
	old.close();
	expect((await addKey()).code).toBe(0);
});

it('a backup never overwrites, and needs something to back up', async () => {
	const { dataDir } = await furnished();
	const backup = path.join(dataDir, 'there.db');
	writeFileSync(backup, 'mine');
	const taken = await run(dataDir, 'backup', backup);
	expect([taken.code, taken.complained]).toEqual([1, expect.stringContaining('is already there')]);
	expect(readFileSync(backup, 'utf8')).toBe('mine');
	expect((await run(temporaryFolder(), 'backup', backup)).complained).toContain('There is no database at');
	expect((await run(dataDir, 'backup')).code).toBe(2);
});

it('sessions do not come back with a backup', async () => {
	const { dataDir, file } = await furnished();
	const database = new BetterSqlite(file);
	database.exec(`
		INSERT INTO User (id, name, email, createdAt, updatedAt) VALUES ('u', 'Ada', 'ada@acme.example', 0, 0);
		INSERT INTO Session (id, token, userId, expiresAt, createdAt, updatedAt) VALUES ('s', 't', 'u', 9e12, 0, 0)`);
	database.close();
	const backup = path.join(dataDir, 'b.db');
	await run(dataDir, 'backup', backup);
	expect((await run(dataDir, 'restore', backup)).code).toBe(0);
	const after = new BetterSqlite(file, { readonly: true });
	expect(
		after.prepare('SELECT (SELECT count(*) FROM Session), (SELECT count(*) FROM User)').raw().get()
	).toEqual([0, 1]);
	after.close();
});

it.each([
	['that is not there', () => undefined, 'There is no file'],
	[
		'that is no database',
		(backup: string) => writeFileSync(backup, 'no database'.repeat(1_000)),
		'is no sound database'
	],
	[
		'that is damaged',
		(backup: string, good: string) => {
			const bytes = readFileSync(good);
			bytes.fill(7, 4_096 * 5, 4_096 * 30);
			writeFileSync(backup, bytes);
		},
		'is no sound database'
	],
	[
		'of a newer version',
		(backup: string, good: string) => {
			copyFileSync(good, backup);
			const database = new BetterSqlite(backup);
			database.exec(
				`INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ('x', 'x', '29990101000000_later', 0, 1, 1)`
			);
			database.close();
		},
		'was written by a newer Gatehouse'
	],
	[
		'of another program',
		(backup: string) => {
			const database = new BetterSqlite(backup);
			database.exec('CREATE TABLE other (id INTEGER)');
			database.close();
		},
		'belongs to another program'
	]
])('a file %s is refused, and nothing changes', async (_, make, sentence) => {
	const { dataDir, file, keys } = await furnished();
	const good = path.join(dataDir, 'good.db');
	await run(dataDir, 'backup', good);
	const backup = path.join(dataDir, 'bad.db');
	make(backup, good);
	const refused = await run(dataDir, 'restore', backup);
	expect([refused.code, refused.complained]).toEqual([1, expect.stringContaining(sentence)]);
	expect(refused.complained).not.toContain('.restoring');
	expect(keys()).toBe(1);
	expect(existsSync(`${file}.restoring`)).toBe(false);
	expect(existsSync(path.join(dataDir, 'backups'))).toBe(false);
});

it('nothing is restored while Gatehouse runs', async () => {
	const { dataDir } = await furnished();
	const backup = path.join(dataDir, 'good.db');
	await run(dataDir, 'backup', backup);
	const running = claimOwnership(dataDir);
	const refused = await run(dataDir, 'restore', backup);
	running.release();
	expect([refused.code, refused.complained]).toEqual([
		1,
		expect.stringContaining('Another Gatehouse already runs')
	]);
});

it('a damaged database gives way to a backup, and is kept', async () => {
	const { dataDir, file, keys } = await furnished();
	const backup = path.join(dataDir, 'good.db');
	await run(dataDir, 'backup', backup);
	writeFileSync(file, 'rubbish'.repeat(2_000));
	expect((await run(dataDir, 'restore', backup)).complained).toBe('');
	expect(keys()).toBe(1);
	expect(readdirSync(path.join(dataDir, 'backups')).some((name) => name.startsWith('before-restore'))).toBe(
		true
	);
});

it('into an empty folder it restores as well', async () => {
	const { dataDir } = await furnished();
	const backup = path.join(dataDir, 'good.db');
	await run(dataDir, 'backup', backup);
	const elsewhere = temporaryFolder();
	const restored = await run(elsewhere, 'restore', backup);
	expect([restored.code, restored.said]).toEqual([0, expect.not.stringContaining('is kept at')]);
	expect((await run(elsewhere, 'create-key', '--scope', 'all')).code).toBe(0);
});
