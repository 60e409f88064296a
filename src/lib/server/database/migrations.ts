/**
 * Brings a database file up to the schema this program was built with: looks with plain SQL first, and calls the engine
 * only for what is pending. Every upgrade is preceded by a copy; a newer or a foreign database is refused.
 */
import BetterSqlite from 'better-sqlite3';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { copyDatabase } from './copy.ts';
import { applyMigrations, migrationNames } from './engine.ts';

const COPY_PREFIX = 'before-upgrade-from-';
const COPIES_KEPT = 3;

/**
 * Applies what is pending, all of it or nothing, so that an interrupted upgrade can be started again.
 * @returns the names applied
 * @throws Error with a sentence when the database is a newer program's or another program's
 */
export async function migrate(file: string, folder: string, backupFolder: string): Promise<string[]> {
	const fault = historyFault(file, folder);
	if (fault !== null) throw new Error(fault);
	const known = migrationNames(folder);
	const { applied } = historyOf(file);
	const pending = known.filter((name) => !applied.includes(name));
	if (pending.length === 0) return [];
	const current = applied.at(-1);
	if (current !== undefined) await copyBefore(file, backupFolder, current);
	await applyMigrations(file, folder);
	return pending;
}

/** Why this program cannot work with a database, in a sentence; null where it can, after an upgrade if need be. */
export function historyFault(file: string, folder: string): string | null {
	const known = migrationNames(folder);
	if (known.length === 0) {
		return `There are no migrations in ${folder}. Start Gatehouse in its own folder.`;
	}
	const { applied, hasOtherTables } = historyOf(file);
	if (applied.length === 0 && hasOtherTables) {
		return `The database ${file} belongs to another program. Name a new file for Gatehouse.`;
	}
	const newer = applied.filter((name) => !known.includes(name));
	if (newer.length === 0) return null;
	return (
		`The database ${file} was written by a newer Gatehouse (it has ${newer.join(', ')}). ` +
		'Start that version, or restore a backup made before the upgrade.'
	);
}

/** The migrations that a database has been through, in order. */
function historyOf(file: string): { applied: string[]; hasOtherTables: boolean } {
	const database = new BetterSqlite(file);
	try {
		const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all();
		if (!tables.includes('_prisma_migrations')) return { applied: [], hasOtherTables: tables.length > 0 };
		const applied = database
			.prepare(
				`SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
				ORDER BY migration_name`
			)
			.pluck()
			.all() as string[];
		return { applied, hasOtherTables: tables.length > 1 };
	} finally {
		database.close();
	}
}

/** Keeps the file as it is before an upgrade. A copy left by an interrupted one is as good: nothing had changed. */
async function copyBefore(file: string, folder: string, current: string): Promise<void> {
	const copy = path.join(folder, `${COPY_PREFIX}${current}.db`);
	rmSync(copy, { force: true });
	await copyDatabase(file, copy);
	const copies = readdirSync(folder).filter((name) => name.startsWith(COPY_PREFIX) && name.endsWith('.db'));
	for (const name of copies.sort().slice(0, -COPIES_KEPT)) rmSync(path.join(folder, name));
}
