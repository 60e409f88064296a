/** `npm run seed`: fills an empty database with ninety days of believable history, so that a fresh clone looks alive. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { applyConfig } from '../src/lib/server/config/apply.ts';
import { readConfig } from '../src/lib/server/config/configuration.ts';
import { ownAddress } from '../src/lib/server/config/first-monitor.ts';
import { openDatabase, type Database } from '../src/lib/server/database.ts';
import { claimOwnership } from '../src/lib/server/ownership.ts';
import { createSealer, loadSecret } from '../src/lib/server/secret.ts';
import { readSettings, type Settings } from '../src/lib/server/settings.ts';
import * as incidents from '../src/lib/server/stores/incidents.ts';
import * as stretches from '../src/lib/server/stores/stretches.ts';
import * as workspaces from '../src/lib/server/stores/workspaces.ts';
import { COMPONENTS, MONITORS } from './seed/demo.ts';
import { idsOf, randomOf } from './seed/random.ts';
import { writeDemo, type Seeded } from './seed/write.ts';

export interface SeedOptions {
	settings: Settings;
	/** Epoch milliseconds. */
	now: number;
	/** Moves a database that holds history aside instead of refusing. */
	isForced: boolean;
}

/**
 * Seeds the database that the settings name.
 * @returns what was written, and where the database that was there before lies; null where there was none with history
 * @throws Error with a sentence where history is there already, a key is taken, or a Gatehouse runs on the same data
 */
export async function seed({
	settings,
	now,
	isForced
}: SeedOptions): Promise<Seeded & { kept: string | null }> {
	const config = readConfig(settings);
	const own = new Set([...MONITORS, ...COMPONENTS].map(({ key }) => key));
	const taken = [...config.monitors, ...config.components].filter(({ key }) => own.has(key));
	if (taken.length > 0) {
		const keys = taken.map(({ key }) => key).join(', ');
		throw new Error(
			`The config file has keys that the demo uses: ${keys}. Set GATEHOUSE_CONFIG to another file.`
		);
	}
	mkdirSync(settings.dataDir, { recursive: true });
	const ownership = claimOwnership(settings.dataDir);
	const open = () =>
		openDatabase({ url: settings.databaseUrl, backupFolder: path.join(settings.dataDir, 'backups') });
	let database = await open();
	try {
		let kept: string | null = null;
		if (await holdsHistory(database)) {
			if (!isForced) {
				throw new Error(
					`The database ${database.file} holds history already, which is left as it is. "npm run seed -- --force" keeps a copy of it and begins anew, or set DATA_DIR to an empty folder.`
				);
			}
			kept = await setAside(database, settings.dataDir, now);
			database = await open();
		}
		const sealer = createSealer(loadSecret(settings.dataDir, settings.secret));
		await applyConfig(database, config, { now, sealer, newId: idsOf(randomOf('config')) });
		const own = ownAddress(settings) + settings.basePath;
		return { ...(await writeDemo(database, { now, sealer, ownAddress: own })), kept };
	} finally {
		await database.close();
		ownership.release();
	}
}

async function holdsHistory({ client }: Database): Promise<boolean> {
	if (await stretches.isAny(client)) return true;
	for (const { id } of await workspaces.list(client)) {
		if ((await incidents.list(client, id, 1)).length > 0) return true;
	}
	return false;
}

/** Keeps a verified copy, and takes the database away. @returns where the copy is */
async function setAside(database: Database, dataDir: string, now: number): Promise<string> {
	const folder = path.join(dataDir, 'backups');
	mkdirSync(folder, { recursive: true });
	const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
	const copy = path.join(folder, `before-seed-${stamp}.db`);
	await database.backup(copy);
	await database.close();
	for (const suffix of ['', '-wal', '-shm']) rmSync(database.file + suffix, { force: true });
	return copy;
}

async function main(args: readonly string[]): Promise<void> {
	const unknown = args.find((arg) => arg !== '--force');
	if (unknown) throw new Error(`"${unknown}" is not known here: npm run seed takes --force or nothing.`);
	process.chdir(path.resolve(import.meta.dirname, '..'));
	if (existsSync('.env')) process.loadEnvFile('.env');
	const settings = readSettings(process.env);
	const done = await seed({ settings, now: Date.now(), isForced: args.includes('--force') });
	if (done.kept) console.log(`The database that was there before is kept as ${done.kept}.`);
	console.log(
		`Seeded ${done.days} days of ${done.monitors} monitors and ${done.components} components with ${done.outages} outages and ${done.incidents} incidents.`
	);
	console.log(
		`They watch this Gatehouse itself, on port ${settings.port}. Next: npm start, then open ${settings.origin}${settings.basePath}/`
	);
}

if (process.argv[1] === import.meta.filename) {
	main(process.argv.slice(2)).catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	});
}
