/** Gathers what a monthly review can be told without a person, from what is stored anyway. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { dayOf } from '../domain/days.ts';
import { combine, empty, percentile } from '../domain/latency.ts';
import { findings, REVIEWED_MS, type MeasuredMonth, type MonitorFacts } from '../domain/monthly-review.ts';
import { measure } from '../domain/uptime.ts';
import type { Db } from './database.ts';
import type { Roster } from './roster.ts';
import * as evidence from './stores/evidence.ts';
import * as outages from './stores/outages.ts';
import * as reviews from './stores/reviews.ts';
import * as rollups from './stores/rollups.ts';
import * as states from './stores/states.ts';
import * as stretches from './stores/stretches.ts';

const OUTAGES_AT_MOST = 1_000;

/** @param backupFolder where copies of the store are put */
export async function measureMonth(
	db: Db,
	roster: Roster,
	workspaceId: string,
	backupFolder: string,
	now: number
): Promise<MeasuredMonth> {
	const from = now - REVIEWED_MS;
	const monitors = roster.facts.monitors.filter((one) => one.workspaceId === workspaceId);
	const known = await states.load(db);
	const verdicts = await stretches.since(
		db,
		monitors.map(({ id }) => id),
		from
	);
	const zone = roster.facts.pages.find((page) => page.workspaceId === workspaceId)?.timeZone ?? 'UTC';
	const day = (at: number) => dayOf(at, zone);
	const facts: MonitorFacts[] = [];
	for (const { id, key, name } of monitors) {
		const state = known.get(id);
		const observed = state?.lastGood?.observed;
		const excused = roster
			.componentsOf(id)
			.flatMap((component) => roster.occurrencesOf(component.id))
			.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt }));
		facts.push({
			key,
			name,
			certificateExpiresAt: observed?.certificateExpiresAt ?? null,
			warnings: (state?.warnings ?? []).filter((one) => one.kind !== 'challenge').map((one) => one.message),
			addresses: observed?.addresses ?? [],
			medianMs: await medianOf(db, id, day(from), day(now)),
			medianBeforeMs: await medianOf(db, id, day(from - REVIEWED_MS), day(from - 1)),
			parts: measure(verdicts.get(id) ?? [], { from, to: now }, excused, now)
		});
	}
	const found = await outages.search(db, workspaceId, { from, to: now, limit: OUTAGES_AT_MOST });
	const statuses = await evidence.statusesOf(
		db,
		found.map(({ id }) => id)
	);
	const before = (await reviews.list(db, workspaceId)).find(({ measured }) => measured !== null);
	return {
		found: findings({
			now,
			monitors: facts,
			outages: found.map(({ id, cause, startedAt, endedAt }) => {
				return { cause, startedAt, endedAt, status: statuses.get(id) ?? null };
			}),
			backupAt: roster.isDefaultWorkspace(workspaceId) ? await newestIn(backupFolder) : undefined,
			addressesBefore: before?.measured?.addresses ?? null
		}),
		addresses: Object.fromEntries(facts.map(({ key, addresses }) => [key, addresses]))
	};
}

async function medianOf(db: Db, monitorId: number, first: string, last: string): Promise<number | null> {
	const days = await rollups.days(db, monitorId, first, last);
	return percentile(
		days.reduce((all, { rollup }) => combine(all, rollup), empty()),
		50
	);
}

async function newestIn(folder: string): Promise<number | null> {
	const names = await readdir(folder).catch(() => []);
	const files = await Promise.all(names.map((name) => stat(path.join(folder, name)).catch(() => null)));
	const times = files.flatMap((file) => (file?.isFile() ? [file.mtimeMs] : []));
	return times.length === 0 ? null : Math.round(Math.max(...times));
}
