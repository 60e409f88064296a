/** Writes what people said in the demo: incidents with their updates, and maintenance. */
import { dayAfter, dayOf } from '../../src/lib/domain/days.ts';
import { occurrencesOf } from '../../src/lib/server/calendar.ts';
import type { Db } from '../../src/lib/server/database.ts';
import * as incidents from '../../src/lib/server/stores/incidents.ts';
import * as occurrences from '../../src/lib/server/stores/occurrences.ts';
import * as windows from '../../src/lib/server/stores/windows.ts';
import type { Place } from './furnish.ts';
import type { Trouble } from './troubles.ts';
import { WINDOWS } from './windows.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const DAYS_BACK = 90;
const DAYS_AHEAD = 60;
/** Maintenance is announced so long before its first time. */
const ANNOUNCED_BEFORE_MS = 7 * DAY_MS;
const POSTMORTEM_AFTER_MS = 2 * DAY_MS;

export interface Told extends Place {
	/** Key → id. */
	components: ReadonlyMap<string, string>;
}

/** Writes what was said of a trouble. @returns the incident's id; null where nobody spoke */
export async function tell(
	tx: Db,
	{ workspaceId, page, anchor, newId, components }: Told,
	{ said, daysAgo, failure }: Trouble
): Promise<string | null> {
	const [first, ...later] = said?.updates ?? [];
	if (!said || !first) return null;
	const startedAt = Math.round(anchor - daysAgo * DAY_MS);
	const id = newId();
	const claims = Object.entries(said.components).flatMap(([key, status]) => {
		const componentId = components.get(key);
		return componentId ? [{ componentId, status }] : [];
	});
	const openedAt = startedAt + first.afterMinutes * MINUTE_MS;
	await incidents.create(tx, workspaceId, {
		id,
		pageId: page.id,
		title: said.title,
		impact: said.impact,
		status: first.status,
		isDraft: false,
		isAutomatic: false,
		cause: failure,
		startedAt,
		createdAt: openedAt,
		components: claims,
		update: { id: newId(), message: first.message, displayAt: openedAt, isAutomatic: false }
	});
	for (const { status, message, afterMinutes } of later) {
		const at = startedAt + afterMinutes * MINUTE_MS;
		if (status === 'resolved') {
			const well = claims.map(({ componentId }) => ({ componentId, status: 'operational' as const }));
			await incidents.revise(tx, id, { components: well, at });
		}
		const update = { id: newId(), status, message, displayAt: at, createdAt: at, isAutomatic: false };
		await incidents.addUpdate(tx, workspaceId, id, update);
	}
	if (said.postmortem) {
		const at = startedAt + POSTMORTEM_AFTER_MS;
		await incidents.publishPostmortem(tx, workspaceId, id, { text: said.postmortem, at });
	}
	return id;
}

/** Writes the maintenance windows with everything they gave and will give; what is over is completed. */
export async function announce(
	tx: Db,
	{ workspaceId, page, anchor, newId, components }: Told,
	now: number
): Promise<void> {
	const today = dayOf(anchor, page.timeZone);
	for (const { inDays, time, minutes, components: keys, ...window } of WINDOWS) {
		const fields = {
			...window,
			pageId: page.id,
			startsLocal: `${dayAfter(today, inDays)}T${time}`,
			timeZone: page.timeZone,
			durationMs: minutes * MINUTE_MS,
			notifyBeforeMs: DAY_MS,
			componentIds: keys.flatMap((key) => components.get(key) ?? []),
			isManaged: false
		};
		const id = newId();
		const announcedAt = Math.min(anchor, anchor + inDays * DAY_MS - ANNOUNCED_BEFORE_MS);
		await windows.save(tx, workspaceId, fields, id, announcedAt);
		const times = occurrencesOf(fields, anchor - DAYS_BACK * DAY_MS, anchor + DAYS_AHEAD * DAY_MS).map(
			({ from, to }) => ({ id: newId(), ruleAt: from, startsAt: from, endsAt: to })
		);
		await occurrences.write(tx, id, times, announcedAt);
		for (const { id: occurrenceId, endsAt } of times.filter((one) => one.endsAt <= now)) {
			await occurrences.change(tx, occurrenceId, { status: 'completed' }, endsAt);
		}
	}
}
