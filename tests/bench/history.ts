/** A database as an installation has it after ninety days: so many monitors, each with its past, in the product's own shapes. */
import path from 'node:path';
import { checkConfig } from '../../src/lib/server/config/check.ts';
import { applyConfig } from '../../src/lib/server/config/apply.ts';
import { openDatabase } from '../../src/lib/server/database.ts';
import { ALIVE_MARK } from '../../src/lib/server/housekeeping/housekeeping.ts';
import { PROBES } from '../../src/lib/server/probes/index.ts';
import { createSealer, loadSecret } from '../../src/lib/server/secret.ts';
import * as marks from '../../src/lib/server/stores/marks.ts';
import * as monitors from '../../src/lib/server/stores/monitors.ts';
import { writePast, type Spell } from '../../prisma/seed/past.ts';
import { idsOf, randomOf } from '../../prisma/seed/random.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const DAYS = 90;

export interface History {
	/** Folder of the data. */
	dataDir: string;
	/** The text of the config file, whose monitors get a past. */
	config: string;
	/** How far apart their checks were. */
	everyMs: number;
	/** How long the checks themselves are kept. */
	checksKeptMs: number;
	now: number;
}

/** Makes the database file. @returns its size in bytes */
export async function writeHistory({
	dataDir,
	config: text,
	everyMs,
	checksKeptMs,
	now
}: History): Promise<number> {
	const { config, faults } = checkConfig(text, { env: {}, probes: PROBES });
	if (!config) throw new Error(faults.map(({ message }) => message).join(' '));
	const sealer = createSealer(loadSecret(dataDir, null));
	const file = path.join(dataDir, 'gatehouse.db');
	const database = await openDatabase({ url: `file:${file}`, backupFolder: path.join(dataDir, 'backups') });
	const newId = idsOf(randomOf('bench'));
	const span = { from: now - DAYS * DAY_MS, to: now };
	await applyConfig(database, config, { now: span.from, sealer, newId });
	for (const { id, key } of await monitors.active(database.client, sealer)) {
		const random = randomOf(key);
		const spells = Array.from({ length: 6 }, (_, index): Spell => {
			const from = span.from + (index * 15 + 15 * random() * 0.9) * DAY_MS;
			return {
				verdict: index % 3 === 2 ? 'degraded' : 'down',
				from,
				to: from + (2 + 60 * random()) * MINUTE_MS
			};
		});
		const pace = { quietMs: 40 + 200 * random(), busyShare: 0.4 };
		const past = { monitorId: id, isHttp: true, span, everyMs, pace, spells, checksFrom: now - checksKeptMs };
		await writePast(database, past, { timeZone: config.page.timeZone, random });
	}
	await marks.set(database.client, ALIVE_MARK, now);
	const bytes = database.sizeBytes();
	await database.close();
	return bytes;
}
