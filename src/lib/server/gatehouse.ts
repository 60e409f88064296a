/** The running app as routes and hooks see it: what they may ask of it, and nothing of how it is built. */
import type { Affected } from './affected.ts';
import type { Attention } from '../domain/attention.ts';
import type { ComponentDetail } from '../domain/component-detail.ts';
import type { Health } from '../domain/health.ts';
import type { IncidentDetail } from '../domain/incident-detail.ts';
import type { PageSnapshot } from '../domain/snapshot.ts';
import type { Auth } from './auth/auth.ts';
import type { BeatAnswer } from './beat.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { Desk } from './desk/desk.ts';
import type { Front } from './front.ts';
import type { Log } from './log.ts';
import type { Mail } from './mail.ts';
import type { MetricsState } from './metrics.ts';
import type { Beat } from './probes/heartbeat.ts';
import type { Roster } from './roster.ts';
import type { Sealer } from './secret.ts';
import type { Settings } from './settings.ts';
import type { Subscriptions } from './subscribers/subscriptions.ts';
import type { Watch } from './watchdog/watch.ts';
import type { Investigator } from './watchdog/investigator.ts';
import type { Pace } from './web/pace.ts';

export interface App {
	settings: Settings;
	log: Log;
	front: Front;
	/** What the admin area and the API work with. */
	database: Database;
	sealer: Sealer;
	clock: Clock;
	newId(): string;
	auth: Auth;
	/** What people change by hand. */
	desk: Desk;
	mail: Mail;
	/** How often strangers may ask for what costs work. */
	pace: Pace;
	/** How many visitors said that they are affected. */
	affected: Affected;
	/** What the public asks to be told. */
	subscriptions: Subscriptions;
	/** What is set up, as it is in memory. */
	roster(): Roster;
	/** What is watched, as it is in memory. */
	watches(): Iterable<Watch>;
	/** What needs a hand in a workspace. */
	attention(workspaceId: string): Promise<Attention>;
	/** Takes a change over that was made by hand: reads what is set up and said again, and watches accordingly. */
	refresh(): Promise<void>;
	/** The page that a request's Host header asks for, from memory; null before there is one. */
	snapshot(host: string): PageSnapshot | null;
	/** A page by its id, from memory. */
	snapshotOfPage(pageId: string): PageSnapshot | null;
	component(snapshot: PageSnapshot, key: string): Promise<ComponentDetail | null>;
	incident(snapshot: PageSnapshot, id: string): Promise<IncidentDetail | null>;
	/** For badges: milliseconds, from memory for a minute. */
	medianOfLastDay(snapshot: PageSnapshot, key: string): Promise<number | null>;
	beat(token: string, sign: Beat): Promise<BeatAnswer>;
	health(): Promise<Health>;
	metrics(): Promise<MetricsState>;
	/** Looks into an open outage, by one remedy or all of them; null for an outage that this workspace does not have open. */
	investigate: Investigator['investigate'];
	/** Reads the configuration again and takes it over; a file with faults is reported and changes nothing. */
	reload(): Promise<void>;
	start(): Promise<void>;
	/** What the console says once the app has started: how to make the first owner. */
	greeting(): string | null;
	stop(): Promise<void>;
}
