/**
 * Puts a backup in the place of the database. What is newer, damaged or foreign is refused before anything is touched, and
 * the database that was there is kept.
 */
import BetterSqlite from 'better-sqlite3';
import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { copyDatabase } from './copy.ts';
import { historyFault } from './migrations.ts';

export interface Restoring {
	/** The backup. */
	from: string;
	/** The database that it takes the place of. Nobody may have it open. */
	file: string;
	/** Where the database that was there is kept. */
	keepIn: string;
	migrationsFolder: string;
	now: number;
}

/**
 * @returns where the database that was there is kept; null where there was none
 * @throws Error with a sentence for a backup that cannot be used; nothing has changed then
 */
export async function restoreDatabase(restoring: Restoring): Promise<string | null> {
	const { from, file, keepIn, migrationsFolder, now } = restoring;
	if (!existsSync(from)) throw new Error(`There is no file ${from}.`);
	mkdirSync(path.dirname(file), { recursive: true });
	const draft = `${file}.restoring`;
	rmSync(draft, { force: true });
	try {
		await copyDatabase(from, draft);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`${from} is no sound database, so nothing was restored (${reason}).`, { cause: error });
	}
	try {
		const fault = historyFault(draft, migrationsFolder);
		if (fault !== null) throw new Error(fault.replaceAll(draft, from));
		endSessions(draft);
		const kept = keep(file, keepIn, now);
		// takes the place of the old one in one step, so that there is a database at every moment
		renameSync(draft, file);
		return kept;
	} finally {
		rmSync(draft, { force: true });
	}
}

/** Who was signed out or removed since the backup is not signed in again by it. */
function endSessions(file: string): void {
	const database = new BetterSqlite(file);
	try {
		const isThere = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'Session'`).get();
		if (isThere) database.exec('DELETE FROM "Session"');
	} finally {
		database.close();
	}
}

/** Gives the present database a second name, with all that is beside it written in. */
function keep(file: string, folder: string, now: number): string | null {
	if (!existsSync(file)) return null;
	mkdirSync(folder, { recursive: true });
	const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
	const kept = path.join(folder, `before-restore-${stamp}.db`);
	if (!settle(file)) {
		for (const suffix of ['-wal', '-shm'].filter((one) => existsSync(file + one))) {
			renameSync(file + suffix, kept + suffix);
		}
	}
	try {
		linkSync(file, kept);
	} catch {
		copyFileSync(file, kept);
	}
	return kept;
}

/** Writes the newest changes into the file itself; false where it is too damaged for that. */
function settle(file: string): boolean {
	try {
		const database = new BetterSqlite(file);
		try {
			database.pragma('wal_checkpoint(TRUNCATE)');
			database.pragma('journal_mode = DELETE');
		} finally {
			database.close();
		}
		return !existsSync(`${file}-wal`);
	} catch {
		return false;
	}
}
