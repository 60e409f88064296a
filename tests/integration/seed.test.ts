/** `npm run seed`: the demo comes alive in every state, twice the same, and never over what somebody has. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seed } from '../../prisma/seed.ts';
import type { PageSnapshot } from '../../src/lib/domain/snapshot.ts';
import { openDatabase, type Database } from '../../src/lib/server/database.ts';
import { loadRoster } from '../../src/lib/server/load-roster.ts';
import { createSealer, loadSecret } from '../../src/lib/server/secret.ts';
import { readSettings, type Settings } from '../../src/lib/server/settings.ts';
import { buildSnapshot } from '../../src/lib/server/snapshot.ts';
import * as checks from '../../src/lib/server/stores/checks.ts';
import * as diagnoses from '../../src/lib/server/stores/diagnoses.ts';
import * as evidence from '../../src/lib/server/stores/evidence.ts';
import * as incidents from '../../src/lib/server/stores/incidents.ts';
import * as outages from '../../src/lib/server/stores/outages.ts';
import * as rollups from '../../src/lib/server/stores/rollups.ts';
import { resume } from '../../src/lib/server/watchdog/resume.ts';

/** A Tuesday afternoon, twenty minutes past the hour. */
const NOW = Date.UTC(2026, 10, 24, 14, 20);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const folders: string[] = [];
function newSettings(): Settings {
	const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-seed-'));
	folders.push(folder);
	return readSettings({ DATA_DIR: folder, PORT: '3999' }, folder);
}

interface Story {
	database: Database;
	snapshot: PageSnapshot;
}

/** Opens a seeded database and draws the page from it, as a start does. */
async function open(settings: Settings, now: number): Promise<Story> {
	const database = await openDatabase({
		url: settings.databaseUrl,
		backupFolder: path.join(settings.dataDir, 'backups')
	});
	const sealer = createSealer(loadSecret(settings.dataDir, null));
	const roster = await loadRoster(database.client, sealer, now);
	const [page] = roster.facts.pages;
	if (!page) throw new Error('There is a page.');
	const watches = await resume(database, roster.facts.monitors, now - 91 * DAY_MS, now);
	const snapshot = buildSnapshot({
		version: 1,
		now,
		page,
		url: 'http://localhost:3999',
		roster,
		watches: new Map(watches.map((watch) => [watch.monitor.id, watch])),
		incidents: await incidents.list(database.client, page.workspaceId, 100),
		told: new Map()
	});
	return { database, snapshot };
}

describe('npm run seed', () => {
	const settings = newSettings();
	let story: Story;

	beforeAll(async () => {
		await seed({ settings, now: NOW, isForced: false });
		story = await open(settings, NOW);
	}, 60_000);
	afterAll(async () => {
		await story.database.close();
		for (const folder of folders) rmSync(folder, { recursive: true, force: true });
	});

	const components = () => story.snapshot.groups.flatMap((group) => group.components);
	const component = (key: string) => {
		const found = components().find((one) => one.key === key);
		if (!found) throw new Error(`There is no ${key}.`);
		return found;
	};

	it('shows 12 monitors as components in three groups, beside the app itself', () => {
		const names = story.snapshot.groups.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(['Website', 'API', 'Operations']));
		expect(components().filter(({ key }) => key !== 'gatehouse')).toHaveLength(11);
	});

	it.each(['operational', 'degraded', 'partial', 'down', 'maintenance', 'unknown'] as const)(
		'has days that are %s',
		(state) => {
			expect(components().some(({ days }) => days.some((day) => day.state === state))).toBe(true);
		}
	);

	it('covers ninety days, each measured but for what came later', () => {
		const { days, uptime } = component('shop');
		expect(days).toHaveLength(90);
		expect(days.every(({ ratio }) => ratio !== null)).toBe(true);
		expect(uptime).toBeGreaterThan(0.99);
		expect(uptime).toBeLessThan(1);
		expect(component('partners').days[0]?.state).toBe('unknown');
	});

	it('tells of incidents from the first word to the last, one of them open, one with a postmortem', () => {
		const open = story.snapshot.incidents.filter(({ resolvedAt }) => resolvedAt === null);
		expect(open.map(({ status }) => status)).toEqual(['monitoring']);
		const learnt = story.snapshot.incidents.find(({ postmortem }) => postmortem !== null);
		expect(learnt?.updates.map(({ status }) => status)).toEqual([
			'resolved',
			'monitoring',
			'identified',
			'investigating'
		]);
		expect(component('shop').days.some(({ incidentIds }) => incidentIds.includes(learnt?.id ?? ''))).toBe(
			true
		);
	});

	it('announces maintenance that is over, that comes, and that comes again', () => {
		const { maintenances } = story.snapshot;
		const past = maintenances.filter(({ endsAt }) => endsAt <= NOW);
		expect(past.length).toBeGreaterThan(10);
		expect(past.every(({ status }) => status === 'completed')).toBe(true);
		const coming = maintenances.filter(({ startsAt }) => startsAt > NOW);
		expect(coming.map(({ title }) => title)).toEqual(
			expect.arrayContaining(['New network in the data centre', 'Weekly closing of the books'])
		);
	});

	it('keeps the evidence of each outage, and a diagnosis that follows from it', async () => {
		const db = story.database.client;
		const { id } = await db.monitor.findFirstOrThrow({ where: { key: 'shop' } });
		const found = await outages.ofMonitor(db, id, 10);
		expect(found.length).toBeGreaterThan(1);
		const long = found.find(({ startedAt, endedAt }) => (endedAt ?? 0) - startedAt === 47 * 60_000);
		expect(long?.incidentId).toBeTruthy();
		const [kept] = await evidence.ofOutage(db, long?.id ?? '');
		expect(kept?.evidence.status).toBe(502);
		const diagnosis = (await diagnoses.latestOf(db, [long?.id ?? ''])).get(long?.id ?? '');
		expect(diagnosis?.cause).toBe(long?.cause);
	});

	it('is slower by day than by night, and its days are the sum of its hours', async () => {
		const db = story.database.client;
		const { id } = await db.monitor.findFirstOrThrow({ where: { key: 'search' } });
		const midnight = Date.UTC(2026, 10, 17);
		const hours = await rollups.hours(db, id, midnight, midnight + DAY_MS);
		const [day] = await rollups.days(db, id, '2026-11-17', '2026-11-17');
		const mean = (hour: number) => {
			const { totalMs, answered } = hours[hour]?.rollup ?? { totalMs: 0, answered: 0 };
			return totalMs / answered;
		};
		expect(mean(15)).toBeGreaterThan(mean(3) * 1.1);
		const summed = hours.reduce((sum, { rollup }) => sum + rollup.totalMs, 0);
		expect(day?.rollup.totalMs).toBe(summed);
		const [first, ...rest] = await checks.between(db, id, NOW - HOUR_MS, NOW + 1, 1_000);
		expect(first?.durationMs).toBeGreaterThan(0);
		expect(rest).toHaveLength(59);
	});

	it('tells the same story twice, also later in the same hour', async () => {
		const twin = newSettings();
		await seed({ settings: twin, now: NOW + 25 * 60_000, isForced: false });
		const other = await open(twin, NOW);
		const told = ({ snapshot }: Story) =>
			JSON.stringify(
				[
					snapshot.groups.map(({ components: shown }) => shown.map(({ key, days }) => [key, days])),
					snapshot.incidents
				],
				(name, value: unknown) => (name === 'id' || name === 'incidentIds' ? undefined : value)
			);
		expect(told(other)).toBe(told(story));
		await other.database.close();
	}, 60_000);

	it('leaves a database that holds history alone, and keeps a copy of it when told to begin anew', async () => {
		const used = newSettings();
		await seed({ settings: used, now: NOW, isForced: false });
		await expect(seed({ settings: used, now: NOW, isForced: false })).rejects.toThrow(
			/holds history already/
		);
		const { kept } = await seed({ settings: used, now: NOW, isForced: true });
		expect(kept && existsSync(kept)).toBe(true);
	}, 60_000);
});
