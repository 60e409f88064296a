/**
 * The one door to the store: opens it in order (pragmas, migrations, the client), runs transactions, copies, closes.
 * What only SQLite understands stays in this module and the folder beside it.
 */
import BetterSqlite from 'better-sqlite3';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { insertChecks, newestChecks, saveRollups } from './database/bulk.ts';
import { copyDatabase } from './database/copy.ts';
import { fencedSqlite } from './database/fence.ts';
import { migrate } from './database/migrations.ts';
import { hasOwed } from './database/owing.ts';
import { pruneChecks, pruneHours } from './database/prune.ts';
import { isStoreTrouble, reasonOf } from './database/trouble.ts';
import { PrismaClient, type Prisma } from './generated/prisma/client.ts';

/** The client, or the transaction that is open: what every store call takes first. */
export type Db = PrismaClient | Prisma.TransactionClient;

export interface Database {
	/** Plain reads go beside a writer at work and never see what is not committed. */
	client: PrismaClient;
	/** All of it or nothing. Never await the network inside. */
	transaction<T>(work: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T>;
	/** Calls after every transaction that owes a notice; the returned function ends that. */
	onOwed(listener: () => void): () => void;
	insertChecks: typeof insertChecks;
	saveRollups: typeof saveRollups;
	newestChecks: typeof newestChecks;
	pruneChecks: typeof pruneChecks;
	pruneHours: typeof pruneHours;
	/** Whether an error means that the store cannot be written for now, and the same write may succeed later. */
	isStoreTrouble: typeof isStoreTrouble;
	/** Null when a write succeeds, else why it does not. */
	writeTrouble(): Promise<string | null>;
	/**
	 * Copies the store while it is in use, and verifies the copy.
	 * @throws Error with a sentence when the target is there already or the copy is not sound
	 */
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

/** Tables of history. */
const GROWING = ['Check', 'HourRollup', 'DayRollup', 'Evidence', 'AuditEntry'];

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
	const client = new PrismaClient({ adapter: fencedSqlite(file) });
	/** However many ask at the same time, one write answers them. */
	let probing: Promise<string | null> | null = null;
	const owedListeners = new Set<() => void>();
	return {
		client,
		async transaction(work) {
			let isOwing = false;
			const result = await client.$transaction(async (tx) => {
				const made = await work(tx);
				isOwing = hasOwed(tx);
				return made;
			}, TRANSACTION);
			if (isOwing) owedListeners.forEach((listener) => listener());
			return result;
		},
		onOwed(listener) {
			owedListeners.add(listener);
			return () => owedListeners.delete(listener);
		},
		insertChecks,
		saveRollups,
		newestChecks,
		pruneChecks,
		pruneHours,
		isStoreTrouble,
		writeTrouble() {
			probing ??= probeWriting(client).finally(() => (probing = null));
			return probing;
		},
		backup: (target) => copyDatabase(file, target),
		sizeBytes: () =>
			[file, `${file}-wal`].reduce(
				(sum, one) => sum + (statSync(one, { throwIfNoEntry: false })?.size ?? 0),
				0
			),
		file,
		close: () => client.$disconnect()
	};
}

async function probeWriting(client: PrismaClient): Promise<string | null> {
	try {
		const mark = { name: 'writable', at: new Date(0) };
		await client.mark.upsert({ where: { name: mark.name }, create: mark, update: mark });
		return null;
	} catch (error) {
		return reasonOf(error);
	}
}

/** The path of a database. @throws Error with a sentence for what is no file */
export function fileOf(url: string): string {
	if (!url.startsWith('file:')) {
		throw new Error(
			`DATABASE_URL begins with ${url.split(':')[0]}:, which this version cannot use. Write file: and a path.`
		);
	}
	return path.resolve(url.slice('file:'.length));
}

/** Write-ahead logging is a property of the file and is set before Prisma opens it; a damaged file is found here. */
function prepare(file: string): void {
	let fault: unknown;
	try {
		const database = new BetterSqlite(file, { timeout: 500 });
		try {
			database.pragma('journal_mode = WAL');
			fault = faultOf(database);
		} finally {
			database.close();
		}
	} catch (error) {
		fault = error;
	}
	if (fault === null) return;
	const advice = isStoreTrouble(fault)
		? 'See who holds it and whether Gatehouse may write there, then start again.'
		: 'Restore a backup, or move the file away to begin anew.';
	throw new Error(`The database ${file} cannot be used (${reasonOf(fault)}). ${advice}`, { cause: fault });
}

/**
 * What is wrong with a database, or null. Reads every table through but the ones that grow: they take seconds, and what
 * is damaged there spoils only itself.
 */
function faultOf(database: BetterSqlite.Database): string | null {
	const tables = database
		.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
		.pluck()
		.all() as string[];
	const verdicts = tables
		.filter((name) => !GROWING.includes(name))
		.map((name) => String(database.pragma(`quick_check("${name}")`, { simple: true })));
	return verdicts.find((verdict) => verdict !== 'ok') ?? null;
}
