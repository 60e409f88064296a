/** A real database for a test: a migrated file made once per test file, copied for each test, gone after it. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../../src/lib/server/database.ts';
import { createSealer } from '../../src/lib/server/secret.ts';
import * as components from '../../src/lib/server/stores/components.ts';
import * as monitors from '../../src/lib/server/stores/monitors.ts';
import type { MonitorFields } from '../../src/lib/server/stores/monitors.ts';
import * as statusPages from '../../src/lib/server/stores/status-pages.ts';
import * as workspaces from '../../src/lib/server/stores/workspaces.ts';

/** 2026-11-24T12:00:00Z */
export const NOON = Date.UTC(2026, 10, 24, 12);
export const sealer = createSealer('a secret for tests, of thirty-two');

let base: Promise<string> | null = null;

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-test-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** An empty, migrated database of the test's own. */
export async function temporaryDatabase(): Promise<Database> {
	const folder = temporaryFolder();
	const file = path.join(folder, 'gatehouse.db');
	copyFileSync(await (base ??= makeBase()), file);
	const database = await openDatabase({ url: `file:${file}`, backupFolder: path.join(folder, 'backups') });
	onTestFinished(() => database.close());
	return database;
}

/** Two workspaces, each with a page: the owner's, and the stranger's who must be refused. */
export async function furnish(database: Database): Promise<{ ours: string; page: string; theirs: string }> {
	const db = database.client;
	const { id: ours } = await workspaces.ensureDefault(db, 'ours', NOON);
	const { id: page } = await statusPages.ensureDefault(db, ours, 'page', NOON);
	await db.workspace.create({ data: { id: 'theirs', name: 'Theirs', createdAt: new Date(NOON) } });
	return { ours, page, theirs: 'theirs' };
}

/** A monitor with its component; returns the ids of both. */
export async function watch(
	database: Database,
	{ key, ...fields }: Partial<MonitorFields> & { key: string },
	now = NOON
): Promise<{ monitorId: number; componentId: string }> {
	const db = database.client;
	const monitorId = await monitors.save(db, 'ours', { ...monitorFields(key), ...fields }, sealer, now);
	const shown = { key, name: `The ${key}`, pageId: 'page', groupId: null, position: 0, isPublic: true };
	const componentId = await components.save(
		db,
		'ours',
		{ ...shown, isManaged: true, monitorIds: [monitorId] },
		`component-${key}`,
		now
	);
	return { monitorId, componentId };
}

export function monitorFields(key: string): MonitorFields {
	return {
		key,
		name: `The ${key}`,
		kind: 'http',
		target: { url: `https://${key}.example/`, auth: { bearer: 'hunter2' } },
		schedule: { everyMs: 60_000 },
		timeoutMs: 10_000,
		confirmation: { confirm: 3, recover: 2, retryMs: 5_000 },
		isPublic: true,
		tags: [],
		notify: null,
		notifyAbout: null,
		origin: null,
		isManaged: true,
		pushTokenHash: null
	};
}

async function makeBase(): Promise<string> {
	const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-base-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	const file = path.join(folder, 'base.db');
	const database = await openDatabase({ url: `file:${file}`, backupFolder: folder });
	await database.close();
	return file;
}
