/** Adds up what the test runners reported, so that one line says how the whole run went. */
import { readFileSync } from 'node:fs';

export interface Tally {
	passed: number;
	failed: number;
	skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

/** The part of vitest's `--reporter=json` that counts tests. */
interface VitestReport {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTodoTests: number;
}

/** The part of Playwright's JSON report that counts tests. */
interface PlaywrightReport {
	stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

export function vitestTally(report: VitestReport): Tally {
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests,
		skipped: report.numPendingTests + report.numTodoTests
	};
}

/** A flaky test is one that failed and then passed: it passed only by luck, and counts as failed. */
export function playwrightTally({ stats }: PlaywrightReport): Tally {
	return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

export function sum(tallies: readonly Tally[]): Tally {
	return tallies.reduce(
		(all, { passed, failed, skipped }) => ({
			passed: all.passed + passed,
			failed: all.failed + failed,
			skipped: all.skipped + skipped
		}),
		NOTHING
	);
}

/** A fault beside the tests counts as one that failed: a run that is not good never ends with "0 failed". */
export function countingFaults(tally: Tally, faults: number): Tally {
	return { ...tally, failed: tally.failed + faults };
}

/** The line that ends a run. */
export function closingLine({ passed, failed, skipped }: Tally): string {
	return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** What a runner wrote, counted; null where it wrote nothing that can be read, as when it did not even start. */
export function readTally<Report>(file: string, count: (report: Report) => Tally): Tally | null {
	try {
		const tally = count(JSON.parse(readFileSync(file, 'utf8')) as Report);
		return Object.values(tally).every(Number.isInteger) ? tally : null;
	} catch {
		return null;
	}
}

/**
 * What is wrong with a run, in a sentence; null where nothing is. A runner that found no test proves nothing, so it
 * fails as well.
 * @param code the runner's exit code; null where it was ended
 */
export function runFault(name: string, code: number | null, tally: Tally | null): string | null {
	if (!tally) return `${name} ended without a report.`;
	if (tally.passed + tally.failed === 0) return `${name} ran no test.`;
	if (tally.failed > 0) return `${name}: ${tally.failed} failed.`;
	return code === 0 ? null : `${name} ended with a fault outside its tests.`;
}
