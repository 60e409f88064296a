import { describe, expect, it } from 'vitest';
import type { CheckRow } from '../../../src/lib/domain/check.ts';
import { furnish, NOON, temporaryDatabase, watch } from '../../support/database.ts';

const ROWS = 100_000;
const MONITORS = 20;
const EVERY_MS = 30_000;

describe('a check', () => {
	it('takes at most 60 bytes with its index', async () => {
		const database = await temporaryDatabase();
		await furnish(database);
		const ids: number[] = [];
		for (let index = 0; index < MONITORS; index += 1) {
			ids.push((await watch(database, { key: `monitor-${index}` })).monitorId);
		}
		await database.client.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)');
		const before = database.sizeBytes();
		// as they come: one batch a second, the monitors of that second, oldest first
		for (let round = 0; round < ROWS / MONITORS; round += 50) {
			const rows = Array.from({ length: 50 }, (_, step) =>
				ids.map((monitorId, index): CheckRow => {
					const noise = (round + step) * 31 + index * 7;
					return {
						monitorId,
						at: NOON + (round + step) * EVERY_MS + index * 113,
						outcome: noise % 97 === 0 ? 'down' : 'up',
						statusCode: noise % 97 === 0 ? 502 : 200,
						durationMs: 80 + (noise % 900),
						latenessMs: noise % 40,
						phases: {
							resolveMs: noise % 9,
							connectMs: 8 + (noise % 30),
							tlsMs: 12 + (noise % 40),
							firstByteMs: 40 + (noise % 700),
							transferMs: noise % 90
						}
					};
				})
			).flat();
			await database.insertChecks(database.client, rows);
		}
		await database.client.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)');
		const bytesEach = (database.sizeBytes() - before) / ROWS;
		expect(await database.client.check.count()).toBe(ROWS);
		expect(bytesEach).toBeLessThanOrEqual(60);
	}, 60_000);
});
