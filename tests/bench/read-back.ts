/** What the watch wrote down of itself, read from the store of a house that has ended. */
import BetterSqlite from 'better-sqlite3';
import path from 'node:path';
import { openDatabase } from '../../src/lib/server/database.ts';
import { createSealer, loadSecret } from '../../src/lib/server/secret.ts';
import * as checks from '../../src/lib/server/stores/checks.ts';
import * as monitors from '../../src/lib/server/stores/monitors.ts';

/** What the database holds, in bytes: without its log of late writes, whose size goes up and down by itself. */
export function contentBytes(folder: string): number {
	const database = new BetterSqlite(path.join(folder, 'gatehouse.db'), { readonly: true });
	try {
		const [pages, size] = ['page_count', 'page_size'].map((name) => database.pragma(name, { simple: true }));
		return Number(pages) * Number(size);
	} finally {
		database.close();
	}
}

/** Rows read back of one monitor at most. */
const ROWS_AT_MOST = 10_000;

/**
 * @param folder where its data is
 * @returns how late each check of that time began, milliseconds, by the key of its monitor, and how many were stored
 */
export async function readBack(
	folder: string,
	from: number,
	until: number
): Promise<{ latenessMs: Record<string, number[]>; stored: number }> {
	const database = await openDatabase({
		url: `file:${path.join(folder, 'gatehouse.db')}`,
		backupFolder: folder
	});
	const latenessMs: Record<string, number[]> = {};
	let stored = 0;
	for (const { id, key } of await monitors.active(database.client, createSealer(loadSecret(folder, null)))) {
		const rows = await checks.between(database.client, id, from, until, ROWS_AT_MOST);
		latenessMs[key] = rows.map((row) => row.latenessMs);
		stored += rows.length;
	}
	await database.close();
	return { latenessMs, stored };
}
