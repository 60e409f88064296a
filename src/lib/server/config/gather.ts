/** Gathers what a workspace has set up, from wherever it was set up, as one configuration that can be written down. */
import type { Config, MaintenanceConfig } from '../../domain/config.ts';
import type { MaintenanceWindow } from '../../domain/maintenance.ts';
import { keyFrom } from '../../domain/key.ts';
import type { Db } from '../database.ts';
import type { Sealer } from '../secret.ts';
import * as channels from '../stores/channels.ts';
import * as components from '../stores/components.ts';
import * as groups from '../stores/groups.ts';
import * as monitors from '../stores/monitors.ts';
import * as statusPages from '../stores/status-pages.ts';
import * as windows from '../stores/windows.ts';
import type { SetupRules } from '../stores/setup.ts';
import { monitorConfigOf } from './write-monitor.ts';

/** @param rules what is in force beside the things of the workspace */
export async function gatherConfig(
	db: Db,
	workspaceId: string,
	rules: SetupRules,
	sealer: Sealer
): Promise<Config> {
	const pages = await statusPages.list(db, workspaceId);
	const page = pages.find(({ isDefault }) => isDefault) ?? pages[0];
	if (!page) throw new Error('This workspace has no status page.');
	const { title, description, url, timeZone, locale } = page;
	const listedGroups = (await groups.list(db, workspaceId)).filter(({ pageId }) => pageId === page.id);
	const groupKeys = new Map(listedGroups.map(({ id, key }) => [id, key]));
	const shown = await components.list(db, workspaceId);
	const byKey = new Map(shown.map((component, position) => [component.key, { ...component, position }]));
	const watched = (await monitors.active(db, sealer))
		.filter((monitor) => monitor.workspaceId === workspaceId)
		.sort(
			(a, b) =>
				(byKey.get(a.key)?.position ?? Infinity) - (byKey.get(b.key)?.position ?? Infinity) || a.id - b.id
		);
	const own = new Set(watched.map(({ key }) => key));
	const told = await channels.configured(db, workspaceId, sealer);
	const isWritten = (channel: string) => told.some(({ key }) => key === channel);
	const groupOf = (groupId: string | null | undefined) => groupKeys.get(groupId ?? '') ?? null;
	return {
		page: {
			title,
			description,
			url,
			timeZone,
			locale,
			groups: listedGroups.map(({ key, name }) => ({ key, name }))
		},
		monitors: watched.map((monitor) => {
			const own = byKey.get(monitor.key);
			const shown = { group: groupOf(own?.groupId), publicUrl: own?.publicUrl ?? null };
			// a file that names a channel it does not have could not be read
			const notify = monitor.notify?.filter(isWritten) ?? null;
			return { ...monitorConfigOf(monitor, shown), notify };
		}),
		components: shown
			.filter(({ key }) => !own.has(key))
			.map(({ key, name, groupId, isPublic, publicUrl }) => {
				return { key, name, group: groupOf(groupId), isPublic, publicUrl };
			}),
		channels: told,
		maintenance: maintenanceOf(
			await windows.list(db, workspaceId),
			new Map(shown.map(({ id, key }) => [id, key]))
		),
		...rules
	};
}

/** Windows that people planned have no key; in a file they need one, made from their title. */
function maintenanceOf(
	list: readonly MaintenanceWindow[],
	componentKeys: ReadonlyMap<string, string>
): MaintenanceConfig[] {
	const alive = list.filter(({ archivedAt }) => archivedAt === null);
	const taken = new Set(alive.flatMap(({ key }) => key ?? []));
	const keyOf = (window: MaintenanceWindow) => {
		const key = window.key ?? keyFrom(window.title, 'maintenance', taken);
		taken.add(key);
		return key;
	};
	const written = alive.map((window) => ({
		key: keyOf(window),
		title: window.title,
		message: window.message,
		startsLocal: window.startsLocal,
		timeZone: window.timeZone,
		durationMs: window.durationMs,
		repeat: window.repeat,
		notifyBeforeMs: window.notifyBeforeMs,
		components: window.componentIds.flatMap((id) => componentKeys.get(id) ?? []).sort()
	}));
	// by key: that is how they come back when they were imported at one moment
	return written.sort((a, b) => (a.key < b.key ? -1 : 1));
}
