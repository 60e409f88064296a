/** What a calendar may know of the maintenance windows of a page: rules and exceptions, hidden components left out. */
import type { Component } from '../domain/component.ts';
import type { MaintenanceWindow, Occurrence } from '../domain/maintenance.ts';
import type { WindowView } from '../domain/snapshot.ts';
import type { StatusPage } from '../domain/status-page.ts';
import type { Roster } from './roster.ts';

/** @param shown the components that the public may see */
export function windowViews(page: StatusPage, roster: Roster, shown: readonly Component[]): WindowView[] {
	const occurrencesOf = Map.groupBy(roster.facts.occurrences, ({ windowId }) => windowId);
	return roster.facts.windows.flatMap((window) => {
		const { componentIds, durationMs } = window;
		const components = shown.filter(({ id }) => componentIds.includes(id));
		const isHidden = componentIds.length > 0 && components.length === 0;
		if (window.pageId !== page.id || isHidden) return [];
		const { id, title, message, startsLocal, timeZone, version, createdAt, updatedAt, archivedAt } = window;
		const given = occurrencesOf.get(id) ?? [];
		if (archivedAt !== null && isForgotten(window, given)) return [];
		return {
			id,
			title,
			message,
			startsLocal,
			timeZone,
			durationMs,
			repeat: ruleUntil(window),
			version,
			createdAt,
			updatedAt,
			components: components.map(({ id: componentId, key, name }) => ({ id: componentId, key, name })),
			exceptions: given
				.filter((occurrence) => isException(occurrence, durationMs))
				.filter(({ ruleAt }) => archivedAt === null || window.repeat === null || ruleAt <= archivedAt)
				.map((occurrence) => ({
					ruleAt: occurrence.ruleAt,
					startsAt: occurrence.startsAt,
					endsAt: occurrence.endsAt,
					isCancelled: occurrence.status === 'cancelled',
					updatedAt: occurrence.updatedAt
				}))
		};
	});
}

/** Of a cancelled window, nothing is left to show: it never took place, or that was long ago. */
function isForgotten({ repeat }: MaintenanceWindow, given: readonly Occurrence[]): boolean {
	const left = repeat === null ? given : given.filter(({ status }) => status !== 'cancelled');
	return left.length === 0;
}

/** The rule of a cancelled window ends with it: without that, a calendar would go on for ever. */
function ruleUntil({ repeat, archivedAt }: MaintenanceWindow): string | null {
	if (repeat === null || archivedAt === null) return repeat;
	const parts = repeat.split(';').filter((part) => !/^(?:UNTIL|COUNT)=/i.test(part));
	const until = new Date(archivedAt).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
	return [...parts, `UNTIL=${until}`].join(';');
}

function isException({ ruleAt, startsAt, endsAt, status }: Occurrence, durationMs: number): boolean {
	return status === 'cancelled' || startsAt !== ruleAt || endsAt - startsAt !== durationMs;
}
