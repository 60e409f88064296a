/** What a workspace has planned, from memory: what runs, what comes, what was, and a month of it as a calendar. */
import { dayAfter, dayOf, startOfDay } from '../domain/days.ts';
import {
	overrunMs,
	type MaintenanceWindow,
	type Occurrence,
	type OccurrenceStatus
} from '../domain/maintenance.ts';
import { occurrencesOf } from './calendar.ts';
import { timesAhead } from './maintenance-ahead.ts';
import type { Roster } from './roster.ts';

/** Of a window that repeats, so many coming times are listed; the calendar shows the rest. */
const COMING_OF_EACH = 3;
const PAST_SHOWN = 30;

export interface AgendaItem {
	/** Unique among those listed. */
	id: string;
	windowId: string;
	title: string;
	startsAt: number;
	endsAt: number;
	status: OccurrenceStatus;
	/** How long it runs, or ran, past the end that was announced. */
	overrunMs: number;
	isManaged: boolean;
	components: string[];
}

export interface Agenda {
	running: AgendaItem[];
	coming: AgendaItem[];
	/** The latest first, of the last 91 days. */
	past: AgendaItem[];
}

export interface AgendaDay {
	/** `2026-12-01` */
	day: string;
	isToday: boolean;
	items: AgendaItem[];
}

export function agendaOf(roster: Roster, workspaceId: string, now: number): Agenda {
	const windows = windowsOf(roster, workspaceId);
	const written = writtenOf(roster);
	const known = windows.flatMap((window) =>
		(written.get(window.id) ?? []).map((one) => itemOf(roster, window, one, now))
	);
	const coming = windows.flatMap((window) => {
		const rows = written.get(window.id) ?? [];
		return guarded(() => timesAhead(window, rows, now, COMING_OF_EACH + rows.length))
			.filter(({ status }) => status === 'scheduled')
			.slice(0, COMING_OF_EACH)
			.map((one) => itemOf(roster, window, one, now));
	});
	return {
		running: known.filter(({ status }) => status === 'in_progress'),
		coming: coming.sort((a, b) => a.startsAt - b.startsAt),
		past: known
			.filter(({ status, endsAt }) => status === 'completed' || (status === 'cancelled' && endsAt <= now))
			.sort((a, b) => b.startsAt - a.startsAt)
			.slice(0, PAST_SHOWN)
	};
}

/** The weeks of a month, Monday first, in the given zone; days of the months beside it fill the first and the last. */
export function monthOf(
	roster: Roster,
	workspaceId: string,
	month: string,
	timeZone: string,
	now: number
): AgendaDay[][] {
	const first = `${month}-01`;
	const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
	const days: string[] = [];
	for (
		let day = dayAfter(first, -weekday);
		day.slice(0, 7) <= month || days.length % 7 !== 0;
		day = dayAfter(day)
	) {
		days.push(day);
	}
	const from = startOfDay(days[0] ?? first, timeZone);
	const to = startOfDay(dayAfter(days.at(-1) ?? first), timeZone);
	const items = between(roster, workspaceId, from, to, now);
	const today = dayOf(now, timeZone);
	const shown = days.map((day) => {
		const [begin, end] = [startOfDay(day, timeZone), startOfDay(dayAfter(day), timeZone)];
		return {
			day,
			isToday: day === today,
			items: items.filter(({ startsAt, endsAt }) => startsAt < end && endsAt > begin)
		};
	});
	return Array.from({ length: shown.length / 7 }, (_, week) => shown.slice(week * 7, week * 7 + 7));
}

/** What is written down, and what the rules give beyond that. */
function between(roster: Roster, workspaceId: string, from: number, to: number, now: number): AgendaItem[] {
	const written = writtenOf(roster);
	return windowsOf(roster, workspaceId)
		.flatMap((window) => {
			const rows = written.get(window.id) ?? [];
			const known = new Set(rows.map(({ ruleAt }) => ruleAt));
			const begin = Math.max(from, now);
			const ruled =
				window.archivedAt === null && begin < to ? guarded(() => occurrencesOf(window, begin, to)) : [];
			return [
				...rows.filter(({ startsAt, endsAt }) => startsAt < to && endsAt > from),
				...ruled
					.filter(({ from: at }) => at > now && !known.has(at))
					.map((span) => ({ ...beyond(span.from), startsAt: span.from, endsAt: span.to }))
			].map((one) => itemOf(roster, window, one, now));
		})
		.sort((a, b) => a.startsAt - b.startsAt);
}

function beyond(ruleAt: number) {
	return { id: null, ruleAt, status: 'scheduled' as const, plannedEndsAt: null };
}

function itemOf(
	roster: Roster,
	window: MaintenanceWindow,
	one: Pick<Occurrence, 'ruleAt' | 'startsAt' | 'endsAt' | 'status'> & { plannedEndsAt?: number | null },
	now: number
): AgendaItem {
	const { ruleAt, startsAt, endsAt, status, plannedEndsAt = null } = one;
	return {
		id: `${window.id}-${ruleAt}`,
		windowId: window.id,
		title: window.title,
		startsAt,
		endsAt,
		status,
		overrunMs: overrunMs({ endsAt, status, plannedEndsAt }, now),
		isManaged: window.isManaged,
		components: roster.facts.components
			.filter(({ id }) => window.componentIds.includes(id))
			.map(({ name }) => name)
	};
}

function windowsOf(roster: Roster, workspaceId: string): MaintenanceWindow[] {
	return roster.facts.windows.filter((window) => window.workspaceId === workspaceId);
}

function writtenOf(roster: Roster): Map<string, Occurrence[]> {
	return Map.groupBy(roster.facts.occurrences, ({ windowId }) => windowId);
}

/** A stored rule that cannot be read spoils its own window only. */
function guarded<T>(find: () => T[]): T[] {
	try {
		return find();
	} catch {
		return [];
	}
}
