/** From what a person gave to what is stored of a window, and to what the audit log says of it. */
import type { Facts } from '../../domain/audit.ts';
import { formatDuration, parseDuration } from '../../domain/duration.ts';
import type { MaintenanceWindow } from '../../domain/maintenance.ts';
import type { StatusPage } from '../../domain/status-page.ts';
import { nextOccurrences } from '../calendar.ts';
import type { Roster } from '../roster.ts';
import type { WindowFields } from '../stores/windows.ts';
import type { MaintenanceChange, MaintenanceInput } from './maintenance-input.ts';
import { whenOf, type When } from './maintenance-times.ts';
import { Refusal } from './refusal.ts';

/**
 * What a new window is.
 * @throws Refusal by field, for what the schema alone cannot see
 */
export function newFields(
	workspaceId: string,
	input: MaintenanceInput,
	roster: Roster,
	now: number
): WindowFields {
	const componentIds = idsOf(workspaceId, input.components, roster);
	const page = pageOf(workspaceId, input.page, componentIds, roster);
	const when = whenOf(input, input.timezone ?? page.timeZone);
	refusePast(when, now);
	return {
		...when,
		key: null,
		isManaged: false,
		pageId: page.id,
		title: input.title,
		message: input.message,
		componentIds,
		notifyBeforeMs: leadOf(input.notify_before)
	};
}

/** What a window is after a change. @throws Refusal by field */
export function changedFields(
	before: MaintenanceWindow,
	input: MaintenanceChange,
	roster: Roster,
	now: number
): Omit<WindowFields, 'isManaged' | 'key'> {
	const { starts, ends, duration, timezone, repeat } = input;
	const isRetimed = [starts, ends, duration, timezone, repeat].some((given) => given !== undefined);
	const when = isRetimed
		? whenOf(
				{
					starts: starts ?? before.startsLocal,
					repeat: repeat === undefined ? before.repeat : repeat,
					...(ends === undefined
						? { duration: duration ?? formatDuration(before.durationMs) }
						: { ends, duration })
				},
				timezone ?? before.timeZone
			)
		: before;
	if (!isSameTime(before, when)) refusePast(when, now);
	return {
		startsLocal: when.startsLocal,
		timeZone: when.timeZone,
		durationMs: when.durationMs,
		repeat: when.repeat,
		pageId: before.pageId,
		title: input.title ?? before.title,
		message: input.message ?? before.message,
		componentIds: input.components
			? idsOf(before.workspaceId, input.components, roster)
			: before.componentIds,
		notifyBeforeMs: input.notify_before === undefined ? before.notifyBeforeMs : leadOf(input.notify_before)
	};
}

export function isSameTime(before: When, after: When): boolean {
	return (['startsLocal', 'timeZone', 'durationMs', 'repeat'] as const).every(
		(name) => before[name] === after[name]
	);
}

/** What the audit log keeps of a window. */
export function factsOf(fields: Omit<WindowFields, 'isManaged' | 'key'>, roster: Roster): Facts {
	const { title, message, startsLocal, timeZone, durationMs, repeat, notifyBeforeMs, componentIds } = fields;
	return {
		title,
		message,
		starts: startsLocal,
		timezone: timeZone,
		duration: formatDuration(durationMs),
		repeat,
		components: roster.facts.components.filter(({ id }) => componentIds.includes(id)).map(({ key }) => key),
		notify_before: notifyBeforeMs === null ? null : formatDuration(notifyBeforeMs)
	};
}

function leadOf(text: string | null | undefined): number | null {
	return text === null || text === undefined ? null : parseDuration(text);
}

function idsOf(workspaceId: string, keys: readonly string[], roster: Roster): string[] {
	const known = roster.facts.components.filter((component) => component.workspaceId === workspaceId);
	return [...new Set(keys)].map((key) => {
		const component = known.find((one) => one.key === key);
		if (component) return component.id;
		const sentence = `There is no component "${key}".`;
		throw new Refusal('invalid', sentence, { components: sentence });
	});
}

/** The page that announces it: the one named, else that of its first component, else the workspace's first. */
function pageOf(
	workspaceId: string,
	slug: string | undefined,
	componentIds: readonly string[],
	{ facts }: Roster
): StatusPage {
	const pages = facts.pages.filter((page) => page.workspaceId === workspaceId);
	if (slug !== undefined) {
		const named = pages.find((page) => page.slug === slug);
		if (named) return named;
		const sentence = `There is no page "${slug}".`;
		throw new Refusal('invalid', sentence, { page: sentence });
	}
	const first = facts.components.find(({ id }) => id === componentIds[0]);
	const page = pages.find(({ id }) => id === first?.pageId) ?? pages.find((one) => one.isDefault) ?? pages[0];
	if (!page) throw new Refusal('missing', 'This workspace has no page yet. Make one first.');
	return page;
}

function refusePast(when: When, now: number): void {
	if (nextOccurrences(when, now, 1).length > 0) return;
	const sentence =
		when.repeat === null
			? 'That would be over by now: give a later time.'
			: 'This rule gives no time from now on: give a later start or another rule.';
	throw new Refusal('invalid', sentence, { [when.repeat === null ? 'starts' : 'repeat']: sentence });
}
