import BetterSqlite from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { difference } from '../../../src/lib/server/database/engine.ts';
import { migrate } from '../../../src/lib/server/database/migrations.ts';
import { temporaryFolder } from '../../support/database.ts';

const OURS = path.resolve('prisma/migrations');

it('adds up to the schema', async () => {
	const content = readFileSync('prisma/schema.prisma', 'utf8');
	expect(await difference(OURS, { path: 'schema.prisma', content })).toBe('');
	const longer = `${content}\nmodel Forgotten {\n  id Int @id\n}\n`;
	expect(await difference(OURS, { path: 'schema.prisma', content: longer })).toContain(
		'CREATE TABLE "Forgotten"'
	);
});

let folder = '';
let file = '';
let migrations = '';
let backups = '';

beforeEach(() => {
	migrations = '';
});

/** A program that knows these migrations, by name and SQL, and a database of its own. */
function program(known: Record<string, string>): void {
	if (migrations === '') {
		folder = temporaryFolder();
		file = path.join(folder, 'gatehouse.db');
		migrations = path.join(folder, 'migrations');
		backups = path.join(folder, 'backups');
	}
	rmSync(migrations, { recursive: true, force: true });
	for (const [name, sql] of Object.entries(known)) {
		mkdirSync(path.join(migrations, name), { recursive: true });
		writeFileSync(path.join(migrations, name, 'migration.sql'), sql);
	}
}

const start = () => migrate(file, migrations, backups);

function rows(sql: string, of = file): unknown[] {
	const database = new BetterSqlite(of, { readonly: true });
	try {
		return database.prepare(sql).pluck().all();
	} finally {
		database.close();
	}
}

function write(sql: string): void {
	const database = new BetterSqlite(file);
	database.exec(sql);
	database.close();
}

const PARENT = 'CREATE TABLE "Parent" ("id" INTEGER PRIMARY KEY, "name" TEXT);';
const CHILD = `CREATE TABLE "Child" ("id" INTEGER PRIMARY KEY, "parentId" INTEGER NOT NULL REFERENCES "Parent" ("id") ON DELETE CASCADE);`;
const FIRST = { '1_first': PARENT + CHILD };
const TABLES = `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%prisma%' ORDER BY name`;

describe('an upgrade', () => {
	it('applies what is pending, in order, and writes it down where Prisma does', async () => {
		program({ '2_more': 'INSERT INTO "Parent" VALUES (1, \'a\');', ...FIRST });
		expect(await start()).toEqual(['1_first', '2_more']);
		expect(rows('SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL')).toEqual([
			'1_first',
			'2_more'
		]);
		expect(await start()).toEqual([]);
	});

	it('is preceded by a copy of the file, of which the last three are kept', async () => {
		const known: Record<string, string> = { ...FIRST };
		program(known);
		await start();
		expect(() => readdirSync(backups)).toThrow('ENOENT');
		for (const number of [2, 3, 4, 5, 6]) {
			known[`${number}_more`] = `INSERT INTO "Parent" VALUES (${number}, 'x');`;
			program(known);
			await start();
		}
		const copies = ['3_more', '4_more', '5_more'].map((name) => `before-upgrade-from-${name}.db`);
		expect(readdirSync(backups)).toEqual(copies);
		expect(rows('SELECT id FROM "Parent"', path.join(backups, copies[0] ?? ''))).toEqual([2, 3]);
	});

	it('keeps the rows that point to a table which is made anew', async () => {
		program(FIRST);
		await start();
		write(`INSERT INTO "Parent" VALUES (1, 'a'); INSERT INTO "Child" VALUES (7, 1);`);
		program({
			...FIRST,
			'2_redefine': `PRAGMA defer_foreign_keys=ON; PRAGMA foreign_keys=OFF;
				CREATE TABLE "new_Parent" ("id" INTEGER PRIMARY KEY, "name" TEXT NOT NULL);
				INSERT INTO "new_Parent" SELECT * FROM "Parent"; DROP TABLE "Parent";
				ALTER TABLE "new_Parent" RENAME TO "Parent"; PRAGMA foreign_keys=ON; PRAGMA defer_foreign_keys=OFF;`
		});
		await start();
		expect(rows('SELECT id FROM "Child"')).toEqual([7]);
	});

	it('is refused when it would leave rows that point to nothing', async () => {
		program(FIRST);
		await start();
		write(`INSERT INTO "Parent" VALUES (1, 'a'); INSERT INTO "Child" VALUES (7, 1);`);
		program({ ...FIRST, '2_forgetful': 'DELETE FROM "Parent";' });
		await expect(start()).rejects.toThrow('point to nothing');
		expect(rows('SELECT id FROM "Parent"')).toEqual([1]);
	});

	it('that fails in its middle leaves the database as it was, and can be started again', async () => {
		program(FIRST);
		await start();
		const good = 'CREATE TABLE "Third" ("id" INTEGER PRIMARY KEY);';
		program({
			...FIRST,
			'2_good': 'CREATE TABLE "Second" ("id" INTEGER);',
			'3_bad': `${good} CREATE TABLE "Parent" (x);`
		});
		await expect(start()).rejects.toThrow('already exists');
		expect(rows(TABLES)).toEqual(['Child', 'Parent']);
		program({ ...FIRST, '2_good': 'CREATE TABLE "Second" ("id" INTEGER);', '3_bad': good });
		expect(await start()).toEqual(['2_good', '3_bad']);
		expect(rows(TABLES)).toEqual(['Child', 'Parent', 'Second', 'Third']);
	});

	it('that is killed in its middle can be started again', async () => {
		program(FIRST);
		await start();
		const endless =
			'CREATE TABLE "Sum" AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT sum(i) FROM n;';
		program({ ...FIRST, '2_good': 'CREATE TABLE "Second" ("id" INTEGER);', '3_endless': endless });
		const module = path.resolve('src/lib/server/database/migrations.ts');
		const script = `import(${JSON.stringify(module)}).then((m) => m.migrate(...${JSON.stringify([file, migrations, backups])}))`;
		const upgrading = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
		await untilBusy(upgrading);
		upgrading.kill('SIGKILL');
		await once(upgrading, 'exit');
		program({ ...FIRST, '2_good': 'CREATE TABLE "Second" ("id" INTEGER);' });
		expect(await start()).toEqual(['2_good']);
		expect(rows(TABLES)).toEqual(['Child', 'Parent', 'Second']);
	});
});

/** Resolves once another process holds the file for writing; a good while, so that it is not a lock in passing. */
async function untilBusy(other: { exitCode: number | null }): Promise<void> {
	const database = new BetterSqlite(file, { timeout: 300 });
	try {
		for (;;) {
			if (other.exitCode !== null) throw new Error('The other process ended before it was busy.');
			try {
				database.exec('BEGIN IMMEDIATE; ROLLBACK;');
			} catch {
				return;
			}
			await new Promise((resolve) => setImmediate(resolve));
		}
	} finally {
		database.close();
	}
}

describe('a database that is not ours to change', () => {
	it('is refused when a newer program wrote it', async () => {
		program({ ...FIRST, '2_newer': 'CREATE TABLE "Later" (id INTEGER);' });
		await start();
		program(FIRST);
		await expect(start()).rejects.toThrow(
			/was written by a newer Gatehouse \(it has 2_newer\)\. Start that version/
		);
	});

	it('is refused when it is another program’s', async () => {
		program(FIRST);
		write('CREATE TABLE heartbeat (id INTEGER)');
		await expect(start()).rejects.toThrow('belongs to another program');
		expect(rows(TABLES)).toEqual(['heartbeat']);
	});

	it('is not touched by a program that cannot find its migrations', async () => {
		program({});
		await expect(start()).rejects.toThrow(
			`There are no migrations in ${migrations}. Start Gatehouse in its own folder.`
		);
	});
});

it('prints nothing of its own while it works', async () => {
	program({});
	cpSync(OURS, migrations, { recursive: true });
	const module = path.resolve('src/lib/server/database/migrations.ts');
	const script = `import(${JSON.stringify(module)}).then((m) => m.migrate(...${JSON.stringify([file, migrations, backups])}))`;
	const starting = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'inherit', 'pipe'] });
	const printed: Buffer[] = [];
	starting.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
	const [code] = (await once(starting, 'close')) as [number];
	expect({ code, printed: Buffer.concat(printed).toString() }).toEqual({ code: 0, printed: '' });
});
