/**
 * Fills an empty database with the demo, in the shapes that the product itself writes, so that everything which reads them
 * has something to show: pages, charts, feeds, reports.
 */
import { diagnose } from '../../src/lib/domain/diagnosis/diagnose.ts';
import type { Outage } from '../../src/lib/domain/outage.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { ALIVE_MARK } from '../../src/lib/server/housekeeping/housekeeping.ts';
import type { Sealer } from '../../src/lib/server/secret.ts';
import * as diagnoses from '../../src/lib/server/stores/diagnoses.ts';
import * as evidence from '../../src/lib/server/stores/evidence.ts';
import * as marks from '../../src/lib/server/stores/marks.ts';
import * as outages from '../../src/lib/server/stores/outages.ts';
import * as statusPages from '../../src/lib/server/stores/status-pages.ts';
import * as workspaces from '../../src/lib/server/stores/workspaces.ts';
import { MONITORS } from './demo.ts';
import { FAILURES } from './failures.ts';
import { furnish } from './furnish.ts';
import { checkAfter, writePast, type Past, type Spell } from './past.ts';
import { idsOf, randomOf } from './random.ts';
import { announce, tell, type Told } from './tell.ts';
import { BLIND, BLIPS, TROUBLES, type Trouble } from './troubles.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A day more than the page shows. */
const DAYS = 91;
const CHECKS_KEPT_MS = 7 * DAY_MS;
const EVERY_MS = MINUTE_MS;
/** What confirming a failure takes: two more looks, five seconds apart. */
const CONFIRMED_AFTER_MS = 10_000;

export interface Seeding {
	/** Epoch milliseconds. All that happened is placed from its full hour, so that the story stays the same within it. */
	now: number;
	sealer: Sealer;
	/** Where this Gatehouse answers, without a slash at the end: what the demo watches once it runs. */
	ownAddress: string;
}

/** What was written, for telling. */
export interface Seeded {
	monitors: number;
	components: number;
	outages: number;
	incidents: number;
	days: number;
}

const troubles: readonly Trouble[] = [
	...TROUBLES,
	...BLIPS.flatMap(({ monitor, failure, times }) =>
		times.map(([daysAgo, minutes]) => ({
			monitors: [monitor],
			verdict: 'down' as const,
			daysAgo,
			minutes,
			failure
		}))
	)
];

/** Writes the demo beside what the configuration has made. Twice with the same `now` gives the same. */
export async function writeDemo(database: Database, seeding: Seeding): Promise<Seeded> {
	const { now } = seeding;
	const anchor = now - (now % HOUR_MS);
	const newId = idsOf(randomOf('ids'));
	const [workspace] = await workspaces.list(database.client);
	if (!workspace) throw new Error('The database has no workspace yet.');
	const [page] = await statusPages.list(database.client, workspace.id);
	if (!page) throw new Error('The workspace has no status page yet.');
	const place = { workspaceId: workspace.id, page, anchor, newId };
	const { monitorIds, components } = await furnish(database, place, { ...seeding, everyMs: EVERY_MS });

	const pasts = new Map<string, Past>();
	for (const { key, kind, pace, sinceDays = DAYS } of MONITORS) {
		const random = randomOf(key);
		const first = anchor - sinceDays * DAY_MS + Math.floor(random() * EVERY_MS);
		const span = { from: first, to: first + Math.floor((now - first) / EVERY_MS) * EVERY_MS };
		const past: Past = {
			monitorId: monitorIds.get(key) ?? 0,
			isHttp: kind === 'http',
			span,
			everyMs: EVERY_MS,
			pace,
			spells: spellsOf(key, anchor, first),
			checksFrom: now - CHECKS_KEPT_MS
		};
		pasts.set(key, past);
		await writePast(database, past, { timeZone: page.timeZone, random });
	}

	const told: Told = { ...place, components };
	await database.transaction(async (tx) => {
		for (const trouble of troubles) {
			const incidentId = await tell(tx, told, trouble);
			for (const key of trouble.monitors) {
				const past = pasts.get(key);
				if (past) await suffer(tx, told, past, trouble, incidentId, addressOf(key, seeding.ownAddress));
			}
		}
		await announce(tx, told, now);
		await marks.set(tx, ALIVE_MARK, now);
	});
	return {
		monitors: monitorIds.size,
		components: components.size,
		outages: troubles.reduce((sum, { monitors }) => sum + monitors.length, 0),
		incidents: troubles.filter(({ said }) => said).length,
		days: DAYS
	};
}

/** Address of what a monitor asks, as its evidence names it. */
function addressOf(key: string, ownAddress: string): string {
	const monitor = MONITORS.find((one) => one.key === key);
	return monitor?.kind === 'tcp' ? ownAddress.replace(/^http/, 'tcp') : `${ownAddress}${monitor?.path ?? ''}`;
}

/** When a monitor was not well, oldest first. */
function spellsOf(key: string, anchor: number, first: number): Spell[] {
	const own = troubles.filter(({ monitors }) => monitors.includes(key));
	const blind = BLIND.map((one) => ({ ...one, verdict: 'unknown' as const }));
	return [...own, ...blind]
		.map(({ verdict, daysAgo, minutes }) => {
			const from = Math.round(anchor - daysAgo * DAY_MS);
			return { verdict, from, to: from + minutes * MINUTE_MS };
		})
		.filter(({ from }) => from > first)
		.sort((a, b) => a.from - b.from);
}

/** One outage with its evidence and its diagnosis, as the watchdog leaves them behind. */
async function suffer(
	tx: Parameters<typeof outages.open>[0],
	{ workspaceId, anchor, newId }: Told,
	past: Past,
	{ daysAgo, minutes, verdict, failure }: Trouble,
	incidentId: string | null,
	address: string
): Promise<void> {
	const startedAt = checkAfter(past, Math.round(anchor - daysAgo * DAY_MS));
	const endedAt = checkAfter(past, Math.round(anchor - daysAgo * DAY_MS) + minutes * MINUTE_MS);
	const seen = FAILURES[failure](address);
	const diagnosis = diagnose(seen);
	const { kind, cause, failedSide } = diagnosis;
	const confirmedAt = startedAt + CONFIRMED_AFTER_MS;
	const outage: Outage = {
		id: newId(),
		workspaceId,
		monitorId: past.monitorId,
		startedAt,
		confirmedAt,
		endedAt,
		worst: verdict,
		kind,
		cause,
		failedSide,
		isFlapping: false,
		announcedAt: confirmedAt,
		incidentId
	};
	await outages.open(tx, outage);
	await evidence.keep(tx, { id: newId(), outageId: outage.id, at: startedAt, evidence: seen });
	await diagnoses.keep(tx, { id: newId(), outageId: outage.id, at: confirmedAt, stage: 'first', diagnosis });
}
