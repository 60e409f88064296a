/**
 * One process owns a data directory: a second copy must never check or alert beside the first (an operating system lock,
 * so that it ends with its process, however that ends).
 */
import BetterSqlite from 'better-sqlite3';
import path from 'node:path';

export interface Ownership {
	release(): void;
}

/**
 * Takes the data directory for this process.
 * @throws Error with a sentence for the operator when another process holds it
 */
export function claimOwnership(dataDir: string): Ownership {
	const file = path.join(dataDir, 'owner.lock');
	const lock = new BetterSqlite(file, { timeout: 3_000 });
	try {
		lock.pragma('journal_mode = MEMORY');
		lock.exec('BEGIN EXCLUSIVE');
	} catch (error) {
		lock.close();
		throw new Error(
			`Another Gatehouse already runs on ${dataDir}. Stop it first, or give this one a DATA_DIR of its own.`,
			{ cause: error }
		);
	}
	return {
		release() {
			lock.exec('ROLLBACK');
			lock.close();
		}
	};
}
