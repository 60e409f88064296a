/**
 * Checks one monitor that somebody wrote, by the code that checks the config file: what a form, the API and an import
 * take is what the file takes.
 */
import { randomBytes } from 'node:crypto';
import type { MonitorConfig } from '../../domain/config.ts';
import { formatDuration } from '../../domain/duration.ts';
import { limitsOf } from '../../domain/limits.ts';
import type { StatusPage } from '../../domain/status-page.ts';
import { assembleMonitor } from '../config/assemble.ts';
import { readMonitorEntry } from '../config/monitors.ts';
import { DEFAULTS } from '../config/schema.ts';
import { withKept } from '../config/secrets-of.ts';
import { PROBES } from '../probes/index.ts';
import type { Roster } from '../roster.ts';
import { Refusal } from './refusal.ts';

type Errors = Record<string, string>;

/**
 * The monitor that an entry describes.
 * @param held the entry that its kept secrets are taken from
 * @throws Refusal `invalid`, with a sentence for each place: `expect.status[1]`
 */
export function draftOf(roster: Roster, workspaceId: string, entry: unknown, held?: unknown): MonitorConfig {
	if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
		throw new Refusal('invalid', 'A monitor takes key, name, type and what the type needs.');
	}
	const kind = typeOf(entry);
	const secrets = (Object.hasOwn(PROBES, kind) ? PROBES[kind]?.secrets : undefined) ?? [];
	const { entry: whole, missing } = withKept(entry, held, secrets);
	const { monitor, faults } = readMonitorEntry(whole, PROBES);
	const errors: Errors = {};
	for (const { path, message } of faults) errors[path] ??= message;
	for (const path of missing)
		errors[path] = `"${path.split('.').at(-1) ?? path}" is not set yet: write its value.`;
	const common = whole as Record<string, unknown>;
	const { group, notify } = common;
	const { groups, channels } = choicesOf(roster, workspaceId);
	if (typeof group === 'string' && !groups.some(({ key }) => key === group)) {
		errors.group ??= `There is no group "${group}".${thereAre(groups)}`;
	}
	for (const [index, key] of (Array.isArray(notify) ? (notify as unknown[]) : []).entries()) {
		if (channels.some((channel) => channel.key === key)) continue;
		errors[`notify[${index}]`] ??= `There is no channel "${String(key)}".${thereAre(channels)}`;
	}
	if (common.cron !== undefined && (common.every !== undefined || kind === 'heartbeat')) {
		errors.cron ??=
			kind === 'heartbeat'
				? 'A heartbeat takes "every", how often your job reports, not "cron".'
				: 'A monitor takes either "every" or "cron", not both.';
	}
	if (!monitor || Object.keys(errors).length > 0) throw invalid(errors);
	const page = pageFor(roster, workspaceId, monitor.common.group ?? null);
	const config = assembleMonitor(monitor, page?.timeZone ?? 'UTC', DEFAULTS);
	const { everyAtLeastMs } = limitsOf({ isDefaultWorkspace: roster.isDefaultWorkspace(workspaceId) });
	if ('everyMs' in config.schedule && config.schedule.everyMs < everyAtLeastMs) {
		throw invalid({ every: `"every" takes at least ${formatDuration(everyAtLeastMs)} in this workspace.` });
	}
	return config;
}

/** What of a workspace a monitor can name: the groups of its pages, and its channels. */
export function choicesOf(roster: Roster, workspaceId: string) {
	const { pages, groups, channels } = roster.facts;
	const own = new Set(pages.flatMap((page) => (page.workspaceId === workspaceId ? [page.id] : [])));
	return {
		groups: groups.filter(({ pageId }) => own.has(pageId)),
		channels: channels.filter((channel) => channel.workspaceId === workspaceId)
	};
}

/** The page that a group is on; the workspace's first one without a group. */
export function pageFor(roster: Roster, workspaceId: string, group: string | null): StatusPage | undefined {
	const pages = roster.facts.pages.filter((page) => page.workspaceId === workspaceId);
	const { groups } = choicesOf(roster, workspaceId);
	const pageId = groups.find(({ key }) => key === group)?.pageId;
	return pages.find(({ id }) => id === pageId) ?? pages.find(({ isDefault }) => isDefault) ?? pages[0];
}

/** An entry of a heartbeat that has no token yet, with one that nobody can guess. */
export function withToken(entry: unknown): { entry: unknown; token: string | null } {
	if (typeOf(entry) !== 'heartbeat' || (entry as { token?: unknown }).token !== undefined) {
		return { entry, token: null };
	}
	const token = randomBytes(24).toString('base64url');
	return { entry: { ...(entry as object), token }, token };
}

export function invalid(errors: Errors): Refusal {
	return new Refusal('invalid', 'Some of it is not right: see the fields.', errors);
}

function typeOf(entry: unknown): string {
	const { type } = (typeof entry === 'object' && entry !== null ? entry : {}) as { type?: unknown };
	return typeof type === 'string' ? type : '';
}

function thereAre(known: readonly { key: string }[]): string {
	return known.length > 0 ? ` There are: ${known.map(({ key }) => key).join(', ')}.` : ' There is none yet.';
}
