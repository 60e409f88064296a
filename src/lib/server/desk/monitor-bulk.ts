/** What is done to several monitors at once: all of them or none. */
import type { Trace } from '../../domain/audit.ts';
import type { Monitor } from '../../domain/monitor.ts';
import { limitsOf } from '../../domain/limits.ts';
import type { Db } from '../database.ts';
import * as audit from '../stores/audit.ts';
import * as edits from '../stores/monitor-edits.ts';
import * as monitors from '../stores/monitors.ts';
import * as outages from '../stores/outages.ts';
import type { DeskHouse } from './desk-house.ts';
import type { TagChange } from './monitor-input.ts';
import { found, Refusal } from './refusal.ts';

export interface MonitorBulk {
	/** Stops asking. From then on nothing is known of them, and open outages end. The config file does not say this, so its monitors can be paused too. */
	pause(trace: Trace, keys: readonly string[]): Promise<void>;
	resume(trace: Trace, keys: readonly string[]): Promise<void>;
	/** Takes them away with their components; what was recorded stays, and `restore` brings all of it back. */
	archive(trace: Trace, keys: readonly string[]): Promise<void>;
	restore(trace: Trace, keys: readonly string[]): Promise<void>;
	tag(trace: Trace, keys: readonly string[], change: TagChange): Promise<void>;
}

export function monitorBulk(house: DeskHouse): MonitorBulk {
	const { database, sealer } = house;

	async function each(
		trace: Trace,
		keys: readonly string[],
		act: (tx: Db, chosen: Monitor[]) => Promise<void>
	): Promise<void> {
		await database.transaction(async (tx) => {
			const chosen: Monitor[] = [];
			for (const key of new Set(keys)) {
				chosen.push(found(await monitors.get(tx, sealer, trace.workspaceId, key), 'monitor'));
			}
			await act(tx, chosen);
		});
		await house.afterSetup();
	}

	async function note(
		tx: Db,
		trace: Trace,
		action: string,
		chosen: readonly { key: string }[]
	): Promise<void> {
		for (const { key } of chosen) {
			await audit.record(tx, trace, { action: `monitor.${action}`, subject: key });
		}
	}

	return {
		pause: (trace, keys) =>
			each(trace, keys, async (tx, chosen) => {
				const running = chosen.filter(({ pausedAt }) => pausedAt === null);
				await edits.setPaused(tx, idsOf(running), trace.at);
				await note(tx, trace, 'pause', running);
			}),
		resume: (trace, keys) =>
			each(trace, keys, async (tx, chosen) => {
				const paused = chosen.filter(({ pausedAt }) => pausedAt !== null);
				await edits.setPaused(tx, idsOf(paused), null);
				await note(tx, trace, 'resume', paused);
			}),
		archive: (trace, keys) =>
			each(trace, keys, async (tx, chosen) => {
				allByHand(chosen);
				await edits.archive(tx, trace.workspaceId, idsOf(chosen), trace.at);
				await outages.closeArchived(tx, trace.at);
				await note(tx, trace, 'archive', chosen);
			}),
		async restore(trace, keys) {
			await database.transaction(async (tx) => {
				const gone = await edits.archived(tx, trace.workspaceId, keys);
				if (gone.length < new Set(keys).size) found(null, 'monitor');
				allByHand(gone);
				const isDefaultWorkspace = house.roster().isDefaultWorkspace(trace.workspaceId);
				const most = limitsOf({ isDefaultWorkspace }).monitors;
				if ((await edits.count(tx, trace.workspaceId)) + gone.length > most) {
					throw new Refusal('full', `This workspace may have ${most} monitors and would have more.`);
				}
				await edits.restore(tx, trace.workspaceId, gone, trace.at);
				await note(tx, trace, 'restore', gone);
			});
			await house.afterSetup();
		},
		tag: (trace, keys, { add, remove }) =>
			each(trace, keys, async (tx, chosen) => {
				allByHand(chosen);
				for (const { id, key, tags } of chosen) {
					const next = [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag));
					if (next.join('\n') === tags.join('\n')) continue;
					await edits.setTags(tx, id, next, trace.at);
					const change = { before: { tags }, after: { tags: next } };
					await audit.record(tx, trace, { action: 'monitor.tag', subject: key, ...change });
				}
			})
	};
}

function idsOf(chosen: readonly Monitor[]): number[] {
	return chosen.map(({ id }) => id);
}

/** Refuses all of them where one is ruled by the config file, and names it. */
function allByHand(chosen: readonly { name: string; isManaged: boolean }[]): void {
	const managed = chosen.find(({ isManaged }) => isManaged);
	if (managed) {
		throw new Refusal(
			'managed',
			`${managed.name} is managed by gatehouse.yaml. Change it there. Nothing was done.`
		);
	}
}
