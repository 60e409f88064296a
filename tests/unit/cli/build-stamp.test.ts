import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isBuildFresh, sourceStamp, stampBuild } from '../../../src/cli/build-stamp.ts';

let root: string;
const at = (file: string) => path.join(root, file);
const LONG_AGO = new Date('2026-01-01');

function write(file: string, text: string): void {
	mkdirSync(path.dirname(at(file)), { recursive: true });
	writeFileSync(at(file), text);
	utimesSync(at(file), LONG_AGO, LONG_AGO);
}

beforeEach(() => {
	root = mkdtempSync(path.join(tmpdir(), 'gatehouse-stamp-'));
	write('src/app.html', '<html>');
	write('src/lib/domain/words.ts', 'export {};');
	write('package.json', '{}');
	write('package-lock.json', '{}');
	write('prisma/schema.prisma', '// a model');
	write('README.md', 'words');
	write('build/index.js', '');
	stampBuild(root, '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('a build that was just made is fresh', () => {
	expect(isBuildFresh(root, '')).toBe(true);
});

it.each<[string, () => void]>([
	['a changed source', () => appendFileSync(at('src/lib/domain/words.ts'), '\n')],
	['a new source', () => write('src/routes/+page.svelte', '')],
	['a removed source', () => rmSync(at('src/app.html'))],
	[
		'a renamed source',
		() => {
			rmSync(at('src/app.html'));
			write('src/error.html', '<html>');
		}
	],
	['another package', () => write('package-lock.json', '{ "packages": {} }')],
	['a changed schema', () => write('prisma/schema.prisma', '// another model')],
	['a new picture', () => write('static/logo.svg', '<svg/>')],
	['no build', () => rmSync(at('build'), { recursive: true })]
])('%s makes it stale', (_, change) => {
	change();
	expect(isBuildFresh(root, '')).toBe(false);
});

it.each<[string, () => void]>([
	['words', () => write('README.md', 'other words')],
	['tests', () => write('tests/unit/a.test.ts', '')],
	['data', () => write('data/gatehouse.db', '')],
	['the generated client', () => write('src/lib/server/generated/prisma/client.ts', 'export {};')],
	['a date alone', () => utimesSync(at('src/app.html'), new Date(), new Date())]
])('%s leave it fresh', (_, change) => {
	change();
	expect(isBuildFresh(root, '')).toBe(true);
});

it('another path to serve below makes it stale', () => {
	expect(isBuildFresh(root, '/status')).toBe(false);
	expect(sourceStamp(root, '/status')).not.toBe(sourceStamp(root, ''));
	stampBuild(root, '/status');
	expect(isBuildFresh(root, '/status')).toBe(true);
	expect(isBuildFresh(root, '')).toBe(false);
});

it('sources that changed while it was built leave it without a mark', () => {
	rmSync(at('build/source-stamp'));
	const now = Date.now();
	utimesSync(at('src/app.html'), new Date(now - 500), new Date(now - 500));
	stampBuild(root, '', now - 1_000);
	expect(isBuildFresh(root, '')).toBe(false);
});
