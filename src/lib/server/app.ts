/** The composition root: builds everything once and wires it. `start` begins to watch, `stop` ends in good order. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { ComponentDetail } from '../domain/component-detail.ts';
import type { Config } from '../domain/config.ts';
import { dayOf } from '../domain/days.ts';
import type { Health } from '../domain/health.ts';
import type { Incident } from '../domain/incident.ts';
import type { PageSnapshot } from '../domain/snapshot.ts';
import { beat, type Beat, type BeatAnswer } from './beat.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import { componentDetail } from './component-detail.ts';
import { applyConfig } from './config/apply.ts';
import { configuration, type Configuration } from './config/configuration.ts';
import { openDatabase, type Database } from './database.ts';
import { createFront, type Front } from './front.ts';
import { startHousekeeping, type Housekeeping } from './housekeeping/housekeeping.ts';
import { loadRoster } from './load-roster.ts';
import { createLog, type Log } from './log.ts';
import type { MetricsState } from './metrics.ts';
import { measureApp } from './measure.ts';
import { Pages } from './pages.ts';
import { PROBES, probeFor } from './probes/index.ts';
import { Roster } from './roster.ts';
import { createScheduler, type Scheduler } from './scheduler/index.ts';
import { createSealer, loadSecret, type Sealer } from './secret.ts';
import type { Settings } from './settings.ts';
import { DAYS_SHOWN } from './snapshot.ts';
import * as incidents from './stores/incidents.ts';
import * as marks from './stores/marks.ts';
import { createIncidentKeeper } from './watchdog/incident-keeper.ts';
import { createLook } from './watchdog/look.ts';
import { createMaintenanceKeeper } from './watchdog/maintenance-keeper.ts';
import { createRecorder, type Recorder } from './watchdog/recorder.ts';
import { createReferences, type References } from './watchdog/references.ts';
import { resume } from './watchdog/resume.ts';
import { createWatchdog, type Watchdog } from './watchdog/watchdog.ts';

const DAY_MS = 86_400_000;

export interface App {
	settings: Settings;
	log: Log;
	front: Front;
	/** The page that a request's Host header asks for, from memory; null before there is one. */
	snapshot(host: string): PageSnapshot | null;
	component(snapshot: PageSnapshot, key: string): Promise<ComponentDetail | null>;
	beat(token: string, sign: Beat): Promise<BeatAnswer>;
	health(): Promise<Health>;
	metrics(): Promise<MetricsState>;
	/** Reads the configuration again and takes it over; a faulty file leaves everything as it is. */
	reload(): Promise<void>;
	start(): Promise<void>;
	stop(): Promise<void>;
}
