/** One window as its page shows it: what it says, and its times with what can be done to each. */
import { isActive, overrunMs, type MaintenanceWindow, type Occurrence } from '$lib/domain/maintenance';
import { ruleInWords } from '$lib/domain/recurrence';
import { durationInWords } from '$lib/domain/words';
import { plannedLine } from '$lib/format/planned';
import { localAt } from '$lib/server/desk/maintenance-times';
import { timesAhead, type PlannedTime } from '$lib/server/maintenance-ahead';
import type { Roster } from '$lib/server/roster';
import { renderMarkdown } from '$lib/markdown';
import { valuesOf } from '../plan-form';

const SHOWN = 10;

export function windowView(window: MaintenanceWindow, roster: Roster, locale: string, now: number) {
	const { components, occurrences } = roster.facts;
	const written = occurrences.filter(({ windowId }) => windowId === window.id);
	const byRuleAt = new Map(written.map((one) => [one.ruleAt, one]));
	const shown = (one: PlannedTime) => timeView(window, one, byRuleAt.get(one.ruleAt) ?? null, locale, now);
	const past = written.filter(({ status, endsAt }) => status === 'completed' || endsAt <= now);
	return {
		window: {
			id: window.id,
			title: window.title,
			html: renderMarkdown(window.message),
			when: ruleInWords(window.repeat),
			timeZone: window.timeZone,
			isManaged: window.isManaged,
			archivedAt: window.archivedAt,
			components: components.filter(({ id }) => window.componentIds.includes(id)).map(({ name }) => name),
			reminder:
				window.notifyBeforeMs === null ? null : `${durationInWords(window.notifyBeforeMs)} before it begins`
		},
		values: valuesOf(window, (id) => components.find((one) => one.id === id)?.key ?? null),
		times: guarded(() => timesAhead(window, written, now, SHOWN)).map(shown),
		past: past
			.sort((a, b) => b.startsAt - a.startsAt)
			.slice(0, SHOWN)
			.map(shown)
	};
}

function timeView(
	{ timeZone, durationMs }: MaintenanceWindow,
	{ ruleAt, startsAt, endsAt, status }: PlannedTime,
	written: Occurrence | null,
	locale: string,
	now: number
) {
	const { text, length } = plannedLine({ from: startsAt, to: endsAt }, timeZone, locale, null);
	return {
		ruleAt,
		id: written?.id ?? null,
		startsAt,
		endsAt,
		status,
		isRunning:
			status === 'in_progress' || (status === 'scheduled' && isActive({ startsAt, endsAt, status }, now)),
		text,
		length,
		starts: localAt(startsAt, timeZone),
		ends: localAt(endsAt, timeZone),
		/** What the rule gave, where it was moved or shortened by hand. */
		ruled:
			startsAt === ruleAt && (endsAt - startsAt === durationMs || status === 'completed')
				? null
				: plannedLine({ from: ruleAt, to: ruleAt + durationMs }, timeZone, locale, null).text,
		overrunMs: written === null ? 0 : overrunMs(written, now),
		updates: (written?.updates ?? []).map((update) => ({ ...update, html: renderMarkdown(update.message) }))
	};
}

export type TimeView = ReturnType<typeof timeView>;

/** A rule that cannot be read any more leaves the page to change it. */
function guarded(find: () => PlannedTime[]): PlannedTime[] {
	try {
		return find();
	} catch {
		return [];
	}
}
