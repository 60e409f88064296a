/** The component that a monitor brings along: made with it, and following it in what was changed at the monitor. */
import type { Trace } from '../../domain/audit.ts';
import type { MonitorConfig } from '../../domain/config.ts';
import type { Monitor } from '../../domain/monitor.ts';
import type { Db } from '../database.ts';
import type { Roster } from '../roster.ts';
import * as places from '../stores/component-places.ts';
import * as components from '../stores/components.ts';
import type { DeskHouse } from './desk-house.ts';
import { choicesOf, invalid, pageFor } from './monitor-draft.ts';
import { Refusal } from './refusal.ts';

/** How a monitor's own component is shown: the key of its group, and where visitors may try it. */
export function shownAs(
	roster: Roster,
	monitor: Pick<Monitor, 'id' | 'key'>
): Pick<MonitorConfig, 'group' | 'publicUrl'> {
	const own = roster.componentsOf(monitor.id).find(({ key }) => key === monitor.key);
	const group = roster.facts.groups.find(({ id }) => id === own?.groupId)?.key ?? null;
	return { group, publicUrl: own?.publicUrl ?? null };
}

/**
 * Makes the component of a new monitor; that of an old one takes over what was changed at the monitor and keeps what was
 * changed at the component.
 */
export async function followMonitor(
	tx: Db,
	house: Pick<DeskHouse, 'roster' | 'newId'>,
	{ workspaceId, at }: Trace,
	monitor: Monitor,
	{ before, draft }: { before: MonitorConfig | null; draft: Pick<MonitorConfig, 'group' | 'publicUrl'> }
): Promise<void> {
	const { group, publicUrl } = draft;
	const { key, name, isPublic } = monitor;
	const roster = house.roster();
	const own = await places.ofKey(tx, workspaceId, key);
	const isOther = own !== null && !own.monitorIds.includes(monitor.id);
	if (isOther && before === null) throw invalid({ key: `The key "${key}" is taken by a component.` });
	if (before !== null && (own === null || isOther || own.isManaged)) return;
	const page = pageFor(roster, workspaceId, group);
	if (!page) throw new Refusal('conflict', 'This workspace has no page that the monitor could stand on.');
	const groupId = choicesOf(roster, workspaceId).groups.find((one) => one.key === group)?.id ?? null;
	const isMoved = before === null || before.group !== group;
	const fields = {
		key,
		pageId: own && !(isMoved && group !== null) ? own.pageId : page.id,
		groupId: own && !isMoved ? own.groupId : groupId,
		name: own && before?.name !== own.name ? own.name : name,
		position: own?.position ?? (await places.nextPosition(tx, page.id)),
		isPublic: own && before?.isPublic === isPublic ? own.isPublic : isPublic,
		publicUrl: own && before?.publicUrl === publicUrl ? own.publicUrl : publicUrl,
		isManaged: false,
		monitorIds: own?.monitorIds ?? [monitor.id]
	};
	await components.save(tx, workspaceId, fields, house.newId(), at);
}
