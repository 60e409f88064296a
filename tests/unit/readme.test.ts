import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../src/lib/server/config/check.ts';
import { PROBES } from '../../src/lib/server/probes/index.ts';

const README = readFileSync('README.md', 'utf8');
const GUIDES = ['README.md', ...globSync('docs/**/*.md')];

/** The name that a heading gets in an address. */
function anchorOf(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.replaceAll(' ', '-');
}

it('the example can be used as it stands', () => {
	const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(README) ?? [];
	const { config, faults } = checkConfig(text, {
		env: { BACKUP_TOKEN: 'nightly-0123456789' },
		probes: PROBES
	});
	expect(faults).toBeUndefined();
	expect(config?.monitors.map(({ key }) => key)).toEqual(['shop', 'db', 'backup']);
});

it('names the two commands, and scripts that there are', () => {
	expect(README).toContain('\nnpm ci && npm start\n');
	expect(README).toContain('\nnpm ci && npm test\n');
	const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
	const named = GUIDES.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/npm run ([\w:-]+)/g)]);
	expect(named.length).toBeGreaterThan(3);
	expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
});

it.each(['docs', 'docs/decisions'])('the index of %s names every page in it', (folder) => {
	const index = readFileSync(`${folder}/README.md`, 'utf8');
	const pages = globSync('*.md', { cwd: folder }).filter((page) => page !== 'README.md');
	expect(pages.length).toBeGreaterThan(3);
	expect(pages.filter((page) => !index.includes(`](${page})`))).toEqual([]);
});

describe.each(GUIDES)('%s', (file) => {
	const text = readFileSync(file, 'utf8');

	it('links to what is there', () => {
		const links = [...text.replace(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(
			([, to = '']) => to
		);
		const broken = links
			.filter((to) => !/^https?:/.test(to))
			.filter((to) => {
				const [name = '', anchor] = to.split('#');
				const target = name === '' ? file : path.join(path.dirname(file), name);
				if (!existsSync(target)) return true;
				if (anchor === undefined) return false;
				const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)];
				return !headings.some(([, heading = '']) => anchorOf(heading) === anchor);
			});
		expect(broken).toEqual([]);
	});

	it('names no place of one machine', () => {
		expect(text).not.toMatch(/registry\.npm|\/work\/|\/root\/|\.\.\/shared/);
	});
});
