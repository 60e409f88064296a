/** Makes what has to be there before Gatehouse can run from a clone: the database client and the build. */
import { existsSync, statSync } from 'node:fs';
import { isBuildFresh } from './build-stamp.ts';
import { runCommand } from './run-command.ts';

const CLIENT = 'src/lib/server/generated/prisma/client.ts';
const CLIENT_SOURCES = ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'];
const STEP_LIMIT_MS = 300_000;

/** A step of the preparation that failed; the message holds what the tool said. */
export class PreparationFault extends Error {}

/**
 * Generates the database client where it is missing or older than the schema.
 * @throws PreparationFault with what the generator said
 */
export async function prepareClient(say: (sentence: string) => void): Promise<void> {
	const isFresh =
		existsSync(CLIENT) && CLIENT_SOURCES.every((file) => statSync(file).mtimeMs <= statSync(CLIENT).mtimeMs);
	if (isFresh) return;
	say('Generating the database client …');
	// The client's own configuration extends a file that the sync writes.
	await run('The database client could not be generated.', 'svelte-kit', ['sync']);
	await run('The database client could not be generated.', 'prisma', ['generate']);
}

/**
 * Builds the app where the build is missing or older than the sources. The folder is the current one.
 * @throws PreparationFault with what the build said
 */
export async function prepareBuild(basePath: string, say: (sentence: string) => void): Promise<void> {
	if (isBuildFresh('.', basePath)) return;
	say('Building Gatehouse: about ten seconds, once, and again when its sources change …');
	await run('Gatehouse could not be built.', 'vite', ['build'], { BASE_PATH: basePath });
}

async function run(
	fault: string,
	command: string,
	args: string[],
	env: Record<string, string> = {}
): Promise<void> {
	const result = await runCommand(command, args, { timeoutMs: STEP_LIMIT_MS, env, output: 'quiet' });
	if (result.code === 0) return;
	const end = result.isTimedOut ? `${command} did not end within ${STEP_LIMIT_MS / 60_000} minutes.` : '';
	throw new PreparationFault([fault, end, result.output.trim()].filter(Boolean).join('\n'));
}
