/**
 * Brings the store in line with the configuration, in one transaction. Keys are identities: a rename keeps history, what
 * is gone from the file is archived, what was made by hand is left alone.
 */
import type { Config } from '../../domain/config.ts';
import type { Database } from '../database.ts';
import type { Sealer } from '../secret.ts';
import * as channels from '../stores/channels.ts';
import * as components from '../stores/components.ts';
import * as groups from '../stores/groups.ts';
import * as monitors from '../stores/monitors.ts';
import * as outages from '../stores/outages.ts';
import * as statusPages from '../stores/status-pages.ts';
import * as windows from '../stores/windows.ts';
import * as workspaces from '../stores/workspaces.ts';
import { tokenHashOf } from './check.ts';

export async function applyConfig(
	database: Pick<Database, 'transaction'>,
	config: Config,
	{ now, sealer, newId }: { now: number; sealer: Sealer; newId: () => string }
): Promise<void> {
	await database.transaction(async (tx) => {
		const workspace = await workspaces.ensureDefault(tx, newId(), now);
		const page = await statusPages.ensureDefault(tx, workspace.id, newId(), now);
		const { groups: named, ...pageFields } = config.page;
		await statusPages.change(tx, workspace.id, page.id, { ...pageFields, isManaged: true }, now);

		const groupIds = new Map<string, string>();
		for (const [position, group] of named.entries()) {
			const saved = { ...group, pageId: page.id, position, newId: newId(), isManaged: true };
			groupIds.set(group.key, await groups.save(tx, workspace.id, saved));
		}

		const monitorIds = new Map<string, number>();
		for (const monitor of config.monitors) {
			const fields = { ...monitor, isManaged: true, pushTokenHash: tokenHashOf(monitor) };
			monitorIds.set(monitor.key, await monitors.save(tx, workspace.id, fields, sealer, now));
		}

		const componentIds = new Map<string, string>();
		for (const [position, shown] of [...config.monitors, ...config.components].entries()) {
			const monitorId = monitorIds.get(shown.key);
			const fields = {
				pageId: page.id,
				groupId: (shown.group && groupIds.get(shown.group)) ?? null,
				key: shown.key,
				name: shown.name,
				position,
				isPublic: shown.isPublic,
				isManaged: true,
				monitorIds: monitorId === undefined ? [] : [monitorId]
			};
			componentIds.set(shown.key, await components.save(tx, workspace.id, fields, newId(), now));
		}

		for (const channel of config.channels) {
			await channels.save(tx, workspace.id, { ...channel, isManaged: true }, sealer, newId(), now);
		}
		for (const { components: keys, ...window } of config.maintenance) {
			const affected = keys.flatMap((key) => componentIds.get(key) ?? []);
			const fields = { ...window, pageId: page.id, componentIds: affected, isManaged: true };
			await windows.save(tx, workspace.id, fields, newId(), now);
		}

		const keys = (list: readonly { key: string }[]) => list.map(({ key }) => key);
		await groups.archiveManagedExcept(tx, workspace.id, keys(named), now);
		await monitors.archiveManagedExcept(tx, workspace.id, keys(config.monitors), now);
		await components.archiveManagedExcept(tx, workspace.id, [...componentIds.keys()], now);
		await channels.archiveManagedExcept(tx, workspace.id, keys(config.channels), now);
		await windows.archiveManagedExcept(tx, workspace.id, keys(config.maintenance), now);
		await outages.closeArchived(tx, now);
	});
}
