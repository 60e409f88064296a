import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stampBuild } from '../../../src/cli/build-stamp.ts';
import { prepareBuild, prepareClient, PreparationFault } from '../../../src/cli/prepare.ts';
import type { CommandResult, runCommand } from '../../../src/cli/run-command.ts';

const GOOD: CommandResult = { code: 0, output: '', isTimedOut: false, isMissing: false };
const CLIENT = 'src/lib/server/generated/prisma/client.ts';

let root: string;
let ran: string[];
let said: string[];
let answer: CommandResult;

function write(file: string, at: string): void {
	const target = path.join(root, file);
	mkdirSync(path.dirname(target), { recursive: true });
	writeFileSync(target, '');
	utimesSync(target, new Date(at), new Date(at));
}

beforeEach(() => {
	root = mkdtempSync(path.join(tmpdir(), 'gatehouse-prepare-'));
	[ran, said, answer] = [[], [], GOOD];
	for (const file of ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']) {
		write(file, '2026-01-02');
	}
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const run: typeof runCommand = (command, args, { env }) => {
	ran.push(
		[...Object.entries(env ?? {}).map(([name, value]) => `${name}=${value}`), command, ...args].join(' ')
	);
	return Promise.resolve(answer);
};
const preparation = () => ({ say: (sentence: string) => void said.push(sentence), root, run });

describe('the database client', () => {
	const GENERATED = ['svelte-kit sync', 'prisma generate'];

	it('is generated where it is missing, and says so', async () => {
		await prepareClient(preparation());
		expect(ran).toEqual(GENERATED);
		expect(said).toEqual(['Generating the database client …']);
	});

	it('is generated again when the schema is newer', async () => {
		write(CLIENT, '2026-01-01');
		await prepareClient(preparation());
		expect(ran).toEqual(GENERATED);
	});

	it('is left alone when it is newer', async () => {
		write(CLIENT, '2026-01-03');
		await prepareClient(preparation());
		expect([ran, said]).toEqual([[], []]);
	});
});

describe('the build', () => {
	it('is made where it is missing, below the path that is asked for', async () => {
		await prepareBuild('/status', preparation());
		expect(ran).toEqual(['BASE_PATH=/status vite build']);
		expect(said).toEqual([expect.stringMatching(/^Building Gatehouse/)]);
	});

	it('is left alone while it is fresh, and made again for another path', async () => {
		write('build/index.js', '2026-01-03');
		stampBuild(root, '');
		await prepareBuild('', preparation());
		expect([ran, said]).toEqual([[], []]);
		await prepareBuild('/status', preparation());
		expect(ran).toEqual(['BASE_PATH=/status vite build']);
	});

	it.each<[string, Partial<CommandResult>, RegExp]>([
		[
			'fails',
			{ code: 1, output: 'app.css:3 Unexpected }\n' },
			/^Gatehouse could not be built\.\napp\.css:3 Unexp/
		],
		['hangs', { code: null, isTimedOut: true }, /vite did not end within 5 minutes\./],
		['has no tools', { code: null, isMissing: true }, /vite is not installed: run "npm ci"/]
	])('that %s is told with its reason', async (_, result, message) => {
		answer = { ...GOOD, ...result };
		const fault = prepareBuild('', preparation());
		await expect(fault).rejects.toThrow(PreparationFault);
		await expect(fault).rejects.toThrow(message);
	});
});
