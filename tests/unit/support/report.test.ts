import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import {
	closingLine,
	countingFaults,
	NOTHING,
	playwrightTally,
	readTally,
	runFault,
	sum,
	vitestTally
} from '../../support/report.ts';

const tally = (passed: number, failed: number, skipped: number) => ({ passed, failed, skipped });

it('counts what vitest reports; what is still to do was skipped', () => {
	const report = { numPassedTests: 5, numFailedTests: 2, numPendingTests: 3, numTodoTests: 1 };
	expect(vitestTally(report)).toEqual(tally(5, 2, 4));
});

it('counts what Playwright reports; passing at the second try is failing', () => {
	const stats = { expected: 7, unexpected: 1, flaky: 2, skipped: 3 };
	expect(playwrightTally({ stats })).toEqual(tally(7, 3, 3));
});

it('adds up, and ends with one line', () => {
	expect(sum([])).toEqual(NOTHING);
	expect(closingLine(sum([tally(1, 2, 3), tally(10, 20, 30)]))).toBe('11 passed, 22 failed, 33 skipped');
});

it('a fault beside the tests never ends with "0 failed"', () => {
	expect(closingLine(countingFaults(tally(9, 0, 0), 1))).toBe('9 passed, 1 failed, 0 skipped');
	expect(closingLine(countingFaults(tally(9, 0, 0), 0))).toBe('9 passed, 0 failed, 0 skipped');
});

it.each([
	['all is well', 0, tally(3, 0, 1), null],
	['a test failed', 1, tally(3, 2, 0), 'Tests: 2 failed.'],
	['a test failed and the runner hid it', 0, tally(3, 1, 0), 'Tests: 1 failed.'],
	['nothing ran', 0, tally(0, 0, 4), 'Tests ran no test.'],
	['the runner fell over', 1, null, 'Tests ended without a report.'],
	['the runner was ended', null, tally(3, 0, 0), 'Tests ended with a fault outside its tests.'],
	['a fault outside the tests', 1, tally(3, 0, 0), 'Tests ended with a fault outside its tests.']
])('%s', (_, code, counted, sentence) => {
	expect(runFault('Tests', code, counted)).toBe(sentence);
});

it('a report that is missing, broken or of another shape counts nothing', () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-report-'));
	const file = path.join(folder, 'report.json');
	try {
		expect(readTally(file, vitestTally)).toBeNull();
		for (const text of ['', '{', '{}', '[]', 'null']) {
			writeFileSync(file, text);
			expect(readTally(file, playwrightTally)).toBeNull();
			expect(readTally(file, vitestTally)).toBeNull();
		}
		writeFileSync(file, '{"stats":{"expected":1,"unexpected":0,"flaky":0,"skipped":0}}');
		expect(readTally(file, playwrightTally)).toEqual(tally(1, 0, 0));
	} finally {
		rmSync(folder, { recursive: true });
	}
});
