/** The desks on a real database and a clock that moves when told: what people do goes in, what was stored comes out. */
import type { Trace } from '../../src/lib/domain/audit.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { createDesk, type Desk } from '../../src/lib/server/desk/desk.ts';
import { Refusal } from '../../src/lib/server/desk/refusal.ts';
import { loadRoster } from '../../src/lib/server/load-roster.ts';
import type { Roster } from '../../src/lib/server/roster.ts';
import { readSettings } from '../../src/lib/server/settings.ts';
import { checkOf } from './checks.ts';
import { FakeClock } from './clock.ts';
import { furnish, NOON, sealer, temporaryDatabase, temporaryFolder } from './database.ts';

export interface DeskStory {
	desk: Desk;
	database: Database;
	clock: FakeClock;
	roster: () => Roster;
	/** Who acts now: the owner, or somebody who is named. */
	trace: (actor?: string) => Trace;
	/** The owner of another workspace, who must be refused. */
	stranger: () => Trace;
	/** How often the house was told to read incidents or the setup again. */
	told: { incidents: number; setup: number };
	/** The monitors that were checked beside their schedule. */
	checkedNow: number[];
	/** Reads what is set up again, after it was changed beside the desk. */
	reload: () => Promise<void>;
	/** What the audit log says, oldest first: `incident.open Checkout is down`. */
	audit: () => Promise<string[]>;
	/** The events that subscribers are owed, each once, oldest first. */
	events: () => Promise<string[]>;
}

/** @param furnishMore what there is beside two workspaces and their page, made before the desks are opened */
export async function deskStory(
	furnishMore: (database: Database) => Promise<unknown> = () => Promise.resolve()
): Promise<DeskStory> {
	const database = await temporaryDatabase();
	await furnish(database);
	await furnishMore(database);
	const clock = new FakeClock(NOON);
	let made = 0;
	let roster = await loadRoster(database.client, sealer, clock.now());
	const told = { incidents: 0, setup: 0 };
	const checkedNow: number[] = [];
	const reload = async () => {
		roster = await loadRoster(database.client, sealer, clock.now());
	};
	const desk = createDesk({
		database,
		sealer,
		clock,
		newId: () => `made-${(made += 1)}`,
		settings: readSettings({ DATA_DIR: temporaryFolder() }),
		roster: () => roster,
		ask: ({ timeoutMs }) => Promise.resolve(checkOf('u', timeoutMs)),
		checkNow: (id) => Promise.resolve(void checkedNow.push(id)),
		tryChannel: ({ kind }) => Promise.resolve({ delivered: true, answer: `${kind} says yes` }),
		afterSetup: async () => {
			told.setup += 1;
			await reload();
		},
		afterIncidents: () => {
			told.incidents += 1;
			return Promise.resolve();
		}
	});
	const traceIn = (workspaceId: string, actor: string): Trace => {
		return { workspaceId, at: clock.now(), actor, address: '192.0.2.7' };
	};
	return {
		desk,
		database,
		clock,
		roster: () => roster,
		trace: (actor = 'ada@acme.example') => traceIn('ours', actor),
		stranger: () => traceIn('theirs', 'eve@rival.example'),
		told,
		checkedNow,
		reload,
		async audit() {
			const rows = await database.client.auditEntry.findMany({ orderBy: { id: 'asc' } });
			return rows.map(({ action, subject }) => `${action} ${subject}`);
		},
		async events() {
			const rows = await database.client.notice.findMany({
				where: { subscriberId: { not: null } },
				orderBy: [{ createdAt: 'asc' }, { id: 'asc' }]
			});
			return [...new Set(rows.map(({ event }) => event))];
		}
	};
}

/** Somebody of the public who confirmed, following some components or all. */
export async function subscribe(database: Database, id: string, componentIds: string[] = []): Promise<void> {
	const at = new Date(NOON);
	await database.client.subscriber.create({
		data: {
			id,
			workspaceId: 'ours',
			pageId: 'page',
			kind: 'email',
			address: `${id}@example.org`,
			createdAt: at,
			confirmedAt: at,
			components: { create: componentIds.map((componentId) => ({ componentId })) }
		}
	});
}

/** The refusal that an attempt ends with: `kind: sentence`, and the fields it names. */
export async function refusalOf(attempt: Promise<unknown>): Promise<{ says: string; fields: string[] }> {
	try {
		await attempt;
	} catch (fault) {
		if (fault instanceof Refusal) {
			return { says: `${fault.kind}: ${fault.message}`, fields: Object.keys(fault.errors) };
		}
		throw fault;
	}
	return { says: 'nothing was refused', fields: [] };
}
