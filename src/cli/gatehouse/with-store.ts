/** Opens the store that the settings name for one verb, beside a Gatehouse that may be running on it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../lib/server/clock.ts';
import { openDatabase, type Database } from '../../lib/server/database.ts';
import { newId } from '../../lib/server/new-id.ts';
import { readSettings, type Settings } from '../../lib/server/settings.ts';
import * as workspaces from '../../lib/server/stores/workspaces.ts';
import type { Terminal } from './terminal.ts';

export interface OpenStore {
	database: Database;
	settings: Settings;
	/** The workspace that is there from the start. */
	workspaceId: string;
	now: number;
}

export async function withStore<T>(env: Terminal['env'], work: (store: OpenStore) => Promise<T>): Promise<T> {
	const settings = readSettings(env);
	mkdirSync(settings.dataDir, { recursive: true });
	const database = await openDatabase({
		url: settings.databaseUrl,
		backupFolder: path.join(settings.dataDir, 'backups')
	});
	try {
		const now = systemClock().now();
		const { id: workspaceId } = await workspaces.ensureDefault(database.client, newId(), now);
		return await work({ database, settings, workspaceId, now });
	} finally {
		await database.close();
	}
}
