import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { claimOwnership } from '../../src/lib/server/ownership.ts';
import { temporaryFolder } from '../support/database.ts';

const MODULE = path.resolve('src/lib/server/ownership.ts');

/** Another process that takes the folder and holds it until it is killed. */
async function anotherProcess(folder: string) {
	const script = `import { claimOwnership } from ${JSON.stringify(MODULE)};
		try { claimOwnership(${JSON.stringify(folder)}); console.log('mine'); setInterval(() => {}, 1000); }
		catch (error) { console.log(error.message); }`;
	const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	const [said] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
	return { child, said: said.trim() };
}

describe('a data folder', () => {
	it('belongs to one process: a second copy is told so in a sentence', async () => {
		const folder = temporaryFolder();
		const ownership = claimOwnership(folder);
		expect((await anotherProcess(folder)).said).toBe(
			`Another Gatehouse already runs on ${folder}. Stop it first, or give this one a DATA_DIR of its own.`
		);
		ownership.release();
		expect((await anotherProcess(folder)).said).toBe('mine');
	}, 30_000);

	it('is free again the moment its owner is killed', async () => {
		const folder = temporaryFolder();
		const { child, said } = await anotherProcess(folder);
		expect(said).toBe('mine');
		child.kill('SIGKILL');
		await once(child, 'exit');
		const ownership = claimOwnership(folder);
		ownership.release();
	}, 30_000);
});
