/** A month in review, on real rows: what it counts, and the three forms it comes in. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { dispatch } from '../../src/cli/gatehouse/dispatch.ts';
import { reportFile } from '../../src/lib/server/reports/index.ts';
import { monthReport, reportedMonths } from '../../src/lib/server/reports/month.ts';
import { apiHouse } from '../support/api.ts';
import { HOUR_MS } from '../support/api-world.ts';
import { NOON, temporaryFolder } from '../support/database.ts';

async function november() {
	const { app, ours, theirs } = await apiHouse();
	const facts = { db: app.database.client, roster: app.roster(), workspaceId: ours, now: NOON };
	const report = await monthReport(facts, '2026-11');
	if (!report) throw new Error('There is no report.');
	return { app, facts, report, theirs };
}

it('tells how long each component was well, and why not', async () => {
	const { report, facts } = await november();
	const [shop] = report.components;
	expect(shop).toMatchObject({
		key: 'shop',
		group: 'Website',
		outages: 1,
		parts: { downMs: HOUR_MS, upMs: 71 * HOUR_MS }
	});
	expect(report.ratio).toBe(71 / 72);
	expect(report.isComplete).toBe(false);
	expect(report.outages).toMatchObject([{ lastedMs: HOUR_MS, status: 502, monitor: { key: 'shop' } }]);
	expect(report.serverErrors).toMatchObject([
		{ status: 502, monitor: 'Shop', outages: 1, lastedMs: HOUR_MS }
	]);
	const titles = report.incidents.map(({ id }) => id);
	expect(titles).toContain('open-incident');
	expect(titles).not.toContain('draft-incident');
	expect(await reportedMonths(facts)).toEqual(['2026-11']);
});

it('is of months that have begun', async () => {
	const { facts } = await november();
	for (const text of ['2026-12', '2026-13', '2026', '', 'soon'])
		expect(await monthReport(facts, text), text).toBeNull();
	expect(await monthReport(facts, '2025-01')).toMatchObject({ ratio: null, outages: [], isComplete: true });
});

it('is empty for a stranger', async () => {
	const { facts, theirs } = await november();
	const report = await monthReport({ ...facts, workspaceId: theirs }, '2026-11');
	expect(report).toMatchObject({ components: [], outages: [], incidents: [] });
});

it('as csv is one table in which nothing is a formula', async () => {
	const { report } = await november();
	const named = { ...report, components: report.components.map((one) => ({ ...one, name: '=1+1, "x"' })) };
	const { bytes, type, name } = await reportFile(named, 'csv');
	const text = Buffer.from(bytes).toString();
	expect([type, name]).toEqual(['text/csv; charset=utf-8', 'gatehouse-2026-11.csv']);
	const lines = text.trimEnd().split('\r\n');
	expect(lines[0]).toMatch(/^\ufeffrecord,key,name/);
	expect(lines[1]).toContain(`component,shop,"'=1+1, ""x""",Website`);
	expect(lines.map((line) => line.split(',')[0]?.replace('\ufeff', ''))).toEqual(
		expect.arrayContaining(['component', 'outage', 'incident', 'server error'])
	);
});

it('as pdf is a document, however long the month was', async () => {
	const { report } = await november();
	const [outage] = report.outages;
	if (!outage) throw new Error('There is no outage.');
	const long = { ...report, title: 'Состояние Straße', outages: Array.from({ length: 200 }, () => outage) };
	const { bytes, type } = await reportFile(long, 'pdf');
	const text = Buffer.from(bytes).toString('latin1');
	expect(type).toBe('application/pdf');
	expect(text).toMatch(/^%PDF-1\./);
	expect(text.trimEnd()).toMatch(/%%EOF$/);
	const pages = text.match(/\/Type \/Page\b(?!s)/g) ?? [];
	expect(pages.length).toBeGreaterThan(5);
	expect(pages.length).toBeLessThan(15);
});

it('comes from the command line as well', async () => {
	const { app } = await november();
	const dataDir = path.dirname(app.database.file);
	const [out, err]: [string[], string[]] = [[], []];
	const run = (...args: string[]) =>
		dispatch(['report', ...args], {
			out: (line) => out.push(line),
			err: (line) => err.push(line),
			env: { DATA_DIR: dataDir }
		});
	expect(await run('--month', '2026-11', '--format', 'json')).toBe(0);
	expect(JSON.parse(out.join('\n'))).toMatchObject({
		month: '2026-11',
		components: [{ key: 'shop' }, { key: 'ledger' }, { key: 'by-hand' }, { key: 'paused' }]
	});
	const target = path.join(temporaryFolder(), 'november.pdf');
	expect(await run('--month', '2026-11', '--format', 'pdf', '--out', target)).toBe(0);
	expect(existsSync(target) && readFileSync(target).subarray(0, 5).toString()).toBe('%PDF-');
	expect(await run('--month', '2026-13')).toBe(2);
	expect(await run('--month', '2026-11', '--format', 'doc')).toBe(2);
	expect(err.join(' ')).toContain('--format takes pdf, csv or json, not "doc".');
});
