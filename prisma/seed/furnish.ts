/** Sets up what the demo watches and shows. Made by hand as it were, so that the config file leaves it alone. */
import type { StatusPage } from '../../src/lib/domain/status-page.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { probeFor } from '../../src/lib/server/probes/index.ts';
import * as components from '../../src/lib/server/stores/components.ts';
import * as groups from '../../src/lib/server/stores/groups.ts';
import * as monitors from '../../src/lib/server/stores/monitors.ts';
import { COMPONENTS, GROUPS, MONITORS, type DemoMonitor } from './demo.ts';
import type { Seeding } from './write.ts';

const DAY_MS = 86_400_000;
/** Everything was set up a good while before the first day that is shown. */
const SET_UP_DAYS_AGO = 120;
/** After what the configuration shows. */
const FIRST_POSITION = 100;

export interface Place {
	workspaceId: string;
	page: StatusPage;
	/** The full hour that everything is placed from. */
	anchor: number;
	newId: () => string;
}

export async function furnish(
	database: Database,
	{ workspaceId, page, anchor, newId }: Place,
	{ sealer, ownAddress, everyMs }: Seeding & { everyMs: number }
): Promise<{ monitorIds: Map<string, number>; components: Map<string, string> }> {
	const setUpAt = anchor - SET_UP_DAYS_AGO * DAY_MS;
	const monitorIds = new Map<string, number>();
	const componentIds = new Map<string, string>();
	await database.transaction(async (tx) => {
		const groupIds = new Map<string, string>();
		for (const [index, group] of GROUPS.entries()) {
			const saved = {
				...group,
				pageId: page.id,
				position: FIRST_POSITION + index,
				newId: newId(),
				isManaged: false
			};
			groupIds.set(group.key, await groups.save(tx, workspaceId, saved));
		}
		for (const monitor of MONITORS) {
			const since = monitor.sinceDays === undefined ? setUpAt : anchor - monitor.sinceDays * DAY_MS;
			const fields = {
				key: monitor.key,
				name: monitor.name,
				kind: monitor.kind,
				target: targetOf(monitor, ownAddress),
				schedule: { everyMs },
				timeoutMs: 10_000,
				confirmation: { confirm: 3, recover: 2, retryMs: 5_000 },
				isPublic: true,
				tags: ['demo'],
				notify: null,
				notifyAbout: null,
				origin: null,
				isManaged: false,
				pushTokenHash: null
			};
			monitorIds.set(monitor.key, await monitors.save(tx, workspaceId, fields, sealer, since));
		}
		for (const [index, { monitors: keys, group, ...component }] of COMPONENTS.entries()) {
			const fields = {
				...component,
				pageId: page.id,
				groupId: groupIds.get(group) ?? null,
				position: FIRST_POSITION + index,
				isPublic: true,
				isManaged: false,
				monitorIds: keys.flatMap((key) => monitorIds.get(key) ?? [])
			};
			componentIds.set(component.key, await components.save(tx, workspaceId, fields, newId(), setUpAt));
		}
	});
	return { monitorIds, components: componentIds };
}

/** Its own pages and its own port: they answer as long as this Gatehouse does, wherever the demo is shown. */
function targetOf({ kind, path }: DemoMonitor, ownAddress: string): unknown {
	const { hostname, port, protocol } = new URL(ownAddress);
	const target =
		kind === 'tcp'
			? { host: hostname, port: Number(port || (protocol === 'https:' ? 443 : 80)) }
			: { url: `${ownAddress}${path}` };
	return probeFor(kind).schema.parse(target);
}
