import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { nodeFault } from '../../../src/cli/node-version.js';

it.each(['20.20.2', '22.18.9', '18.0.0', '9.9.9'])('Node %s is told what is needed', (version) => {
	expect(nodeFault(version)).toBe(
		`Gatehouse needs Node 22.19 or newer, and this is ${version}. ` +
			'"npm ci" installs one beside it, which "npm start" and "npm run gatehouse" use.'
	);
});

it.each(['22.19.0', '22.20.1', '23.0.0', '24.21.0', '100.0.0'])('Node %s is good', (version) => {
	expect(nodeFault(version)).toBeNull();
});

it('is what package.json says', () => {
	const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
	const [, oldest = ''] = /^>=(\d+\.\d+)$/.exec(engines.node) ?? [];
	expect(nodeFault(`${oldest}.0`)).toBeNull();
	expect(nodeFault('1.0.0')).toContain(`Node ${oldest} or newer`);
});

it('an older Node gets a sentence and no stack', (context) => {
	// The one that the shell finds where the pinned tools are not on its path.
	const folders = (process.env['PATH'] ?? '').split(path.delimiter);
	const PATH = folders.filter((folder) => !folder.includes('node_modules')).join(path.delimiter);
	const version = spawnSync('node', ['-p', 'process.versions.node'], {
		env: { PATH },
		encoding: 'utf8'
	}).stdout;
	const fault = version ? nodeFault(version.trim()) : null;
	if (fault === null) return context.skip('there is no older Node here');
	for (const tool of ['start', 'test', 'gatehouse']) {
		const { status, stderr } = spawnSync('node', ['src/cli/tool.js', tool], {
			env: { PATH },
			encoding: 'utf8'
		});
		expect([status, stderr]).toEqual([1, `${fault}\n`]);
	}
});
