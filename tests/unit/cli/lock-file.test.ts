import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withoutCompiling } from '../../../src/cli/lock-file.js';

const LOCK = readFileSync('package-lock.json', 'utf8');
const MARK = /"gypfile": false,?/;

it('the lock file says that nothing is to be compiled; "npm run postinstall" writes it', () => {
	expect(withoutCompiling(LOCK)).toBe(LOCK);
	expect(LOCK).toMatch(MARK);
});

it('marks what npm has just written, and changes nothing else', () => {
	const written = JSON.parse(LOCK) as { packages: Record<string, Record<string, unknown>> };
	delete written.packages['node_modules/better-sqlite3']?.['gypfile'];
	const [, indent = ''] = /^\{\n([\t ]+)/.exec(LOCK) ?? [];
	const dropped = `${JSON.stringify(written, null, indent)}\n`;
	expect(dropped).not.toBe(LOCK);
	expect(JSON.parse(withoutCompiling(dropped))).toEqual(JSON.parse(LOCK));
	const lines = (text: string) => text.split('\n').map((line) => line.replace(/,$/, ''));
	const added = lines(withoutCompiling(dropped)).filter((line) => MARK.test(line));
	expect(added).toHaveLength(1);
	expect(lines(withoutCompiling(dropped)).filter((line) => !MARK.test(line))).toEqual(lines(dropped));
});

it('every other package that compiles would be seen', () => {
	const { packages } = JSON.parse(LOCK) as { packages: Record<string, { hasInstallScript?: boolean }> };
	const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
		allowScripts: Record<string, boolean>;
	};
	const scripted = Object.keys(packages).filter((name) => name !== '' && packages[name]?.hasInstallScript);
	expect(
		scripted.map((name) => name.replace(/^.*node_modules\//, '')).filter((name) => !(name in allowScripts))
	).toEqual([]);
});
