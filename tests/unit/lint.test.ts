import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const eslint = new ESLint();

/** The rules that a text breaks when it stands where a file of ours stands. */
async function broken(filePath: string, text: string): Promise<(string | null)[]> {
	const [result] = await eslint.lintText(text, { filePath });
	return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

it.each([
	[
		'the domain reads no clock of the machine',
		"import { hrtime } from 'node:process';\nexport const NOW = hrtime();\n",
		['gatehouse/who-may-import-whom']
	],
	[
		'nothing is any',
		'export const read = (value: any) => String(value);\n',
		['@typescript-eslint/no-explicit-any']
	],
	['the library does not chatter', "console.log('x');\nexport {};\n", ['no-console']],
	['things are exported by name', 'export default 1;\n', ['no-restricted-syntax']],
	[
		'no promise is forgotten',
		'export function go() {\n\tPromise.resolve(1);\n}\n',
		['@typescript-eslint/no-floating-promises']
	],
	['what is good passes', "export const WORD = 'good';\n", []]
])('%s', { timeout: 60_000 }, async (_, text, rules) => {
	expect(await broken('src/lib/domain/words.ts', text)).toEqual(rules);
});
