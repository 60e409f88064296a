/** What the config file says, checked and with every default filled in. Times are milliseconds. */
import type { AutoIncidents } from './auto-incident.ts';
import type { FailureRules, StoredRules } from './channel-rules.ts';
import type { Confirmation, Schedule } from './monitor.ts';

export interface PageConfig {
	title: string;
	description: string;
	url: string | null;
	timeZone: string;
	locale: string;
	groups: { key: string; name: string }[];
}

export interface MonitorConfig {
	key: string;
	name: string;
	group: string | null;
	kind: string;
	target: unknown;
	schedule: Schedule;
	timeoutMs: number;
	confirmation: Confirmation;
	isPublic: boolean;
	tags: string[];
	notify: string[] | null;
	/** The failures that are told; null means all. */
	notifyAbout: FailureRules | null;
	origin: string | null;
	/** Where a visitor's own browser may try it. */
	publicUrl: string | null;
}

export interface ComponentConfig {
	key: string;
	name: string;
	group: string | null;
	isPublic: boolean;
	publicUrl: string | null;
}

export interface ChannelConfig {
	key: string;
	name: string;
	kind: string;
	settings: unknown;
	rules: StoredRules;
}

export interface MaintenanceConfig {
	key: string;
	title: string;
	message: string;
	startsLocal: string;
	timeZone: string;
	durationMs: number;
	repeat: string | null;
	notifyBeforeMs: number | null;
	components: string[];
}

export interface Retention {
	checksMs: number;
	hoursMs: number;
}

export interface Config {
	page: PageConfig;
	monitors: MonitorConfig[];
	components: ComponentConfig[];
	channels: ChannelConfig[];
	incidents: AutoIncidents;
	maintenance: MaintenanceConfig[];
	retention: Retention;
	/** Addresses that tell whether our own line works; none switches the look off. */
	references: string[];
	/** Resolvers that a failing name is compared with: `address` or `address:port`; none leaves the system's and the zone's own. */
	resolvers: string[];
}
