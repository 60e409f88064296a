/**
 * Brings a database file up to the schema this program was built with, by Prisma's own engine (as WebAssembly, which
 * needs no download). Every upgrade is preceded by a copy of the file; a newer database is refused.
 */
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import BetterSqlite from 'better-sqlite3';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { plainSqlite } from './fence.ts';

const FILTERS = { externalTables: [], externalEnums: [] };
const BACKUPS_KEPT = 3;

/** All migrations of a folder, in order, in the shape the engine takes. */
export function readMigrations(folder: string) {
	const names = existsSync(folder)
		? readdirSync(folder, { withFileTypes: true })
				.filter((entry) => entry.isDirectory())
				.map((entry) => entry.name)
				.sort()
		: [];
	return {
		baseDir: folder,
		lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"\n' },
		shadowDbInitScript: '',
		migrationDirectories: names.map((name) => ({
			path: name,
			migrationFile: {
				path: 'migration.sql',
				content: { tag: 'ok' as const, value: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') }
			}
		}))
	};
}

/** Lets Prisma's engine work on a database file, and closes every connection it opened. */
async function withEngine<T>(work: (engine: SchemaEngine) => Promise<T>, file: string, schema?: { path: string; content: string }): Promise<T> {
	const [{ SchemaEngine }, { bindMigrationAwareSqlAdapterFactory }] = await quietly(() =>
		Promise.all([import('@prisma/schema-engine-wasm'), import('@prisma/driver-adapter-utils')])
	);
	const opened: SqlDriverAdapter[] = [];
	const adapter = bindMigrationAwareSqlAdapterFactory(scripted(plainSqlite(file, { isReadOnly: false }), opened));
	const datamodels = schema ? [[schema.path, schema.content] as [string, string]] : undefined;
	const engine = await SchemaEngine.new({ datamodels }, () => undefined, adapter);
	try {
		return await work(engine);
	} finally {
		engine.free();
		await Promise.all(opened.map((connection) => connection.dispose().catch(() => undefined)));
	}
}

/**
 * Applies what is pending. Does nothing, and loads nothing, when the file is up to date.
 * @returns the names applied
 * @throws Error with a sentence when the database was written by a newer program
 */
export async function migrate(file: string, folder: string, backupFolder: string): Promise<string[]> {
	const list = readMigrations(folder);
	const known = list.migrationDirectories.map((directory) => directory.path);
	const { applied, unfinished } = appliedMigrations(file);
	const newer = applied.filter((name) => !known.includes(name));
	if (newer.length > 0) {
		throw new Error(
			`The database ${file} was written by a newer Gatehouse (it has ${newer.join(', ')}). Start that version, or restore a backup made before the upgrade.`
		);
	}
	const pending = known.filter((name) => !applied.includes(name));
	if (pending.length === 0) return [];
	if (applied.length > 0) await copyBefore(file, backupFolder, applied.at(-1) ?? '');
	forgetUnfinished(file, unfinished);
	await withEngine((engine) => engine.applyMigrations({ migrationsList: list, filters: FILTERS }), file);
	return pending;
}

/** The SQL that brings the migrations of a folder up to a schema; empty when they agree. */
export async function difference(folder: string, schema: { path: string; content: string }): Promise<string> {
	return withEngine(
		async (engine) => {
			const { stdout } = await engine.diff({
				from: { tag: 'migrations', ...readMigrations(folder) },
				to: { tag: 'schemaDatamodel', files: [schema] },
				script: true,
				shadowDatabaseUrl: null,
				exitCode: null,
				filters: FILTERS
			});
			return stdout ?? '';
		},
		':memory:',
		schema
	);
}

function appliedMigrations(file: string): { applied: string[]; unfinished: string[] } {
	const database = new BetterSqlite(file);
	try {
		const table = database.prepare("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'").get();
		if (!table) return { applied: [], unfinished: [] };
		const rows = database
			.prepare('SELECT migration_name AS name, finished_at AS finishedAt FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name')
			.all() as { name: string; finishedAt: unknown }[];
		return {
			applied: rows.filter((row) => row.finishedAt !== null).map((row) => row.name),
			unfinished: rows.filter((row) => row.finishedAt === null).map((row) => row.name)
		};
	} finally {
		database.close();
	}
}

/** SQLite undid an interrupted migration when the file was opened again; its row would make the engine refuse to go on. */
function forgetUnfinished(file: string, unfinished: readonly string[]): void {
	if (unfinished.length === 0) return;
	const database = new BetterSqlite(file);
	const forget = database.prepare('DELETE FROM _prisma_migrations WHERE migration_name = ? AND finished_at IS NULL');
	for (const name of unfinished) forget.run(name);
	database.close();
}

async function copyBefore(file: string, folder: string, version: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const database = new BetterSqlite(file, { readonly: true });
	try {
		await database.backup(path.join(folder, `before-upgrade-from-${version}.db`));
	} finally {
		database.close();
	}
	const copies = readdirSync(folder)
		.filter((name) => name.startsWith('before-upgrade-from-') && name.endsWith('.db'))
		.sort();
	for (const name of copies.slice(0, -BACKUPS_KEPT)) rmSync(path.join(folder, name));
}

/** The engine hands over whole migrations as one statement, which the driver takes as a script only. */
function scripted(
	factory: SqlMigrationAwareDriverAdapterFactory,
	opened: SqlDriverAdapter[]
): SqlMigrationAwareDriverAdapterFactory {
	const wrap = async (connecting: Promise<SqlDriverAdapter>) => {
		const connection = await connecting;
		opened.push(connection);
		const executeRaw = connection.executeRaw.bind(connection);
		connection.executeRaw = async (query) => {
			if (query.args.length > 0) return executeRaw(query);
			await connection.executeScript(query.sql);
			return 0;
		};
		return connection;
	};
	return {
		provider: factory.provider,
		adapterName: factory.adapterName,
		connect: () => wrap(factory.connect()),
		connectToShadowDb: () => wrap(factory.connectToShadowDb())
	};
}

/** Importing a WebAssembly module prints an ExperimentalWarning that tells an operator nothing. */
async function quietly<T>(load: () => Promise<T>): Promise<T> {
	const emit = process.emitWarning;
	process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
		if (!String(warning).includes('WebAssembly')) Reflect.apply(emit, process, [warning, ...rest]);
	};
	try {
		return await load();
	} finally {
		process.emitWarning = emit;
	}
}
