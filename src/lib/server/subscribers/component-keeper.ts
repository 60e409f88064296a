/**
 * Owes programs every change of a component's effective status. What was told last is stored and moves on in the
 * transaction that owes the next, so that whatever changes the status, and however often this starts anew, nothing is lost
 * or told twice.
 */
import type { ComponentStatus } from '../../domain/component.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database.ts';
import * as notices from '../stores/notices.ts';
import * as toldStatuses from '../stores/told-statuses.ts';

export interface ComponentKeeper {
	/** One look at how everything is. Cheap while nothing has changed. */
	attend(): Promise<void>;
}

export interface ShownPage {
	workspaceId: string;
	pageId: string;
	/** Those that the public sees. */
	components: readonly { id: string; status: ComponentStatus }[];
}

/** Maintenance begins and ends by the clock, without anything that says so. */
const LOOK_AGAIN_AFTER_MS = 10_000;

interface Move {
	page: ShownPage;
	componentId: string;
	from: ComponentStatus | null;
	to: ComponentStatus;
}

export function createComponentKeeper(house: {
	database: Database;
	clock: Clock;
	/** Grows with every change of what the public sees. */
	changes: () => number;
	pages: () => ShownPage[];
}): ComponentKeeper {
	const { database, clock } = house;
	let told: Map<string, ComponentStatus | null> | null = null;
	let seen = { changes: -1, at: -Infinity };

	/** A status that nobody knows is no change: what was told before stays until something is known. */
	function movesOf(page: ShownPage, before: ReadonlyMap<string, ComponentStatus | null>): Move[] {
		return page.components.flatMap(({ id, status }): Move[] => {
			const from = before.get(id) ?? null;
			if (status === 'unknown' || status === from) return [];
			return [{ page, componentId: id, from, to: status }];
		});
	}

	async function tell({ page, componentId, from, to }: Move): Promise<void> {
		const at = clock.now();
		await database.transaction(async (tx) => {
			if (!(await toldStatuses.moveOn(tx, componentId, from, to)) || from === null) return;
			await notices.oweToSubscribers(tx, {
				workspaceId: page.workspaceId,
				pageId: page.pageId,
				event: `component:${componentId}:${at}`,
				document: { kind: 'component', componentId, from, to, at },
				componentIds: [componentId],
				at
			});
		});
	}

	return {
		async attend() {
			const [changes, at] = [house.changes(), clock.monotonic()];
			if (told && changes === seen.changes && at - seen.at < LOOK_AGAIN_AFTER_MS) return;
			told ??= await toldStatuses.all(database.client);
			const before = told;
			const moves = house.pages().flatMap((page) => movesOf(page, before));
			for (const move of moves) {
				try {
					await tell(move);
				} catch (error) {
					// what is stored decides, and it may have moved on before this failed
					told = null;
					throw error;
				}
				told.set(move.componentId, move.to);
			}
			seen = { changes, at };
		}
	};
}
