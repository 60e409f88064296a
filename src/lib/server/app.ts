/** The composition root: builds everything once and wires it. `start` begins to watch, `stop` ends in good order. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../domain/config.ts';
import { dayOf } from '../domain/days.ts';
import type { Health } from '../domain/health.ts';
import type { Incident } from '../domain/incident.ts';
import type { Outage } from '../domain/outage.ts';
import { createAffected } from './affected.ts';
import { attentionOf } from './attention.ts';
import { createAuth } from './auth/auth.ts';
import { beat } from './beat.ts';
import { systemClock, type Clock } from './clock.ts';
import { componentDetail, medianOfLastDay } from './component-detail.ts';
import { configFileOf, readConfig } from './config/configuration.ts';
import { putInForce } from './config/in-force.ts';
import { watchImports } from './config/import.ts';
import { referencesInUse } from './config/references-in-use.ts';
import { createReloader } from './config/reload.ts';
import { watchFile, type FileWatch } from './config/watch-file.ts';
import { openDatabase } from './database.ts';
import { createDesk } from './desk/desk.ts';
import type { App } from './gatehouse.ts';
import { createFront } from './front.ts';
import { ALIVE_MARK, startHousekeeping, type Housekeeping } from './housekeeping/housekeeping.ts';
import { incidentDetail } from './incident-detail.ts';
import { createMonthlyReviews } from './housekeeping/monthly-reviews.ts';
import { loadIncidents, loadTold } from './load-incidents.ts';
import { loadRoster } from './load-roster.ts';
import { createLog } from './log.ts';
import { createMail } from './mail.ts';
import { keepFor } from './keep.ts';
import { lookInto } from './look-into.ts';
import { hearersOf } from './hearers.ts';
import { healthOf, metricsOf } from './measure.ts';
import { newId } from './new-id.ts';
import { claimOwnership } from './ownership.ts';
import { Pages } from './pages.ts';
import { probeFor } from './probes/index.ts';
import { Roster } from './roster.ts';
import { createScheduler, isDueBetween, scheduledOf } from './scheduler/index.ts';
import { createSealer, loadSecret } from './secret.ts';
import type { Settings } from './settings.ts';
import { DAYS_SHOWN } from './snapshot.ts';
import * as investigations from './stores/investigations.ts';
import * as marks from './stores/marks.ts';
import * as monitors from './stores/monitors.ts';
import * as notices from './stores/notices.ts';
import { tellPeople } from './tell-people.ts';
import { createIncidentKeeper } from './watchdog/incident-keeper.ts';
import { createLook } from './watchdog/look.ts';
import { createMaintenanceKeeper } from './watchdog/maintenance-keeper.ts';
import { createRecorder } from './watchdog/recorder.ts';
import { createReferences, type References } from './watchdog/references.ts';
import { resume } from './watchdog/resume.ts';
import { createWatchdog } from './watchdog/watchdog.ts';
import { createPace } from './web/pace.ts';

const DAY_MS = 86_400_000;
/** How often incidents and maintenance are looked after. */
const ATTEND_EVERY_MS = 1_000;
const STOP_GRACE_MS = 5_000;

/**
 * Opens the store and builds the house around it; nothing runs yet.
 * @throws Error with a sentence for the operator: settings, configuration, a store that cannot be used, a second copy
 */
export async function createApp(settings: Settings, clock: Clock = systemClock()): Promise<App> {
	let config: Config = readConfig(settings);
	const log = createLog(settings.logLevel);
	mkdirSync(settings.dataDir, { recursive: true });
	const ownership = claimOwnership(settings.dataDir);
	const database = await openDatabase({
		url: settings.databaseUrl,
		backupFolder: path.join(settings.dataDir, 'backups')
	});
	const sealer = createSealer(loadSecret(settings.dataDir, settings.secret));
	const stopping = new AbortController();
	const shared = { clock, newId };
	const medians = keepFor<number | null>(60_000, clock);

	let roster = Roster.empty();
	let pushTokens = new Map<string, number>();
	let known: Incident[] = [];
	let told = new Map<string, Outage[]>();
	let references: References = newReferences();
	let housekeeping: Housekeeping | null = null;
	let fileWatch: FileWatch | null = null;
	let cancelAttending: (() => void) | null = null;
	let greeting: string | null = null;
	let attending: Promise<void> = Promise.resolve();
	let cannotAttend = false;
	let isStopped = false;

	/** A stranger's workspace never reaches private addresses, whatever the setting allows the operator. */
	const privateTargets = (workspaceId: string) =>
		roster.isDefaultWorkspace(workspaceId) ? settings.privateTargets : 'deny';
	const pages = new Pages(clock, settings.origin + settings.basePath, () => ({
		roster,
		watches: watchdog.watches,
		incidents: known,
		told
	}));
	const recorder = createRecorder({
		database,
		clock,
		dayOf: (at) => dayOf(at, config.page.timeZone),
		log
	});
	const ownLine = () => references;
	const learned = (monitorId: number) => roster.learned(monitorId);
	const look = createLook({ clock, signal: stopping.signal, privateTargets, ownLine, learned, log });
	const watchdog = createWatchdog({
		...shared,
		look,
		learned,
		describe: (monitor) => probeFor(monitor.kind).describe(monitor.target),
		recorder,
		isSilenced: (id, at) => roster.isSilenced(id, at),
		hearers: (monitor, announcement) => hearersOf(roster, monitor, announcement),
		isDueBetween,
		isStopping: () => stopping.signal.aborted,
		onChange: () => pages.changed(),
		onOpened: (watch) => investigator.opened(watch)
	});
	const investigator = lookInto({
		...shared,
		database,
		recorder,
		watchdog: () => watchdog,
		roster: () => roster,
		resolvers: () => config.resolvers,
		references: () => ({ targets: referencesInUse(config), line: references }),
		privateTargets,
		signal: stopping.signal,
		onChange: () => pages.changed(),
		log
	});
	const scheduler = createScheduler({
		clock,
		run: (id, latenessMs) => watchdog.turn(id, latenessMs),
		onGap: ({ from, to }) => {
			log.warn({ from, to }, 'Nobody looked for a while: the machine slept, or its clock was set forward.');
			void watchdog.lapseAll(from, to);
		},
		onFault: (id, error) =>
			log.error({ err: error, monitor: id }, 'A turn of a monitor failed; that is a fault of Gatehouse.')
	});
	const incidentKeeper = createIncidentKeeper({
		...shared,
		database,
		watches: () => watchdog.watches.values(),
		roster: () => roster,
		settings: () => config.incidents,
		flush: () => recorder.flush(),
		afterChange: reloadIncidents
	});
	const maintenanceKeeper = createMaintenanceKeeper({ ...shared, database, roster: () => roster, log });
	const monthlyReviews = createMonthlyReviews({ ...shared, database, roster: () => roster });
	const mail = createMail(settings);
	const telling = tellPeople({
		...{ ...shared, database, sealer, mail, settings, privateTargets, recorder, pages, log },
		roster: () => roster,
		watches: () => watchdog.watches,
		onStopped: () => void reloadRoster()
	});
	const auth = createAuth({ database, sealer, clock, newId, settings, mail, log });
	const desk = createDesk({
		...shared,
		database,
		sealer,
		settings,
		roster: () => roster,
		ask: (monitor) => look(monitor, 0),
		checkNow: (id) => scheduler.runNow(id).then(recorder.flush),
		tryChannel: telling.tryChannel,
		afterSetup,
		afterIncidents: reloadIncidents
	});
	const front = createFront((host) => pages.ofHost(host), settings.basePath);

	function newReferences(): References {
		return createReferences({
			references: referencesInUse(config),
			clock,
			signal: stopping.signal,
			privateTargets: settings.privateTargets,
			onTurn: (isDown, at) => void telling.ownLineTurned(isDown, at)
		});
	}

	async function reloadRoster(): Promise<void> {
		roster = await loadRoster(database.client, sealer, clock.now());
		pushTokens = await monitors.pushTokens(database.client);
		pages.changed();
	}

	async function reloadIncidents(): Promise<void> {
		known = await loadIncidents(database.client);
		told = await loadTold(database.client, known);
		pages.changed();
	}

	/** @param lookedUntil when this or an earlier process was last at work */
	async function takeOver(next: Config, lookedUntil: number): Promise<void> {
		const hasFile = configFileOf(settings) !== null;
		config = await putInForce(database, next, { now: clock.now(), sealer, newId, hasFile });
		await watchAnew(lookedUntil);
	}

	async function watchAnew(lookedUntil: number): Promise<void> {
		await reloadRoster();
		await maintenanceKeeper.unroll();
		await reloadRoster();
		const now = clock.now();
		const since = now - (DAYS_SHOWN + 1) * DAY_MS;
		const found = await resume(database, roster.facts.monitors, since, now);
		await watchdog.watch(found, lookedUntil);
		scheduler.set(found.flatMap(({ monitor }) => scheduledOf(monitor)));
	}

	async function afterSetup(): Promise<void> {
		await recorder.flush();
		await watchAnew(clock.now());
	}

	const imported = watchImports(database.client);
	const reloader = createReloader({
		read: () => readConfig(settings),
		async takeOver(next) {
			await recorder.flush();
			const before = referencesInUse(config);
			await takeOver(next, clock.now());
			if (isDeepStrictEqual(before, referencesInUse(config))) return;
			references.stop();
			references = newReferences();
			references.start();
		},
		clock,
		log
	});

	function health(): Promise<Health> {
		const configFaults = reloader.state().faults.length;
		return healthOf({ database, recorder, scheduler, clock, configFaults, references });
	}

	async function attend(): Promise<void> {
		try {
			if (await imported.isNews()) await reloader.reload();
			if (await maintenanceKeeper.attend()) await reloadRoster();
			await incidentKeeper.attend();
			await telling.attend();
			await monthlyReviews.attend();
			cannotAttend = false;
		} catch (error) {
			if (!cannotAttend)
				log.error({ err: error }, 'Incidents and maintenance could not be looked after; trying again.');
			cannotAttend = true;
		}
		if (!isStopped) cancelAttending = clock.after(ATTEND_EVERY_MS, () => void (attending = attend()));
	}

	return {
		settings,
		log,
		front,
		database,
		sealer,
		clock,
		newId,
		auth,
		desk,
		mail,
		pace: createPace(clock),
		affected: createAffected(clock),
		subscriptions: telling.subscriptions,
		roster: () => roster,
		watches: () => watchdog.watches.values(),
		attention: async (workspaceId) => {
			const [failed, now] = [await notices.failed(database.client, workspaceId), clock.now()];
			const backlog = await notices.backlog(database.client, workspaceId);
			const facts = { watches: watchdog.watches.values(), incidents: known, roster, backlog };
			return attentionOf({ ...facts, workspaceId, now, failed, health: await health() });
		},
		async refresh() {
			await afterSetup();
			await reloadIncidents();
		},
		snapshot: (host) => pages.ofHost(host),
		snapshotOfPage: (pageId) => pages.ofId(pageId),
		component: (snapshot, key) => componentDetail(database.client, roster, snapshot, key, clock.now()),
		incident: (snapshot, id) => incidentDetail(database.client, roster, snapshot, id),
		medianOfLastDay: (snapshot, key) =>
			medians(key, () => medianOfLastDay(database.client, roster, snapshot, key, clock.now())),
		beat: (token, sign) =>
			beat(token, sign, { monitorOf: (hash) => pushTokens.get(hash), watchdog, now: clock.now() }),
		health,
		metrics: () => metricsOf({ database, scheduler, watchdog, clock, outbox: telling.outbox }),
		investigate: investigator.investigate,
		reload: () => reloader.reload(),
		async start() {
			await investigations.closeUnfinished(database.client, clock.now());
			// The time in which no process ran is unknown for every monitor that missed a check in it.
			const aliveAt = await marks.get(database.client, ALIVE_MARK);
			await takeOver(config, aliveAt ?? clock.now());
			await reloadIncidents();
			references = newReferences();
			references.start();
			scheduler.start();
			await telling.start();
			housekeeping = startHousekeeping({
				database,
				clock,
				retention: () => config.retention,
				unroll: async () => {
					await maintenanceKeeper.unroll();
					await reloadRoster();
				},
				log
			});
			const file = configFileOf(settings);
			if (file) fileWatch = watchFile(file, clock, () => void reloader.reload());
			attending = attend();
			greeting = await auth.setup.prepare();
			log.info({ monitors: roster.facts.monitors.length, origin: settings.origin }, 'Gatehouse is watching.');
		},
		greeting: () => greeting,
		async stop() {
			isStopped = true;
			fileWatch?.stop();
			cancelAttending?.();
			references.stop();
			housekeeping?.stop();
			stopping.abort();
			await scheduler.stop(STOP_GRACE_MS);
			await investigator.stop();
			await attending;
			await recorder.flush();
			await telling.stop();
			mail.close();
			await marks.set(database.client, ALIVE_MARK, clock.now()).catch(() => undefined);
			await database.close();
			ownership.release();
		}
	};
}
