/** Whether the build was made from the sources that lie here: a hash over all that goes into it, kept in the build. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const STAMP = 'build/source-stamp';
const SOURCES = [
	'src/**/*',
	'static/**/*',
	'prisma/schema.prisma',
	'package.json',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
	'tsconfig.json'
];
/** Made from the schema, which is among the sources. */
const GENERATED = path.normalize('src/lib/server/generated/');

function sourceFiles(root: string): string[] {
	return globSync(SOURCES, { cwd: root })
		.filter((file) => !file.startsWith(GENERATED) && statSync(path.join(root, file)).isFile())
		.sort();
}

/**
 * The hash of everything that goes into a build.
 * @param root the project's folder
 * @param basePath the path that the build is served below
 */
export function sourceStamp(root: string, basePath: string): string {
	const hash = createHash('sha256').update(`${basePath}\0`);
	for (const file of sourceFiles(root)) hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
	return hash.digest('hex');
}

/** Whether `build/` is complete and made from these sources. */
export function isBuildFresh(root: string, basePath: string): boolean {
	const file = path.join(root, STAMP);
	return existsSync(file) && readFileSync(file, 'utf8') === sourceStamp(root, basePath);
}

/**
 * Marks the build that this process has just made. Sources that changed meanwhile leave it unmarked, because nobody
 * knows which of them it holds.
 * @param startedAt epoch ms at which the building process began to read
 */
export function stampBuild(root: string, basePath: string, startedAt = performance.timeOrigin): void {
	const now = Date.now();
	const isMixed = sourceFiles(root).some((file) => {
		const { mtimeMs } = statSync(path.join(root, file));
		return mtimeMs > startedAt && mtimeMs <= now;
	});
	if (isMixed) return;
	writeFileSync(path.join(root, STAMP), sourceStamp(root, basePath));
}
