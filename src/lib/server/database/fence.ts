/**
 * A fence around an open transaction. The adapter has one connection, so that a plain write made meanwhile would join
 * that transaction and be rolled back with it after it was reported as done. Everything that writes queues behind it here;
 * plain reads have a connection of their own, which sees what is committed and waits for nobody.
 */
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type {
	IsolationLevel,
	SqlDriverAdapter,
	SqlDriverAdapterFactory,
	SqlQuery,
	Transaction
} from '@prisma/driver-adapter-utils';

/** How long the driver itself waits for another process's lock. It is synchronous: nothing else happens meanwhile. */
const DRIVER_WAIT_MS = 5;
/** How long we wait asynchronously for another process's lock before a change is refused. */
const BUSY_FOR_MS = 5_000;
const BUSY_PAUSE_MS = 25;

/** What SQLite forgets between connections: keys that hold, commits that survive a power cut, a log that stays small. */
const PRAGMAS = `
	PRAGMA foreign_keys = ON;
	PRAGMA synchronous = FULL;
	PRAGMA cache_size = -16000;
	PRAGMA journal_size_limit = 67108864;`;

/** One after another, in the order they came. */
class Turnstile {
	#last: Promise<void> = Promise.resolve();

	/** Waits for its turn; the caller must call what it gets, exactly once, to let the next one in. */
	async enter(): Promise<() => void> {
		let leave: () => void = () => undefined;
		const before = this.#last;
		this.#last = new Promise((resolve) => (leave = resolve));
		await before;
		return leave;
	}
}

/** A factory for Prisma whose connections keep behind the fence. */
export function fencedSqlite(file: string): SqlDriverAdapterFactory {
	const [writing, reading] = [false, true].map((isReadOnly) => plainSqlite(file, { isReadOnly })) as [
		PrismaBetterSqlite3,
		PrismaBetterSqlite3
	];
	return {
		provider: writing.provider,
		adapterName: writing.adapterName,
		async connect() {
			const writer = await writing.connect();
			await writer.executeScript(PRAGMAS);
			const reader = await reading.connect();
			await reader.executeScript(PRAGMAS);
			return fence(writer, reader);
		}
	};
}

/** The adapter as it comes, for migrations and for the test that shows what the fence is for. */
export function plainSqlite(file: string, options: { isReadOnly: boolean }): PrismaBetterSqlite3 {
	return new PrismaBetterSqlite3(
		{ url: file, timeout: DRIVER_WAIT_MS, readonly: options.isReadOnly },
		{ shadowDatabaseUrl: ':memory:', timestampFormat: 'unixepoch-ms' }
	);
}

/** A statement that only reads; Prisma writes with RETURNING as a query too. */
const READS = /^\s*(?:SELECT|WITH)\b/i;

function fence(connection: SqlDriverAdapter, reader: SqlDriverAdapter): SqlDriverAdapter {
	const turnstile = new Turnstile();

	async function alone<T>(work: () => Promise<T>): Promise<T> {
		const leave = await turnstile.enter();
		try {
			return await patiently(work);
		} finally {
			leave();
		}
	}

	return {
		provider: connection.provider,
		adapterName: connection.adapterName,
		queryRaw: (query) =>
			READS.test(query.sql)
				? patiently(() => reader.queryRaw(query))
				: alone(() => connection.queryRaw(query)),
		executeRaw: (query) => alone(() => connection.executeRaw(query)),
		executeScript: (script) => alone(() => connection.executeScript(script)),
		getConnectionInfo: connection.getConnectionInfo?.bind(connection),
		async dispose() {
			await alone(() => connection.dispose());
			await reader.dispose();
		},
		async startTransaction(isolationLevel?: IsolationLevel): Promise<Transaction> {
			if (isolationLevel && isolationLevel !== 'SERIALIZABLE') {
				throw new Error(`SQLite knows SERIALIZABLE transactions only, not ${isolationLevel}.`);
			}
			const leave = await turnstile.enter();
			try {
				await patiently(() => connection.executeRaw(statement('BEGIN IMMEDIATE')));
			} catch (error) {
				leave();
				throw error;
			}
			return transaction(connection, leave);
		}
	};
}

/**
 * An open transaction, which leaves the fence when it is over. After a statement that failed it takes nothing but its
 * end: on some failures (a full disk) SQLite undoes everything by itself, and what came next would stand on its own.
 */
function transaction(connection: SqlDriverAdapter, leave: () => void): Transaction {
	let isOpen = true;
	let failure: unknown = null;

	async function attempt<T>(work: () => Promise<T>): Promise<T> {
		if (failure !== null) {
			throw new Error('A statement of this transaction failed, so all of it is undone.', { cause: failure });
		}
		try {
			return await work();
		} catch (error) {
			failure = error;
			throw error;
		}
	}

	/** Fails only where SQLite has undone everything already. */
	async function undo(): Promise<void> {
		isOpen = false;
		await connection.executeRaw(statement('ROLLBACK')).catch(() => undefined);
	}

	return {
		provider: connection.provider,
		adapterName: connection.adapterName,
		// Prisma sends COMMIT and ROLLBACK as statements, and calls commit or rollback when they are done.
		options: { usePhantomQuery: false },
		queryRaw: (query) => attempt(() => connection.queryRaw(query)),
		async executeRaw(query) {
			if (query.sql === 'ROLLBACK') {
				await undo();
				return 0;
			}
			const changed = await attempt(() => connection.executeRaw(query));
			if (query.sql === 'COMMIT') isOpen = false;
			return changed;
		},
		async commit() {
			leave();
		},
		async rollback() {
			// Prisma calls this after a COMMIT that failed, without a ROLLBACK of its own.
			if (isOpen) await undo();
			leave();
		}
	};
}

async function patiently<T>(work: () => Promise<T>): Promise<T> {
	const giveUpAt = performance.now() + BUSY_FOR_MS;
	for (;;) {
		try {
			return await work();
		} catch (error) {
			if (!isBusy(error) || performance.now() > giveUpAt) throw error;
			await new Promise((resolve) => setTimeout(resolve, BUSY_PAUSE_MS));
		}
	}
}

function isBusy(error: unknown): boolean {
	const cause = (error as { cause?: { kind?: string; originalCode?: string } }).cause;
	return cause?.kind === 'SocketTimeout' || /SQLITE_BUSY|SQLITE_LOCKED/.test(cause?.originalCode ?? '');
}

function statement(sql: string): SqlQuery {
	return { sql, args: [], argTypes: [] };
}
