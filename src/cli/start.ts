/** `npm start`: from a fresh clone to a running Gatehouse. Makes what is missing, says so, and serves in this process. */
import '../lib/server/threads.ts';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readSettings, SettingsFault } from '../lib/server/settings.ts';
import { PreparationFault, prepareBuild, prepareClient } from './prepare.ts';

process.chdir(path.resolve(import.meta.dirname, '../..'));
if (existsSync('.env')) process.loadEnvFile('.env');

try {
	const { basePath } = readSettings(process.env);
	await prepareClient({ say: console.log });
	await prepareBuild(basePath, { say: console.log });
} catch (error) {
	if (!(error instanceof SettingsFault || error instanceof PreparationFault)) throw error;
	console.error(error.message);
	process.exit(1);
}
// In this process, so that every signal reaches the server itself.
await import(pathToFileURL(path.resolve('build/index.js')).href);
