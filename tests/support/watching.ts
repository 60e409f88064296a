/** A watchdog on a real database and a clock that moves when told: stories of checks go in, what was stored comes out. */
import type { Check } from '../../src/lib/domain/check.ts';
import type { StoredRules } from '../../src/lib/domain/channel-rules.ts';
import { dayOf } from '../../src/lib/domain/days.ts';
import type { AutoIncidents } from '../../src/lib/domain/auto-incident.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { hearersOf } from '../../src/lib/server/hearers.ts';
import { loadRoster } from '../../src/lib/server/load-roster.ts';
import { isDueBetween } from '../../src/lib/server/scheduler/index.ts';
import * as channels from '../../src/lib/server/stores/channels.ts';
import * as incidents from '../../src/lib/server/stores/incidents.ts';
import type { MonitorFields } from '../../src/lib/server/stores/monitors.ts';
import * as outages from '../../src/lib/server/stores/outages.ts';
import * as stretches from '../../src/lib/server/stores/stretches.ts';
import * as windows from '../../src/lib/server/stores/windows.ts';
import { createIncidentKeeper } from '../../src/lib/server/watchdog/incident-keeper.ts';
import { createMaintenanceKeeper } from '../../src/lib/server/watchdog/maintenance-keeper.ts';
import { createRecorder } from '../../src/lib/server/watchdog/recorder.ts';
import { resume } from '../../src/lib/server/watchdog/resume.ts';
import type { Watch } from '../../src/lib/server/watchdog/watch.ts';
import { createWatchdog } from '../../src/lib/server/watchdog/watchdog.ts';
import { checkOf } from './checks.ts';
import { FakeClock } from './clock.ts';
import { furnish, NOON, sealer, temporaryDatabase, watch } from './database.ts';

export type Watching = Awaited<ReturnType<typeof house>>;
type MonitorOptions = Partial<MonitorFields> & { key: string };

export const EVERY_MS = 60_000;
const SILENT = { error: () => undefined };

export async function watching(
	monitors: MonitorOptions[] = [{ key: 'shop' }],
	options: { incidents?: AutoIncidents; rules?: Record<string, StoredRules> } = {}
): Promise<Watching> {
	const database = await temporaryDatabase();
	await furnish(database);
	const ids = new Map<string, number>();
	const componentIds = new Map<string, string>();
	for (const monitor of monitors) {
		const made = await watch(database, monitor);
		ids.set(monitor.key, made.monitorId);
		componentIds.set(monitor.key, made.componentId);
	}
	for (const key of ['ops', 'pager']) {
		const channel = {
			key,
			kind: 'email',
			name: key,
			settings: {},
			rules: options.rules?.[key] ?? {},
			isManaged: true
		};
		await channels.save(database.client, 'ours', channel, sealer, `channel-${key}`, NOON);
	}
	return house(database, new FakeClock(NOON), ids, componentIds, NOON, options.incidents);
}

/** The process ends, and after a while another one begins. */
export async function restart(before: Watching, awayMs: number): Promise<Watching> {
	const { database, clock, ids, componentIds } = before;
	await before.recorder.flush();
	const lookedUntil = clock.now();
	clock.freeze(awayMs);
	return house(database, clock, ids, componentIds, lookedUntil, before.incidentSettings());
}

async function house(
	database: Database,
	clock: FakeClock,
	ids: ReadonlyMap<string, number>,
	componentIds: ReadonlyMap<string, string>,
	lookedUntil: number,
	autoIncidents: AutoIncidents = { auto: 'publish', afterMs: 120_000 }
) {
	let made = 0;
	const prefix = Math.round(clock.now() / 1_000).toString(36);
	const newId = () => `${prefix}-${(made += 1)}`;
	let roster = await loadRoster(database.client, sealer, clock.now());
	let incidentSettings = autoIncidents;
	const story = new Map<number, (at: number) => Check>();
	const recorder = createRecorder({
		database,
		clock,
		dayOf: (at) => dayOf(at, 'Europe/Berlin'),
		log: SILENT
	});
	const watchdog = createWatchdog({
		look: ({ id }) => Promise.resolve((story.get(id) ?? ((at) => checkOf('u', at)))(clock.now())),
		describe: (monitor) => `the ${monitor.key}`,
		learned: () => [],
		recorder,
		clock,
		newId,
		isSilenced: (id, at) => roster.isSilenced(id, at),
		hearers: (monitor, announcement) => hearersOf(roster, monitor, announcement),
		isDueBetween,
		isStopping: () => false,
		onChange: () => undefined,
		onOpened: () => undefined
	});
	const shared = { database, clock, newId, roster: () => roster };
	const incidentKeeper = createIncidentKeeper({
		...shared,
		watches: () => watchdog.watches.values(),
		settings: () => incidentSettings,
		flush: () => recorder.flush(),
		afterChange: () => Promise.resolve()
	});
	const maintenanceKeeper = createMaintenanceKeeper({ ...shared, log: SILENT });
	const idOf = (key: string) => {
		const id = ids.get(key);
		if (id === undefined) throw new Error(`No monitor ${key}.`);
		return id;
	};

	const since = clock.now() - 91 * 86_400_000;
	await watchdog.watch(await resume(database, roster.facts.monitors, since, clock.now()), lookedUntil);

	return {
		database,
		clock,
		watchdog,
		recorder,
		incidentKeeper,
		maintenanceKeeper,
		roster: () => roster,
		monitorId: idOf,
		componentId: (key: string) => componentIds.get(key) ?? '',
		watch: (key: string) => watchdog.watches.get(idOf(key)) as Watch,

		/** One check a letter; the next comes when the watchdog asks for it, else an interval later. Returns the pauses. */
		async play(letters: string, key = 'shop', more: Partial<Check> = {}): Promise<number[]> {
			const pauses: number[] = [];
			for (const letter of letters) {
				story.set(idOf(key), (at) => checkOf(letter, at, more));
				const { nextInMs = EVERY_MS } = await watchdog.turn(idOf(key), 0);
				await recorder.flush();
				pauses.push(nextInMs);
				await clock.advance(nextInMs);
			}
			return pauses;
		},
		/** A turn without a check of its own: what a heartbeat gets. */
		async turn(key: string): Promise<void> {
			await watchdog.turn(idOf(key), 0);
			await recorder.flush();
		},
		ids,
		componentIds,
		incidentSettings: () => incidentSettings,
		settle: (settings: AutoIncidents) => (incidentSettings = settings),
		async reload(): Promise<void> {
			roster = await loadRoster(database.client, sealer, clock.now());
		},
		/** Announces maintenance of some components, from so many milliseconds from now on. */
		async maintain(
			inMs: number,
			durationMs: number,
			keys = ['shop'],
			repeat: string | null = null
		): Promise<void> {
			const startsLocal = new Date(clock.now() + inMs).toISOString().slice(0, 16);
			const fields = {
				key: `window-${newId()}`,
				pageId: 'page',
				title: 'Patching',
				message: '',
				startsLocal,
				timeZone: 'UTC',
				durationMs,
				repeat,
				notifyBeforeMs: null,
				componentIds: keys.map((key) => componentIds.get(key) ?? ''),
				isManaged: true
			};
			await windows.save(database.client, 'ours', fields, newId(), clock.now());
			roster = await loadRoster(database.client, sealer, clock.now());
			await maintenanceKeeper.unroll();
			roster = await loadRoster(database.client, sealer, clock.now());
		},

		outages: (key = 'shop') => outages.ofMonitor(database.client, idOf(key), 100),
		incidents: () => incidents.list(database.client, 'ours', 100),
		async stretches(key = 'shop') {
			return (await stretches.since(database.client, [idOf(key)], 0)).get(idOf(key)) ?? [];
		},
		/** What is owed, oldest first, without the ids: `outage-opened → ops`. */
		async notices(): Promise<string[]> {
			const rows = await database.client.notice.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
			return rows.map(
				({ document, recipient }) =>
					`${(document as { kind: string }).kind} → ${recipient.replace('channel:channel-', '')}`
			);
		}
	};
}
