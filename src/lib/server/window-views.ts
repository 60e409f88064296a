/** What a calendar may know of the maintenance windows of a page: rules and exceptions, hidden components left out. */
import type { Component } from '../domain/component.ts';
import type { Occurrence } from '../domain/maintenance.ts';
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
		const { id, title, message, startsLocal, timeZone, repeat, version, createdAt, updatedAt } = window;
		return {
			id,
			title,
			message,
			startsLocal,
			timeZone,
			durationMs,
			repeat,
			version,
			createdAt,
			updatedAt,
			components: components.map(({ id: componentId, key, name }) => ({ id: componentId, key, name })),
			exceptions: (occurrencesOf.get(id) ?? [])
				.filter((occurrence) => isException(occurrence, durationMs))
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

function isException({ ruleAt, startsAt, endsAt, status }: Occurrence, durationMs: number): boolean {
	return status === 'cancelled' || startsAt !== ruleAt || endsAt - startsAt !== durationMs;
}
