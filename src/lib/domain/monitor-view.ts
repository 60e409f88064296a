/** How a monitor is, for the team: what it watches, its verdict and since when, and why. */
import type { Series } from './component-detail.ts';
import type { Outcome, Warning } from './check.ts';
import type { Phases } from './evidence.ts';
import type { UptimeParts } from './snapshot.ts';
import type { Verdict } from './stretch.ts';

/** A paused monitor has no verdict that counts. */
export type MonitorState = Verdict | 'paused';

export const MONITOR_STATES: readonly MonitorState[] = ['down', 'degraded', 'unknown', 'up', 'paused'];

export interface MonitorView {
	key: string;
	name: string;
	kind: string;
	kindLabel: string;
	/** What is asked, without secrets. */
	target: string;
	group: { key: string; name: string } | null;
	tags: string[];
	isManaged: boolean;
	isPublic: boolean;
	state: MonitorState;
	/** When the state began, epoch milliseconds. */
	since: number;
	/** Null before the first check. */
	lastCheckAt: number | null;
	lastSummary: string | null;
	lastDurationMs: number | null;
	/** Why it fails, in one sentence; null where it does not. */
	why: string | null;
	outageId: string | null;
	warnings: Warning[];
	/** Maintenance keeps it from alarming. */
	isSilenced: boolean;
	version: number;
}

/** One check as the list shows it. */
export interface CheckView {
	at: number;
	outcome: Outcome;
	statusCode: number | null;
	durationMs: number;
	phases: Phases;
	/** The outage whose evidence belongs to it; null for a good one. */
	outageId: string | null;
}

export interface OutageBrief {
	id: string;
	startedAt: number;
	endedAt: number | null;
	worst: 'degraded' | 'down';
	sentence: string;
}

export interface MonitorDetail extends MonitorView {
	/** How often it is asked: `every 30 seconds`, or the cron expression. */
	schedule: string;
	timeoutMs: number;
	confirm: number;
	recover: number;
	/** Time by verdict over the last 24 hours, 7, 30 and 90 days. */
	uptime: { days: number; parts: UptimeParts; ratio: number | null }[];
	series: Series[];
	/** Newest first. */
	checks: CheckView[];
	outages: OutageBrief[];
}

export interface MonitorFilter {
	/** Part of a name, key, tag or target; empty for all. */
	text: string;
	/** `''` for all. */
	state: MonitorState | '';
	/** A key of a group; `''` for all, `-` for those in none. */
	group: string;
}

export function matchesFilter(monitor: MonitorView, { text, state, group }: MonitorFilter): boolean {
	if (state !== '' && monitor.state !== state) return false;
	if (group !== '' && (monitor.group?.key ?? '-') !== group) return false;
	const wanted = text.trim().toLocaleLowerCase();
	if (wanted === '') return true;
	const { name, key, target, tags, kindLabel } = monitor;
	return [name, key, target, kindLabel, ...tags].some((one) => one.toLocaleLowerCase().includes(wanted));
}

/** What is wrong comes first, then by name. */
export function byNeed(a: MonitorView, b: MonitorView): number {
	return (
		MONITOR_STATES.indexOf(a.state) - MONITOR_STATES.indexOf(b.state) ||
		a.name.localeCompare(b.name) ||
		a.key.localeCompare(b.key)
	);
}
