/** The past as a list of days: what was said and done on each, newest first. Runs on the server only. */
import { dayAfter, dayOf } from '../domain/days.ts';
import type { PageSnapshot } from '../domain/snapshot.ts';
import { showBriefly, showMaintenance, type ShownIncident, type ShownMaintenance } from './shown.ts';

/** One day, or several quiet ones in a row. */
export interface DayEntry {
	first: string;
	last: string;
	/** Those that began on the day, newest first. */
	incidents: ShownIncident[];
	maintenances: ShownMaintenance[];
}

/** The last `count` days of the page's zone; quiet days in a row are one entry. */
export function recentDays(snapshot: PageSnapshot, count: number): DayEntry[] {
	const today = dayOf(snapshot.builtAt, snapshot.page.timeZone);
	const entries = Array.from({ length: count }, (_, back) => entryOf(snapshot, dayAfter(today, -back)));
	return entries.reduce<DayEntry[]>((merged, entry) => {
		const before = merged.at(-1);
		if (before && isQuiet(before) && isQuiet(entry)) before.first = entry.first;
		else merged.push(entry);
		return merged;
	}, []);
}

/** The days of a month (`2026-11`) on which something was. */
export function daysOfMonth(snapshot: PageSnapshot, month: string): DayEntry[] {
	return pastDays(snapshot)
		.filter((day) => day.startsWith(month))
		.map((day) => entryOf(snapshot, day));
}

/** The months on which something was, newest first. */
export function monthsOfHistory(snapshot: PageSnapshot): string[] {
	return [...new Set(pastDays(snapshot).map((day) => day.slice(0, 7)))];
}

function pastDays({ incidents, maintenances, builtAt, page }: PageSnapshot): string[] {
	const starts = [
		...incidents.map(({ startedAt }) => startedAt),
		...maintenances.map(({ startsAt }) => startsAt)
	];
	const days = starts.filter((at) => at <= builtAt).map((at) => dayOf(at, page.timeZone));
	return [...new Set(days)].sort().reverse();
}

function entryOf({ incidents, maintenances, builtAt, page }: PageSnapshot, day: string): DayEntry {
	return {
		first: day,
		last: day,
		incidents: incidents.filter(({ startedAt }) => dayOf(startedAt, page.timeZone) === day).map(showBriefly),
		maintenances: maintenances
			.filter(({ startsAt }) => startsAt <= builtAt && dayOf(startsAt, page.timeZone) === day)
			.map((one) => showMaintenance(one))
	};
}

function isQuiet({ incidents, maintenances }: DayEntry): boolean {
	return incidents.length === 0 && maintenances.length === 0;
}
