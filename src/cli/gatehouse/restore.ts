/** `restore FILE`: puts a backup in the place of the database, which is kept. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../lib/server/clock.ts';
import { fileOf } from '../../lib/server/database.ts';
import { restoreDatabase } from '../../lib/server/database/restore.ts';
import { claimOwnership } from '../../lib/server/ownership.ts';
import { readSettings } from '../../lib/server/settings.ts';
import { oneFile } from './asked.ts';
import { EXIT, type Verb } from './terminal.ts';

export const restoreVerb: Verb = {
	usage: 'restore FILE',
	about:
		'Puts a backup in the place of the database and keeps what was there. Refuses while Gatehouse runs, and what is newer or damaged.',
	async run(args, { out, err, env }) {
		const from = oneFile('restore', args);
		const settings = readSettings(env);
		mkdirSync(settings.dataDir, { recursive: true });
		try {
			const ownership = claimOwnership(settings.dataDir);
			try {
				const kept = await restoreDatabase({
					from,
					file: fileOf(settings.databaseUrl),
					keepIn: path.join(settings.dataDir, 'backups'),
					migrationsFolder: path.resolve('prisma/migrations'),
					now: systemClock().now()
				});
				out(`Restored ${from}. Everybody has to sign in again.`);
				if (kept !== null) out(`What was there is kept at ${kept}.`);
				return EXIT.ok;
			} finally {
				ownership.release();
			}
		} catch (error) {
			err((error as Error).message);
			return EXIT.faults;
		}
	}
};
