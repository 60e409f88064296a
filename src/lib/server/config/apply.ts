/**
 * Brings the store in line with the configuration, in one transaction. Keys are identities: a rename keeps history, what
 * is gone from the file is archived, what comes back is there again with its past, what was made by hand is left alone.
 */
import type { Config, MonitorConfig } from '../../domain/config.ts';
import type { Database } from '../database.ts';
import { hashToken, type Sealer } from '../secret.ts';
import * as channels from '../stores/channels.ts';
import * as components from '../stores/components.ts';
import * as groups from '../stores/groups.ts';
import * as monitors from '../stores/monitors.ts';
import * as outages from '../stores/outages.ts';
import * as statusPages from '../stores/status-pages.ts';
import * as windows from '../stores/windows.ts';
import * as workspaces from '../stores/workspaces.ts';

/** A key in the file that somebody used by hand before is the same thing, and is managed by the file from then on. */
export async function applyConfig(
	database: Pick<Database, 'transaction'>,
	config: Config,
	{ now, sealer, newId }: { now: number; sealer: Sealer; newId: () => string }
): Promise<void> {
	await database.transaction(async (tx) => {
		const { id: workspaceId } = await workspaces.ensureDefault(tx, newId(), now);
		const { id: pageId } = await statusPages.ensureDefault(tx, workspaceId, newId(), now);
		const { groups: named, ...page } = config.page;
		await statusPages.change(tx, workspaceId, pageId, { ...page, isManaged: true }, now);

		const groupIds = new Map<string, string>();
		for (const [position, group] of named.entries()) {
			const saved = { ...group, pageId, position, newId: newId(), isManaged: true };
			groupIds.set(group.key, await groups.save(tx, workspaceId, saved));
		}

		await monitors.archiveManagedExcept(tx, workspaceId, keysOf(config.monitors), now);
		const monitorIds = new Map<string, number>();
		for (const monitor of config.monitors) {
			const fields = { ...monitor, isManaged: true, pushTokenHash: tokenHashOf(monitor) };
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
				isManaged: true,
				monitorIds: monitorId === undefined ? [] : [monitorId]
			};
			componentIds.set(shown.key, await components.save(tx, workspaceId, fields, newId(), now));
		}

		for (const channel of config.channels) {
			await channels.save(tx, workspaceId, { ...channel, isManaged: true }, sealer, newId(), now);
		}
		for (const { components: keys, ...window } of config.maintenance) {
			const affected = keys.flatMap((key) => componentIds.get(key) ?? []);
			const fields = { ...window, pageId, componentIds: affected, isManaged: true };
			await windows.save(tx, workspaceId, fields, newId(), now);
		}

		await groups.archiveManagedExcept(tx, workspaceId, [...groupIds.keys()], now);
		await components.archiveManagedExcept(tx, workspaceId, [...componentIds.keys()], now);
		await channels.archiveManagedExcept(tx, workspaceId, keysOf(config.channels), now);
		await windows.archiveManagedExcept(tx, workspaceId, keysOf(config.maintenance), now);
		await outages.closeArchived(tx, now);
	});
}

function keysOf(list: readonly { key: string }[]): string[] {
	return list.map(({ key }) => key);
}

/** How a heartbeat's token is stored; null for other kinds. */
function tokenHashOf({ kind, target }: Pick<MonitorConfig, 'kind' | 'target'>): string | null {
	return kind === 'heartbeat' ? hashToken((target as { token: string }).token) : null;
}
