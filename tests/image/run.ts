/**
 * `npm run check:image`: plays the Dockerfile through in temporary folders, one a stage, then runs what the last one
 * holds as an ordinary user and asks its health. For machines without Docker, and to know that nothing is missing.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
	chmodSync,
	cpSync,
	globSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import ts from 'typescript';
import { assignments, isSent, readStages, type Stage } from './dockerfile.ts';

const READY_LIMIT_MS = 30_000;
/** What no user of this machine owns. */
const NOBODY = 65_534;
/** Steps that are about the image's system, which this machine stands in for. */
const OF_THE_SYSTEM = /^(?:apt-get |mkdir \/data)/;

const place = mkdtempSync(path.join(tmpdir(), 'gatehouse-image-'));
chmodSync(place, 0o755);
const stages = readStages(readFileSync('Dockerfile', 'utf8'));
const folderOf = (name: string) => path.join(place, name || 'image');

/** The environment of a step: none of this shell's settings, and the Node that runs this. */
function environment(added: Record<string, string>): Record<string, string> {
	const bin = path.dirname(process.execPath);
	return { PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, HOME: process.env.HOME ?? place, ...added };
}

function copy(stage: Stage, rest: string): void {
	const [, from, words = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? [];
	const sources = words.split(/\s+/);
	const target = path.join(folderOf(stage.name), sources.pop() ?? '.');
	for (const source of sources) {
		const file = from ? path.join(folderOf(from), path.relative('/app', source)) : source;
		const isFolder = statSync(file).isDirectory();
		cpSync(file, isFolder ? target : path.join(target, path.basename(file)), { recursive: true });
	}
}

/** What git has and `.dockerignore` lets through: what `COPY . .` brings. */
function copyProject(stage: Stage): void {
	const ignore = readFileSync('.dockerignore', 'utf8');
	const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { encoding: 'utf8' });
	for (const file of listed.split('\0').filter((name) => name !== '' && isSent(name, ignore))) {
		const target = path.join(folderOf(stage.name), file);
		mkdirSync(path.dirname(target), { recursive: true });
		cpSync(file, target);
	}
}

/** @returns the environment that the stage ends with */
function play(stage: Stage): Record<string, string> {
	let env: Record<string, string> = {};
	const folder = folderOf(stage.name);
	mkdirSync(folder, { recursive: true });
	console.log(`\n▸ ${stage.name || 'image'} (from ${stage.image})`);
	for (const { name, rest } of stage.instructions) {
		if (name === 'ENV' || name === 'ARG') env = { ...env, ...assignments(rest, env) };
		if (name === 'COPY') {
			console.log(`COPY ${rest}`);
			if (rest === '. .') copyProject(stage);
			else copy(stage, rest);
		}
		if (name === 'RUN' && !OF_THE_SYSTEM.test(rest)) {
			console.log(`RUN ${rest}`);
			execFileSync('sh', ['-c', rest], {
				cwd: folder,
				env: environment(env),
				stdio: ['ignore', 'ignore', 'pipe']
			});
		}
	}
	return env;
}

/** The packages that a script imports; what its comments say of types does not count. */
function packagesOf(text: string): string[] {
	const { importedFiles } = ts.preProcessFile(text, true, true);
	return importedFiles
		.map(({ fileName }) => fileName)
		.filter((name) => /^[@a-z]/.test(name) && !isBuiltin(name));
}

/**
 * Loads every package of ours that the build imports, those that are only needed later too: one that lacks a part says
 * so. What libraries would import on other databases than ours is nobody's dependency, and stays away.
 */
function loadPackages(folder: string): void {
	const files = globSync('build/**/*.js', { cwd: folder, exclude: ['build/client/**'] });
	const imported = new Set(
		files.flatMap((file) => packagesOf(readFileSync(path.join(folder, file), 'utf8')))
	);
	const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
		'dependencies' | 'devDependencies',
		Record<string, string>
	>;
	const among = (names: Record<string, string>) =>
		[...imported].filter((file) => (/^(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? '') in names).sort();
	const missing = among(devDependencies);
	if (missing.length > 0) throw new Error(`The build imports development tools: ${missing.join(', ')}.`);
	const script = among(dependencies).map((name) => `await import(${JSON.stringify(name)});`);
	const options = { cwd: folder, env: environment({}), encoding: 'utf8' } as const;
	const { status, stderr } = spawnSync(
		process.execPath,
		['--input-type=module', '-e', script.join('')],
		options
	);
	if (status !== 0) throw new Error(`A package cannot be loaded:\n${stderr}`);
	console.log(`Loaded ${among(dependencies).join(', ')}.`);
}

/** Runs the image's command as somebody without rights, and its HEALTHCHECK until that is content. */
async function run(folder: string, env: Record<string, string>): Promise<void> {
	const data = path.join(place, 'data');
	mkdirSync(data);
	chmodSync(data, 0o777);
	const who = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
	const last = stages.at(-1);
	const health = last?.instructions.find(({ name }) => name === 'HEALTHCHECK')?.rest ?? '';
	const [, ...check] = JSON.parse(health.slice(health.indexOf('['))) as string[];
	const command = last?.instructions.find(({ name }) => name === 'CMD')?.rest ?? '[]';
	const [, ...args] = JSON.parse(command) as string[];
	const port = 20_000 + (process.pid % 20_000);
	const settings = environment({ ...env, DATA_DIR: data, HOST: '127.0.0.1', PORT: String(port), HOME: data });
	const options = { cwd: folder, env: settings, ...who };
	const started = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
	try {
		const until = performance.now() + READY_LIMIT_MS;
		while (spawnSync(process.execPath, check, options).status !== 0) {
			if (started.exitCode !== null || performance.now() > until)
				throw new Error('It did not become healthy.');
			await pause(250);
		}
		const page = await fetch(`http://127.0.0.1:${port}${env.BASE_PATH ?? ''}/`);
		if (!page.ok) throw new Error(`The page answered ${page.status}.`);
		console.log(`Healthy; the data folder holds ${readdirSync(data).sort().join(', ')}.`);
	} finally {
		const gone = new Promise((resolve) => started.once('close', resolve));
		started.kill('SIGTERM');
		if (started.exitCode === null) await gone;
	}
	if (started.exitCode !== 0) throw new Error(`It ended with ${started.exitCode} when it was told to stop.`);
}

try {
	const env = stages.map(play).at(-1) ?? {};
	const image = folderOf('');
	loadPackages(image);
	await run(image, env);
	const size = execFileSync('du', ['-sm', image], { encoding: 'utf8' }).split('\t')[0];
	console.log(`The image is good; what it holds beside its system is ${size} MB.`);
} finally {
	rmSync(place, { recursive: true, force: true });
}
