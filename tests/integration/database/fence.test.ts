import BetterSqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { plainSqlite } from '../../../src/lib/server/database/fence.ts';
import type { Db } from '../../../src/lib/server/database.ts';
import { PrismaClient } from '../../../src/lib/server/generated/prisma/client.ts';
import * as marks from '../../../src/lib/server/stores/marks.ts';
import { NOON, temporaryDatabase } from '../../support/database.ts';

/** A promise to be settled by hand, so that two requests meet exactly where the story wants them to. */
function gate(): { opened: Promise<void>; open: () => void } {
	let open = () => {};
	const opened = new Promise<void>((resolve) => (open = resolve));
	return { opened, open };
}

/** One request is in the middle of a change that will fail; meanwhile another request's write is reported as done. */
async function twoRequests(client: PrismaClient): Promise<{ reportedBeforeTheEnd: boolean }> {
	const [begun, mayFail] = [gate(), gate()];
	const failing = client.$transaction(async (tx) => {
		await marks.set(tx, 'half done', NOON);
		begun.open();
		await mayFail.opened;
		throw new Error('the change failed');
	});
	await begun.opened;
	let isReported = false;
	const other = marks.set(client, 'reported as done', NOON).then(() => (isReported = true));
	await new Promise((resolve) => setImmediate(resolve));
	const reportedBeforeTheEnd = isReported;
	mayFail.open();
	await expect(failing).rejects.toThrow('the change failed');
	await other;
	return { reportedBeforeTheEnd };
}

describe('a write beside an open transaction', () => {
	it('is lost with that transaction when there is no fence', async () => {
		const { file } = await temporaryDatabase();
		const client = new PrismaClient({ adapter: plainSqlite(file, { isReadOnly: false }) });
		expect(await twoRequests(client)).toEqual({ reportedBeforeTheEnd: true });
		expect(await marks.get(client, 'reported as done')).toBeNull();
		await client.$disconnect();
	});

	it('waits behind the fence and stays', async () => {
		const { client } = await temporaryDatabase();
		expect(await twoRequests(client)).toEqual({ reportedBeforeTheEnd: false });
		expect(await marks.get(client, 'reported as done')).toBe(NOON);
		expect(await marks.get(client, 'half done')).toBeNull();
	});
});

describe('what is not committed', () => {
	it('is seen by no reader', async () => {
		const { client, transaction } = await temporaryDatabase();
		await transaction(async (tx) => {
			await marks.set(tx, 'half done', NOON);
			expect(await marks.get(client, 'half done')).toBeNull();
		});
		expect(await marks.get(client, 'half done')).toBe(NOON);
	});

	it('is seen without the fence by everybody on the same connection', async () => {
		const { file } = await temporaryDatabase();
		const client = new PrismaClient({ adapter: plainSqlite(file, { isReadOnly: false }) });
		await client.$transaction(async (tx) => {
			await marks.set(tx, 'half done', NOON);
			expect(await marks.get(client, 'half done')).toBe(NOON);
		});
		await client.$disconnect();
	});
});

describe('a transaction of which one statement failed', () => {
	/** As many pages as there are now, and not one more. */
	const fillDisk = (db: Db) =>
		db.$queryRaw`SELECT 1`.then(async () => {
			const [{ page_count: pages } = { page_count: 0 }] = await db.$queryRaw<
				{ page_count: number }[]
			>`PRAGMA page_count`;
			await db.$queryRawUnsafe(`PRAGMA max_page_count = ${Number(pages)}`);
		});
	const tooMuch = (db: Db) =>
		db.mark.create({ data: { name: 'large', at: new Date(NOON), value: 'x'.repeat(1e6) } });

	it('leaves nothing behind, though SQLite undid the first half by itself and somebody went on', async () => {
		const { client, transaction } = await temporaryDatabase();
		await fillDisk(client);
		const careless = transaction(async (tx) => {
			await marks.set(tx, 'before', NOON);
			await expect(tooMuch(tx)).rejects.toThrow('disk is full');
			await marks.set(tx, 'after', NOON);
		});
		await expect(careless).rejects.toThrow('all of it is undone');
		expect(await client.mark.count()).toBe(0);
	});

	it('leaves nothing behind when statements were sent side by side', async () => {
		const { client, transaction } = await temporaryDatabase();
		await fillDisk(client);
		const sideBySide = transaction((tx) =>
			Promise.all([
				marks.set(tx, 'one', NOON),
				tooMuch(tx),
				marks.set(tx, 'two', NOON),
				marks.set(tx, 'three', NOON)
			])
		);
		await expect(sideBySide).rejects.toThrow('disk is full');
		expect(await client.mark.count()).toBe(0);
	});

	it('lets the next one in', async () => {
		const { client, transaction } = await temporaryDatabase();
		await expect(
			transaction((tx) => tx.mark.create({ data: { name: 'x', at: new Date(Number.NaN) } }))
		).rejects.toThrow();
		await transaction((tx) => marks.set(tx, 'next', NOON));
		expect(await marks.get(client, 'next')).toBe(NOON);
	});
});

it('undoes a transaction whose COMMIT fails, and lets the next one in', async () => {
	const { client, transaction } = await temporaryDatabase();
	const orphan = transaction(async (tx) => {
		await tx.$executeRaw`PRAGMA defer_foreign_keys = ON`;
		await tx.$executeRaw`INSERT INTO "Stretch" ("monitorId", "verdict", "startedAt") VALUES (404, 'up', 0)`;
		await marks.set(tx, 'with it', NOON);
	});
	await expect(orphan).rejects.toThrow('ForeignKeyConstraintViolation');
	await transaction((tx) => marks.set(tx, 'next', NOON));
	expect((await client.mark.findMany()).map(({ name }) => name)).toEqual(['next']);
	expect(await client.stretch.count()).toBe(0);
});

describe('a file that another process is writing to', () => {
	it('is waited for without holding up the process', async () => {
		const { client, file } = await temporaryDatabase();
		const other = new BetterSqlite(file);
		other.exec('BEGIN IMMEDIATE');
		const writing = marks.set(client, 'patient', NOON);
		let isWritten = false;
		void writing.then(() => (isWritten = true));
		await new Promise((resolve) => setImmediate(resolve));
		expect(isWritten).toBe(false);
		other.exec('COMMIT');
		other.close();
		await writing;
		expect(await marks.get(client, 'patient')).toBe(NOON);
	});

	it('is given up after five seconds as trouble that passes', async () => {
		const { client, file, isStoreTrouble } = await temporaryDatabase();
		await marks.get(client, 'the engine is loaded');
		const other = new BetterSqlite(file);
		other.exec('BEGIN IMMEDIATE');
		vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
		try {
			const writing = marks.set(client, 'too late', NOON).catch((error: unknown) => error);
			await vi.advanceTimersByTimeAsync(5_100);
			expect(isStoreTrouble(await writing)).toBe(true);
		} finally {
			vi.useRealTimers();
			other.close();
		}
	});
});

type Step = { kind: 'write'; fails: false } | { kind: 'change'; fails: boolean };

it('keeps exactly what was reported as done, however requests meet', async () => {
	const database = await temporaryDatabase();
	const step: fc.Arbitrary<Step> = fc.oneof(
		fc.constant<Step>({ kind: 'write', fails: false }),
		fc.boolean().map((fails): Step => ({ kind: 'change', fails }))
	);
	let round = 0;
	await fc.assert(
		fc.asyncProperty(
			fc.array(step, { minLength: 2, maxLength: 8 }),
			fc.scheduler(),
			async (steps, scheduler) => {
				round += 1;
				const names = steps.map((_, index) => `${round}/${index}`);
				const requests = steps.map(({ kind, fails }, index) => async () => {
					const name = names[index] as string;
					if (kind === 'write') return marks.set(database.client, name, NOON);
					await database.transaction(async (tx) => {
						await marks.set(tx, `${name}/first`, NOON);
						await marks.set(tx, name, NOON);
						if (fails) throw new Error('failed');
					});
				});
				const answers = Promise.allSettled(
					requests.map((request) => scheduler.schedule(Promise.resolve()).then(request))
				);
				await scheduler.waitFor(answers);
				const reported = (await answers).flatMap(({ status }, index) =>
					status === 'fulfilled' ? [names[index]] : []
				);
				const kept = await database.client.mark.findMany({
					where: { name: { in: names } },
					orderBy: { name: 'asc' }
				});
				expect(kept.map(({ name }) => name)).toEqual(reported.sort());
				const halves = await database.client.mark.count({
					where: { name: { startsWith: `${round}/`, endsWith: '/first' } }
				});
				expect(halves).toBe(steps.filter(({ kind, fails }) => kind === 'change' && !fails).length);
			}
		),
		{ numRuns: 40 }
	);
});
