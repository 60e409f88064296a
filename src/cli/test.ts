/** `npm test`: every check there is, one after another; all run, whatever failed before, and one line adds them up. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BROWSER_VARIABLE, findBrowser, installBrowser } from '../../tests/support/browser.ts';
import {
	closingLine,
	countingFaults,
	NOTHING,
	playwrightTally,
	readTally,
	runFault,
	sum,
	vitestTally,
	type Tally
} from '../../tests/support/report.ts';
import { prepareBuild, prepareClient } from './prepare.ts';
import { runCommand } from './run-command.ts';

const STEP_LIMIT_MS = 600_000;

process.chdir(path.resolve(import.meta.dirname, '../..'));
const reports = mkdtempSync(path.join(tmpdir(), 'gatehouse-reports-'));
const faults: string[] = [];
const tallies: Tally[] = [];
/** Faults that no failed test stands for, such as a type that does not fit. */
let faultsBesideTests = 0;

function failedTests(): number {
	return sum(tallies).failed;
}

/** Runs one step; a fault is written down and the next step still runs. */
async function step(name: string, run: () => Promise<string | null>): Promise<void> {
	console.log(`\n▸ ${name}`);
	const startedAt = performance.now();
	const failedBefore = failedTests();
	const fault = await run().catch((error: unknown) =>
		error instanceof Error ? error.message : String(error)
	);
	const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
	if (fault) faults.push(fault);
	if (fault && failedTests() === failedBefore) faultsBesideTests += 1;
	console.log(fault ? `✗ ${fault} (${seconds} s)` : `✓ ${name} (${seconds} s)`);
}

/** A step that only passes or fails. */
async function check(name: string, script: string): Promise<void> {
	await step(name, async () => {
		const { code } = await runCommand('npm', ['run', '--silent', script], { timeoutMs: STEP_LIMIT_MS });
		return code === 0 ? null : `${name} failed.`;
	});
}

/** A step that runs tests and writes a JSON report. */
async function tests<Report>(
	name: string,
	command: [string, ...string[]],
	reportFile: string,
	count: (report: Report) => Tally,
	env: Record<string, string> = {}
): Promise<void> {
	await step(name, async () => {
		const [program, ...args] = command;
		const { code, isTimedOut } = await runCommand(program, args, { timeoutMs: STEP_LIMIT_MS, env });
		const tally = readTally(reportFile, count);
		tallies.push(tally ?? NOTHING);
		return isTimedOut
			? `${name} did not end within ${STEP_LIMIT_MS / 60_000} minutes.`
			: runFault(name, code, tally);
	});
}

await step('Database client', async () => {
	await prepareClient({ say: console.log });
	return null;
});
await check('Types', 'check');
await check('Lint', 'lint');

const vitestReport = path.join(reports, 'vitest.json');
await tests(
	'Unit and integration tests',
	['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
	vitestReport,
	vitestTally
);
await step('Build', async () => {
	await prepareBuild('', { say: console.log });
	return null;
});
let browser = '';
await step('Browser', async () => {
	const found = (await findBrowser()) ?? (await installBrowser(console.log));
	console.log(`Using ${found.source}: ${found.executablePath}`);
	browser = JSON.stringify(found);
	return null;
});
const playwrightReport = path.join(reports, 'playwright.json');
await tests(
	'End-to-end tests',
	['playwright', 'test', '--reporter=list,json'],
	playwrightReport,
	playwrightTally,
	{ [BROWSER_VARIABLE]: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport }
);

rmSync(reports, { recursive: true, force: true });
console.log(
	faults.length > 0 ? `\nNot everything holds:\n${faults.map((fault) => `  ✗ ${fault}`).join('\n')}\n` : ''
);
console.log(closingLine(countingFaults(sum(tallies), faultsBesideTests)));
process.exitCode = faults.length > 0 ? 1 : 0;
