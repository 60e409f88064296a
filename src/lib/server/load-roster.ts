/** Reads what is set up into memory, in a constant number of queries per workspace. */
import { rulesFrom } from '../domain/channel-rules.ts';
import type { Db } from './database.ts';
import { Roster, type RosterFacts } from './roster.ts';
import type { Sealer } from './secret.ts';
import * as channels from './stores/channels.ts';
import * as components from './stores/components.ts';
import * as groups from './stores/groups.ts';
import * as learnedPages from './stores/learned-pages.ts';
import * as monitors from './stores/monitors.ts';
import * as occurrences from './stores/occurrences.ts';
import * as statusPages from './stores/status-pages.ts';
import * as windows from './stores/windows.ts';
import * as workspaces from './stores/workspaces.ts';
import { DAYS_SHOWN } from './snapshot.ts';

const DAY_MS = 86_400_000;
export async function loadRoster(db: Db, sealer: Sealer, now: number): Promise<Roster> {
	const facts: RosterFacts = {
		pages: [],
		groups: [],
		components: [],
		monitors: await monitors.active(db, sealer),
		channels: [],
		windows: [],
		occurrences: [],
		learned: await learnedPages.byMonitor(db)
	};
	for (const { id } of await workspaces.list(db)) {
		facts.pages.push(...(await statusPages.list(db, id)));
		facts.groups.push(...(await groups.list(db, id)));
		facts.components.push(...(await components.list(db, id)));
		facts.windows.push(...(await windows.list(db, id)));
		facts.occurrences.push(...(await occurrences.list(db, id, now - (DAYS_SHOWN + 1) * DAY_MS)));
		for (const { id: channelId, key, workspaceId, disabledAt, rules } of await channels.list(db, id)) {
			const isDisabled = disabledAt !== null;
			facts.channels.push({ id: channelId, key, workspaceId, isDisabled, rules: rulesFrom(rules) });
		}
	}
	return new Roster(facts);
}
