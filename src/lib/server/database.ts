/**
 * The one door to the store: opens it in order (pragmas, migrations, two clients), runs transactions, copies, closes.
 * What only SQLite understands stays in this module and the folder beside it.
 */
import BetterSqlite from 'better-sqlite3';
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { insertChecks, newestChecks, pruneChecks, pruneHours, saveRollups } from './database/bulk.ts';
import { fencedSqlite } from './database/fence.ts';
import { migrate } from './database/migrations.ts';
import { PrismaClient, type Prisma } from './generated/prisma/client.ts';

/** The client, or the transaction that is open: what every store call takes first. */
export type Db = PrismaClient | Prisma.TransactionClient;

export interface Database {
	/** Reads only, beside a writer at work; never sees what is not committed. */
	reader: PrismaClient;
	client: PrismaClient;
	/** All of it or nothing. Never await the network inside. */
	transaction<T>(work: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T>;
	insertChecks: typeof insertChecks;
	saveRollups: typeof saveRollups;
	newestChecks: typeof newestChecks;
	pruneChecks: typeof pruneChecks;
	pruneHours: typeof pruneHours;
	/** Whether an error means that the store cannot be written for now, and the same write may succeed later. */
	isStoreTrouble(error: unknown): boolean;
	/** Null when a write succeeds, else why it does not. */
	writeTrouble(): Promise<string | null>;
	/** Copies the store while it is in use, and verifies the copy. */
	backup(file: string): Promise<void>;
	sizeBytes(): number;
	file: string;
	close(): Promise<void>;
}

export interface DatabaseOptions {
	/** `file:` and a path. */
	url: string;
	/** Where copies made before an upgrade go. */
	backupFolder: string;
	migrationsFolder?: string;
}

const TRANSACTION = { maxWait: 10_000, timeout: 60_000 };

/**
 * Opens the store and brings it up to date.
 * @throws Error with a sentence when the file is damaged, newer than this program, or not SQLite at all
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
	const file = fileOf(options.url);
	mkdirSync(path.dirname(file), { recursive: true });
	prepare(file);
	await migrate(file, options.migrationsFolder ?? path.resolve('prisma/migrations'), options.backupFolder);
	const client = new PrismaClient({ adapter: fencedSqlite(file, { isReadOnly: false }) });
	const reader = new PrismaClient({ adapter: fencedSqlite(file, { isReadOnly: true }) });
	return {
		client,
		reader,
		transaction: (work) => client.$transaction(work, TRANSACTION),
		insertChecks,
		saveRollups,
		newestChecks,
		pruneChecks,
		pruneHours,
		isStoreTrouble,
		async writeTrouble() {
			try {
				await client.mark.upsert({
					where: { name: 'writable' },
					create: { name: 'writable', at: new Date(0) },
					update: { value: '' }
				});
				return null;
			} catch (error) {
				return messageOf(error);
			}
		},
		backup: (target) => backup(file, target),
		sizeBytes: () => [file, `${file}-wal`].reduce((sum, one) => sum + (statSync(one, { throwIfNoEntry: false })?.size ?? 0), 0),
		file,
		async close() {
			await Promise.all([client.$disconnect(), reader.$disconnect()]);
		}
	};
}

function fileOf(url: string): string {
	if (!url.startsWith('file:')) {
		throw new Error(`DATABASE_URL is ${url.split(':')[0]}:…, but this version stores in SQLite: file: and a path.`);
	}
	return path.resolve(url.slice('file:'.length));
}

/** Write-ahead logging is a property of the file and is set before Prisma opens it; a damaged file is found here. */
function prepare(file: string): void {
	try {
		const database = new BetterSqlite(file, { timeout: 3_000 });
		database.pragma('journal_mode = WAL');
		database.prepare('SELECT count(*) FROM sqlite_master').get();
		database.close();
	} catch (error) {
		throw new Error(
			`The database ${file} cannot be opened (${messageOf(error)}). Restore a backup, or move the file away to begin anew.`,
			{ cause: error }
		);
	}
}

async function backup(file: string, target: string): Promise<void> {
	if (existsSync(target)) throw new Error(`${target} is already there. Name a file that does not exist yet.`);
	mkdirSync(path.dirname(path.resolve(target)), { recursive: true });
	const source = new BetterSqlite(file, { readonly: true });
	try {
		await source.backup(target);
	} finally {
		source.close();
	}
	const copy = new BetterSqlite(target, { readonly: true });
	const verdict = copy.pragma('integrity_check', { simple: true });
	copy.close();
	if (verdict === 'ok') return;
	rmSync(target);
	throw new Error(`The copy at ${target} was not sound (${String(verdict)}) and was removed.`);
}

const TROUBLE = /SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN)|disk is full|readonly database|disk I\/O|database is locked|SocketTimeout|timed out/i;

function isStoreTrouble(error: unknown): boolean {
	const parts = [messageOf(error), JSON.stringify(error), messageOf((error as { cause?: unknown } | null)?.cause)];
	return parts.some((part) => TROUBLE.test(part ?? ''));
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
