/**
 * Prisma's schema engine as WebAssembly, which needs no download: what writes migrations and applies them. Loaded only
 * when there is something to do, since that costs more than a start may.
 */
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { plainSqlite } from './fence.ts';

const FILTERS = { externalTables: [], externalEnums: [] };

/** A schema or a migration as the engine takes it. */
interface NamedText {
	path: string;
	content: string;
}

/** The names of the migrations of a folder, in the order they are applied. */
export function migrationNames(folder: string): string[] {
	if (!existsSync(folder)) return [];
	const entries = readdirSync(folder, { withFileTypes: true });
	return entries
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort();
}

/** All migrations of a folder, in order, in the shape the engine takes. */
function readMigrations(folder: string) {
	return {
		baseDir: folder,
		lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"\n' },
		shadowDbInitScript: '',
		migrationDirectories: migrationNames(folder).map((name) => ({
			path: name,
			migrationFile: {
				path: 'migration.sql',
				content: { tag: 'ok' as const, value: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') }
			}
		}))
	};
}

/**
 * Applies every pending migration as one transaction: interrupted or failed, none of it has happened.
 * @throws Error from the engine, with the failing migration and SQLite's words
 */
export async function applyMigrations(file: string, folder: string): Promise<void> {
	await withEngine(file, 'BEGIN IMMEDIATE', undefined, async (engine, connection) => {
		await engine.applyMigrations({ migrationsList: readMigrations(folder), filters: FILTERS });
		const { rows } = await connection().queryRaw({ sql: 'PRAGMA foreign_key_check', args: [], argTypes: [] });
		if (rows.length > 0) throw new Error(`A migration left ${rows.length} rows that point to nothing.`);
		await connection().executeScript('COMMIT');
	});
}

/** The SQL that brings the migrations of a folder up to a schema; empty when they agree. */
export async function difference(folder: string, schema: NamedText): Promise<string> {
	return withEngine(':memory:', '', schema, async (engine) => {
		const { stdout } = await engine.diff({
			from: { tag: 'migrations', ...readMigrations(folder) },
			to: { tag: 'schemaDatamodel', files: [schema] },
			script: true,
			exitCode: null,
			filters: FILTERS
		});
		return stdout?.includes(';') ? stdout : '';
	});
}

/** Lets the engine work on a database file, and closes what it opened; an open transaction ends undone with that. */
async function withEngine<T>(
	file: string,
	firstWords: string,
	schema: NamedText | undefined,
	work: (engine: SchemaEngine, connection: () => SqlDriverAdapter) => Promise<T>
): Promise<T> {
	const [{ SchemaEngine }, { bindMigrationAwareSqlAdapterFactory }] = await quietly(() =>
		Promise.all([import('@prisma/schema-engine-wasm'), import('@prisma/driver-adapter-utils')])
	);
	const opened: SqlDriverAdapter[] = [];
	const open = async (connecting: Promise<SqlDriverAdapter>) => {
		const connection = scripted(await connecting);
		opened.push(connection);
		// A migration that makes a table anew drops the old one, which would delete every row that points to it.
		await connection.executeScript(`PRAGMA foreign_keys = OFF; ${firstWords}`);
		return connection;
	};
	const factory = plainSqlite(file, { isReadOnly: false });
	const watched: SqlMigrationAwareDriverAdapterFactory = {
		provider: factory.provider,
		adapterName: factory.adapterName,
		connect: () => open(factory.connect()),
		connectToShadowDb: () => open(factory.connectToShadowDb())
	};
	const datamodels = schema && [[schema.path, schema.content] as [string, string]];
	const engine = await SchemaEngine.new(
		{ datamodels },
		() => undefined,
		bindMigrationAwareSqlAdapterFactory(watched)
	);
	try {
		return await work(engine, () => opened[0] as SqlDriverAdapter);
	} finally {
		engine.free();
		await Promise.all(opened.map((connection) => connection.dispose()));
	}
}

/** The engine hands over whole migrations as one statement, which the driver takes as a script only. */
function scripted(connection: SqlDriverAdapter): SqlDriverAdapter {
	const executeRaw = connection.executeRaw.bind(connection);
	connection.executeRaw = async (query) => {
		if (query.args.length > 0) return executeRaw(query);
		await connection.executeScript(query.sql);
		return 0;
	};
	return connection;
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
