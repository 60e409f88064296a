/** What a running app has stored, read beside it: for stories that look behind the page. */
import BetterSqlite from 'better-sqlite3';
import path from 'node:path';

export interface Stored {
	outages: { id: string; startedAt: number; endedAt: number | null }[];
	incidents: { id: string; title: string; startedAt: number }[];
	stretches: { verdict: string; startedAt: number; endedAt: number | null }[];
}

/** Oldest first; times in epoch milliseconds. */
export function rowsOf(dataDir: string): Stored {
	const database = new BetterSqlite(path.join(dataDir, 'gatehouse.db'), { readonly: true, timeout: 5_000 });
	const all = (sql: string) => database.prepare(sql).all() as never;
	try {
		return {
			outages: all('SELECT id, startedAt, endedAt FROM Outage ORDER BY startedAt'),
			incidents: all('SELECT id, title, startedAt FROM Incident ORDER BY startedAt'),
			stretches: all('SELECT verdict, startedAt, endedAt FROM Stretch ORDER BY startedAt')
		};
	} finally {
		database.close();
	}
}
