/**
 * Brings the store in line with the configuration, in one transaction. Keys are identities: a rename keeps history, what
 * is gone from the file is archived, what comes back is there again with its past, what was made by hand is left alone.
 */
import type { Config, MonitorConfig } from '../../domain/config.ts';
import type { Database, Db } from '../database.ts';
import { hashToken, type Sealer } from '../secret.ts';
import * as channels from '../stores/channels.ts';
import * as components from '../stores/components.ts';
import * as groups from '../stores/groups.ts';
import * as monitors from '../stores/monitors.ts';
import * as outages from '../stores/outages.ts';
import * as statusPages from '../stores/status-pages.ts';
import * as windows from '../stores/windows.ts';
import * as workspaces from '../stores/workspaces.ts';
import { giveWay } from './first-watch.ts';

export interface ApplyOptions {
	now: number;
	sealer: Sealer;
	newId: () => string;
}

/** A key in the file that somebody used by hand before is the same thing, and is managed by the file from then on. */
export async function applyConfig(
	database: Pick<Database, 'transaction'>,
	config: Config,
	options: ApplyOptions
): Promise<void> {
	const { now } = options;
	await database.transaction(async (tx) => {
		const { workspaceId, pageId } = await homeOf(tx, options);
		await giveWay(tx, workspaceId, keysOf(config.monitors), options);
		const { groups: _, ...page } = config.page;
		await statusPages.change(tx, workspaceId, pageId, { ...page, isManaged: true }, now);
		await monitors.archiveManagedExcept(tx, workspaceId, keysOf(config.monitors), now);
		await writeThings(tx, config, { ...options, workspaceId, pageId, isManaged: true });
		const shown = [...config.monitors, ...config.components];
		await groups.archiveManagedExcept(tx, workspaceId, keysOf(config.page.groups), now);
		await components.archiveManagedExcept(tx, workspaceId, keysOf(shown), now);
		await channels.archiveManagedExcept(tx, workspaceId, keysOf(config.channels), now);
		await windows.archiveManagedExcept(tx, workspaceId, keysOf(config.maintenance), now);
		await outages.closeArchived(tx, now);
	});
}

/** The workspace and the page that a configuration is about. */
export async function homeOf(
	tx: Db,
	{ now, newId }: Pick<ApplyOptions, 'now' | 'newId'>
): Promise<{ workspaceId: string; pageId: string }> {
	const { id: workspaceId } = await workspaces.ensureDefault(tx, newId(), now);
	const { id: pageId } = await statusPages.ensureDefault(tx, workspaceId, newId(), now);
	return { workspaceId, pageId };
}

/** Makes or changes everything that a configuration names; what it does not name stays. */
export async function writeThings(
	tx: Db,
	config: Pick<Config, 'page' | 'monitors' | 'components' | 'channels' | 'maintenance'>,
	options: ApplyOptions & { workspaceId: string; pageId: string; isManaged: boolean }
): Promise<void> {
	const { workspaceId, pageId, isManaged, now, sealer, newId } = options;
	const groupIds = new Map<string, string>();
	for (const [position, group] of config.page.groups.entries()) {
		const saved = { ...group, pageId, position, newId: newId(), isManaged };
		groupIds.set(group.key, await groups.save(tx, workspaceId, saved));
	}
	const monitorIds = new Map<string, number>();
	for (const monitor of config.monitors) {
		const fields = { ...monitor, isManaged, pushTokenHash: tokenHashOf(monitor) };
		monitorIds.set(monitor.key, await monitors.save(tx, workspaceId, fields, sealer, now));
	}
	const componentIds = new Map<string, string>();
	for (const [position, shown] of [...config.monitors, ...config.components].entries()) {
		const monitorId = monitorIds.get(shown.key);
		const fields = {
			pageId,
			groupId: groupIds.get(shown.group ?? '') ?? null,
			key: shown.key,
			name: shown.name,
			position,
			isPublic: shown.isPublic,
			publicUrl: shown.publicUrl,
			isManaged,
			monitorIds: monitorId === undefined ? [] : [monitorId]
		};
		componentIds.set(shown.key, await components.save(tx, workspaceId, fields, newId(), now));
	}
	for (const channel of config.channels) {
		await channels.save(tx, workspaceId, { ...channel, isManaged }, sealer, newId(), now);
	}
	for (const { components: keys, ...window } of config.maintenance) {
		const affected = keys.flatMap((key) => componentIds.get(key) ?? []);
		const fields = { ...window, pageId, componentIds: affected, isManaged };
		await windows.save(tx, workspaceId, fields, newId(), now);
	}
}

export function keysOf(list: readonly { key: string }[]): string[] {
	return list.map(({ key }) => key);
}

/** How a heartbeat's token is stored; null for other kinds. */
export function tokenHashOf({ kind, target }: Pick<MonitorConfig, 'kind' | 'target'>): string | null {
	return kind === 'heartbeat' ? hashToken((target as { token: string }).token) : null;
}
