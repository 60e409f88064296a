import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readSettings, SETTING_NAMES } from '../../src/lib/server/settings.ts';

const EXAMPLE = readFileSync('.env.example', 'utf8');
const GUIDE = readFileSync('docs/settings.md', 'utf8');

/** Settings of the example with the comment above them, which holds for the lines that follow it too. */
const entries = EXAMPLE.split(/\n{2,}/)
	.slice(1)
	.flatMap((block) => {
		const comment = [...block.matchAll(/^# (.*)$/gm)].map(([, line]) => line).join(' ');
		return [...block.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
			name,
			value,
			comment
		}));
	});

/** The rows of the guide's tables that name a setting. */
const rows = [...GUIDE.matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \| ([^|]*) \| (.*) \|$/gm)].flatMap(
	([, names = '', standard = '', meaning = '']) =>
		names.split(', ').map((name) => ({ name: name.replaceAll('`', ''), standard, meaning }))
);

it('the example and the guide name every setting, once, and nothing else', () => {
	const inOrder = [...SETTING_NAMES].sort();
	expect(entries.map(({ name }) => name).sort()).toEqual(inOrder);
	expect(rows.map(({ name }) => name).sort()).toEqual(inOrder);
});

it('the example changes nothing while it is only copied', () => {
	expect(parseEnv(EXAMPLE)).toEqual({});
});

it('the example can be taken as it is', () => {
	const env = Object.fromEntries(entries.map(({ name, value }) => [name, value]));
	expect(() => readSettings(env)).not.toThrow();
});

const rowOf = (name: string) => rows.find((row) => row.name === name);

it.each(entries)('$name is explained', ({ name, comment }) => {
	expect(comment.length).toBeGreaterThan(15);
	expect(rowOf(name)?.meaning.length).toBeGreaterThan(15);
});

describe.each(entries.filter(({ comment }) => !comment.includes('(default: ')))(
	'$name',
	({ name, value }) => {
		it('stands there with the value that it has anyway', () => {
			expect(readSettings({ [name]: value })).toEqual(readSettings({}));
		});

		it('has the same default in the guide', () => {
			const spelled = name === 'ORIGIN' ? value.replace('3000', 'PORT') : value;
			expect(rowOf(name)?.standard).toBe(`\`${spelled}\``);
		});
	}
);
