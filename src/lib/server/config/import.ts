/** Takes a configuration over as if people had set it up by hand, and lets a running Gatehouse notice. */
import type { Trace } from '../../domain/audit.ts';
import type { Config } from '../../domain/config.ts';
import type { Database, Db } from '../database.ts';
import { Refusal } from '../desk/refusal.ts';
import * as audit from '../stores/audit.ts';
import * as marks from '../stores/marks.ts';
import * as setup from '../stores/setup.ts';
import * as statusPages from '../stores/status-pages.ts';
import { managedKeys } from '../database/archive.ts';
import { homeOf, keysOf, writeThings, type ApplyOptions } from './apply.ts';
import { giveWay } from './first-watch.ts';

const MARK = 'imported';

/**
 * Makes or changes everything that it names; what it does not name stays.
 * @returns whether the page was left to the config file that rules over it
 * @throws Refusal where it names what the config file manages; nothing was changed then
 */
export async function importConfig(
	database: Pick<Database, 'transaction'>,
	config: Config,
	{ actor, ...options }: ApplyOptions & { actor: string }
): Promise<{ isPageManaged: boolean }> {
	const { now } = options;
	return database.transaction(async (tx) => {
		const { workspaceId, pageId } = await homeOf(tx, options);
		const { page, monitors, components, channels, maintenance } = config;
		const managed = await managedKeys(tx, workspaceId, {
			ComponentGroup: keysOf(page.groups),
			Monitor: keysOf(monitors),
			Component: keysOf([...monitors, ...components]),
			Channel: keysOf(channels),
			MaintenanceWindow: keysOf(maintenance)
		});
		if (managed.length > 0) {
			throw new Refusal(
				'managed',
				`The config file in use manages ${managed.join(', ')}. Change them there.`
			);
		}
		await giveWay(tx, workspaceId, keysOf(monitors), options);
		const { isManaged: isPageManaged } = await statusPages.ensureDefault(tx, workspaceId, pageId, now);
		const { groups: _, ...said } = page;
		if (!isPageManaged) {
			await statusPages.change(tx, workspaceId, pageId, { ...said, isManaged: false }, now);
		}
		await writeThings(tx, config, { ...options, workspaceId, pageId, isManaged: false });
		await setup.keep(tx, workspaceId, config, now);
		const trace: Trace = { workspaceId, at: now, actor, address: null };
		const after = { monitors: monitors.length, components: components.length, channels: channels.length };
		await audit.record(tx, trace, { action: 'configuration.import', subject: page.title, after });
		await marks.set(tx, MARK, now);
		return { isPageManaged };
	});
}

/** Tells a running Gatehouse, once, when something was imported beside it. */
export function watchImports(db: Db): { isNews(): Promise<boolean> } {
	let seen: number | null | undefined;
	return {
		async isNews() {
			const at = await marks.get(db, MARK);
			const isNews = seen !== undefined && at !== seen;
			seen = at;
			return isNews;
		}
	};
}
