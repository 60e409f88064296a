/** A watched house with a desk for maintenance in it, two subscribers and a clock that moves when told. */
import type { Trace } from '../../src/lib/domain/audit.ts';
import { maintenanceDesk, type MaintenanceDesk } from '../../src/lib/server/desk/maintenance.ts';
import * as occurrences from '../../src/lib/server/stores/occurrences.ts';
import { NOON } from './database.ts';
import { watching, type Watching } from './watching.ts';

export type Planning = Watching & {
	desk: MaintenanceDesk;
	trace: () => Trace;
	/** What subscribers are owed, oldest first: `announced → ann`. */
	told: () => Promise<string[]>;
	/** Every occurrence of a window that is written down. */
	times: (windowId: string) => ReturnType<typeof occurrences.ofWindow>;
	/** Time goes on, and what is due is attended to. */
	pass: (ms: number) => Promise<void>;
	actions: () => Promise<string[]>;
};

export async function planning(
	monitors: Parameters<typeof watching>[0] = [{ key: 'shop' }]
): Promise<Planning> {
	const house = await watching(monitors);
	const { database, clock } = house;
	let made = 0;
	const desk = maintenanceDesk({
		database,
		newId: () => `desk-${(made += 1)}`,
		roster: house.roster,
		afterSetup: async () => {
			await house.reload();
			await house.maintenanceKeeper.unroll();
			await house.reload();
		}
	});
	const at = new Date(NOON);
	for (const [id, follows] of [
		['ann', []],
		['bob', [house.componentId('shop')]]
	] as const) {
		await database.client.subscriber.create({
			data: {
				id,
				workspaceId: 'ours',
				pageId: 'page',
				kind: 'email',
				address: `${id}@example.org`,
				createdAt: at,
				confirmedAt: at,
				components: { create: follows.map((componentId) => ({ componentId })) }
			}
		});
	}
	await house.reload();
	return Object.assign(house, {
		desk,
		trace: () => ({ workspaceId: 'ours', at: clock.now(), actor: 'owner@example.org', address: null }),
		async told() {
			const rows = await database.client.notice.findMany({
				where: { subscriberId: { not: null } },
				orderBy: [{ createdAt: 'asc' }, { recipient: 'asc' }]
			});
			return rows.map(
				({ document, subscriberId }) => `${(document as { moment: string }).moment} → ${subscriberId}`
			);
		},
		times: (windowId: string) => occurrences.ofWindow(database.client, 'ours', windowId),
		async pass(ms: number) {
			await clock.advance(ms);
			if (await house.maintenanceKeeper.attend()) await house.reload();
		},
		async actions() {
			const rows = await database.client.auditEntry.findMany({ orderBy: { id: 'asc' } });
			return rows.map(({ action }) => action);
		}
	});
}
