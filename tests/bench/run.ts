/**
 * `npm run bench`: measures what docs/performance.md promises, each figure beside a bare baseline of the same run. Prints a
 * table and a JSON document. `--only checks|page|detect|data|outbox` runs a part, `--json FILE` writes the document there as well.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { prepareBuild, prepareClient } from '../../src/cli/prepare.ts';
import { table, reaches, type Figure } from './figures.ts';

const GROUPS = {
	checks: async () => (await import('./checks.ts')).benchChecks,
	page: async () => (await import('./page.ts')).benchPage,
	detect: async () => (await import('./detect.ts')).benchDetect,
	data: async () => (await import('./data.ts')).benchData,
	outbox: async () => (await import('./outbox.ts')).benchOutbox
};
type Name = keyof typeof GROUPS;

const say = (line: string) => console.error(line);

function chosen(only: string | undefined): Name[] {
	const all = Object.keys(GROUPS) as Name[];
	if (only === undefined) return all;
	const found = all.filter((name) => name === only);
	if (found.length === 0) throw new Error(`--only takes one of ${all.join(', ')}, not "${only}".`);
	return found;
}

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
	const names = chosen(values.only);
	const startedAt = performance.now();
	process.chdir(path.resolve(import.meta.dirname, '../..'));
	await prepareClient({ say });
	await prepareBuild('', { say });
	const figures: Figure[] = [];
	for (const name of names) figures.push(...(await (await GROUPS[name]())(say)));
	const document = {
		node: process.version,
		cores: availableParallelism(),
		processor: cpus()[0]?.model ?? '',
		seconds: Math.round((performance.now() - startedAt) / 1_000),
		figures: figures.map((figure) => ({ ...figure, isReached: reaches(figure) }))
	};
	const json = JSON.stringify(document, null, '\t');
	console.log(`${table(figures)}\n\n${json}`);
	if (values.json) writeFileSync(values.json, `${json}\n`);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
