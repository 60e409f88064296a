/** Makes what has to be there before Gatehouse can run from a clone: the database client and the build. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { isBuildFresh } from './build-stamp.ts';
import { runCommand } from './run-command.ts';

const CLIENT = 'src/lib/server/generated/prisma/client.ts';
const CLIENT_SOURCES = ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'];
const STEP_LIMIT_MS = 300_000;

/** A step of the preparation that failed; the message holds what the tool said. */
export class PreparationFault extends Error {}

export interface Preparation {
	/** Told what is being done, before it takes its time. */
	say: (sentence: string) => void;
	/** The project's folder. */
	root?: string;
	run?: typeof runCommand;
}

/**
 * Generates the database client where it is missing or older than the schema.
 * @throws PreparationFault with what the generator said
 */
export async function prepareClient(preparation: Preparation): Promise<void> {
	const { say, root = '.' } = preparation;
	const writtenAt = (file: string) => statSync(path.join(root, file)).mtimeMs;
	const isFresh =
		existsSync(path.join(root, CLIENT)) &&
		CLIENT_SOURCES.every((file) => writtenAt(file) <= writtenAt(CLIENT));
	if (isFresh) return;
	say('Generating the database client …');
	const fault = 'The database client could not be generated.';
	// The client's own configuration extends a file that the sync writes.
	await run(preparation, fault, 'svelte-kit', ['sync']);
	await run(preparation, fault, 'prisma', ['generate']);
}

/**
 * Builds the app where the build is missing, older than the sources or made for another path.
 * @throws PreparationFault with what the build said
 */
export async function prepareBuild(basePath: string, preparation: Preparation): Promise<void> {
	const { say, root = '.' } = preparation;
	if (isBuildFresh(root, basePath)) return;
	say('Building Gatehouse: about ten seconds, once, and again when its sources change …');
	await run(preparation, 'Gatehouse could not be built.', 'vite', ['build'], { BASE_PATH: basePath });
}

async function run(
	{ run: start = runCommand }: Preparation,
	fault: string,
	command: string,
	args: string[],
	env: Record<string, string> = {}
): Promise<void> {
	const result = await start(command, args, { timeoutMs: STEP_LIMIT_MS, env, output: 'quiet' });
	if (result.code === 0) return;
	const end = result.isTimedOut
		? `${command} did not end within ${STEP_LIMIT_MS / 60_000} minutes.`
		: result.isMissing
			? `${command} is not installed: run "npm ci", which brings the tools.`
			: '';
	throw new PreparationFault([fault, end, result.output.trim()].filter(Boolean).join('\n'));
}
