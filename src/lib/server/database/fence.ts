/**
 * A fence around an open transaction. The adapter has one connection, so that a plain write made meanwhile would join
 * that transaction and be rolled back with it after it was reported as done. Everything else queues behind it here.
 */
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type {
	IsolationLevel,
	SqlDriverAdapter,
	SqlDriverAdapterFactory,
	SqlQuery,
	Transaction
} from '@prisma/driver-adapter-utils';

/** How long the driver itself may block the process waiting for another one's lock. Short: it is synchronous. */
const DRIVER_WAIT_MS = 100;
/** How long we wait asynchronously for another process's lock before a change is refused. */
const BUSY_FOR_MS = 5_000;
const BUSY_PAUSE_MS = 50;

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

/** A factory for Prisma whose connections hold the fence and set what SQLite forgets between connections. */
export function fencedSqlite(file: string, options: { isReadOnly: boolean }): SqlDriverAdapterFactory {
	const factory = plainSqlite(file, options);
	return {
		provider: factory.provider,
		adapterName: factory.adapterName,
		async connect() {
			const connection = await factory.connect();
			await connection.executeScript('PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000;');
			return fence(connection);
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

function fence(connection: SqlDriverAdapter): SqlDriverAdapter {
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
		queryRaw: (query) => alone(() => connection.queryRaw(query)),
		executeRaw: (query) => alone(() => connection.executeRaw(query)),
		executeScript: (script) => alone(() => connection.executeScript(script)),
		getConnectionInfo: connection.getConnectionInfo?.bind(connection),
		dispose: () => alone(() => connection.dispose()),
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

function transaction(connection: SqlDriverAdapter, leave: () => void): Transaction {
	let isOver = false;
	const end = () => {
		if (!isOver) leave();
		isOver = true;
		return Promise.resolve();
	};
	return {
		provider: connection.provider,
		adapterName: connection.adapterName,
		options: { usePhantomQuery: false },
		queryRaw: (query) => connection.queryRaw(query),
		async executeRaw(query) {
			try {
				return await connection.executeRaw(query);
			} catch (error) {
				if (query.sql === 'COMMIT') {
					await connection.executeRaw(statement('ROLLBACK')).catch(() => undefined);
					await end();
				}
				throw error;
			}
		},
		commit: end,
		rollback: end
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
