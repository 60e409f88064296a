/** Copies of a database file, taken while it is in use and trusted only once they have been read through. */
import BetterSqlite from 'better-sqlite3';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

/**
 * Copies a database while others write to it. The copy has its name only once it is whole and sound.
 * @throws Error with a sentence when the target is there already or the copy is not sound
 */
export async function copyDatabase(file: string, target: string): Promise<void> {
	if (existsSync(target)) throw new Error(`${target} is already there. Name a file that does not exist yet.`);
	mkdirSync(path.dirname(path.resolve(target)), { recursive: true });
	const draft = `${target}.partial`;
	rmSync(draft, { force: true });
	const source = new BetterSqlite(file, { readonly: true });
	try {
		// One snapshot for the whole copy: without it every write by others would begin the copy anew.
		source.exec('BEGIN; SELECT 1 FROM sqlite_master;');
		await source.backup(draft);
	} finally {
		source.close();
	}
	const verdict = await readThrough(draft);
	if (verdict !== 'ok') {
		rmSync(draft);
		throw new Error(`The copy at ${target} was not sound (${verdict}) and was removed.`);
	}
	renameSync(draft, target);
}

/** A copy that stayed in write-ahead mode could not be read from a folder that cannot be written, so it leaves it. */
const READ_THROUGH = `
	const { parentPort, workerData } = require('node:worker_threads');
	const copy = new (require(workerData.driver))(workerData.file);
	copy.pragma('journal_mode = DELETE');
	const verdict = copy.pragma('integrity_check', { simple: true });
	copy.close();
	parentPort.postMessage(String(verdict));`;

/** Reads a database through in a thread of its own: the driver is synchronous, and a gigabyte takes ten seconds. */
async function readThrough(file: string): Promise<string> {
	const driver = createRequire(import.meta.url).resolve('better-sqlite3');
	const worker = new Worker(READ_THROUGH, { eval: true, workerData: { driver, file } });
	const [verdict] = (await once(worker, 'message')) as [string];
	return verdict;
}
