/** `backup FILE`: a sound copy of the database, also while Gatehouse runs at full load. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { copyDatabase } from '../../lib/server/database/copy.ts';
import { fileOf } from '../../lib/server/database.ts';
import { readSettings } from '../../lib/server/settings.ts';
import { oneFile } from './asked.ts';
import { EXIT, type Verb } from './terminal.ts';

export const backupVerb: Verb = {
	usage: 'backup FILE',
	about: 'Copies the database to a new file, beside a Gatehouse that runs, and reads the copy through.',
	async run(args, { out, err, env }) {
		const target = oneFile('backup', args);
		const settings = readSettings(env);
		const file = fileOf(settings.databaseUrl);
		if (!existsSync(file)) {
			err(`There is no database at ${file} to back up.`);
			return EXIT.faults;
		}
		try {
			await copyDatabase(file, target);
		} catch (error) {
			err((error as Error).message);
			return EXIT.faults;
		}
		const megabytes = (statSync(target).size / 1_000_000).toFixed(1);
		out(`Backed up to ${target}: ${megabytes} MB, read through and sound.`);
		if (settings.secret === null) {
			out(`Keep ${path.join(settings.dataDir, 'secret')} with it: what it sealed cannot be read without it.`);
		}
		return EXIT.ok;
	}
};
