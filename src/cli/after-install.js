/**
 * npm's `postinstall`: writes what is generated from the sources, so that a fresh clone can be checked and built. An
 * installation without the development tools only runs a build that was made elsewhere, and needs none of it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const TOOLS = ['prisma', '@sveltejs/kit', '@sveltejs/adapter-node', '@sveltejs/vite-plugin-svelte'];

/** @param {string} script @param {string[]} args */
function run(script, ...args) {
	// By their files and this Node, because not every system finds commands the same way.
	const { status } = spawnSync(process.execPath, [`node_modules/${script}`, ...args], { stdio: 'inherit' });
	if (status !== 0) process.exit(status ?? 1);
}

if (TOOLS.every((tool) => existsSync(`node_modules/${tool}/package.json`))) {
	// The database client's own configuration extends a file that the sync writes.
	run('@sveltejs/kit/svelte-kit.js', 'sync');
	run('prisma/build/index.js', 'generate');
}
