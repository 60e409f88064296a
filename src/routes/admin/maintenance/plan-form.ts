/** The form that plans maintenance: from its fields to what the desk takes, and from a window to its fields. */
import { formatDuration } from '$lib/domain/duration';
import type { MaintenanceWindow } from '$lib/domain/maintenance';
import {
	ONCE,
	RECURRENCE_KINDS,
	recurrenceOf,
	ruleOf,
	WEEKDAYS,
	type Recurrence
} from '$lib/domain/recurrence';
import { instantOf, localAt } from '$lib/server/desk/maintenance-times';
import { error } from '@sveltejs/kit';

/** Field → text; a list is its parts with a space between, so that it comes back as it was ticked. */
export type PlanValues = Record<string, string>;

export async function readPlan(
	request: Request
): Promise<{ values: PlanValues; given: Record<string, unknown> }> {
	const form = await request.formData().catch(() => error(400, 'That is not a form that can be read.'));
	const values: PlanValues = {};
	for (const key of new Set(form.keys())) {
		const texts = form.getAll(key).filter((value) => typeof value === 'string');
		values[key.replace(/\[\]$/, '')] = texts.join(' ');
	}
	return { values, given: givenBy(values) };
}

/** As `/api/v1` would be sent it; what is left empty is left out. */
function givenBy(values: PlanValues): Record<string, unknown> {
	const { title = '', message = '', starts = '', ends = '', timezone = '', page = '' } = values;
	return {
		title,
		message: message.replace(/\r\n/g, '\n'),
		starts,
		...(ends === '' ? {} : { ends }),
		...(timezone === '' ? {} : { timezone }),
		...(page === '' ? {} : { page }),
		repeat: ruleOf(recurrenceIn(values)),
		components: wordsOf(values.components),
		notify_before: values.notify_before || null,
		notify: values.notify === 'on'
	};
}

/** A day on which a kind has no words falls back to what the form shows first. */
function recurrenceIn(values: PlanValues): Recurrence {
	const days = wordsOf(values.weekdays);
	const number = (text: string | undefined, otherwise: number) => Number(text) || otherwise;
	return {
		kind: RECURRENCE_KINDS.find((kind) => kind === values.repeats) ?? 'once',
		weeks: number(values.weeks, ONCE.weeks),
		weekdays: WEEKDAYS.filter((day) => days.includes(day)),
		nth: number(values.nth, ONCE.nth),
		nthDay: WEEKDAYS.find((day) => day === values.nth_day) ?? ONCE.nthDay,
		monthDay: number(values.month_day, ONCE.monthDay),
		rule: values.rule ?? '',
		until: values.until || null
	};
}

/** How the form shows a window that is there. */
export function valuesOf(window: MaintenanceWindow, keyOf: (id: string) => string | null): PlanValues {
	const { startsLocal, timeZone, durationMs, repeat, notifyBeforeMs, version } = window;
	// by the wall where it repeats, as the desk reads it
	const zone = repeat === null ? timeZone : 'UTC';
	return {
		...recurrenceValues(recurrenceOf(repeat)),
		title: window.title,
		message: window.message,
		starts: startsLocal,
		ends: localAt(instantOf(startsLocal, zone) + durationMs, zone),
		timezone: timeZone,
		components: window.componentIds.flatMap((id) => keyOf(id) ?? []).join(' '),
		notify_before: notifyBeforeMs === null ? '' : formatDuration(notifyBeforeMs),
		notify: 'on',
		version: String(version)
	};
}

/** How the form begins. */
export function newValues(starts: string, ends: string, timeZone: string): PlanValues {
	return {
		...recurrenceValues(ONCE),
		starts,
		ends,
		timezone: timeZone,
		notify_before: '1d',
		notify: 'on'
	};
}

function recurrenceValues({
	kind,
	weeks,
	weekdays,
	nth,
	nthDay,
	monthDay,
	rule,
	until
}: Recurrence): PlanValues {
	return {
		repeats: kind,
		weeks: String(weeks),
		weekdays: weekdays.join(' '),
		nth: String(nth),
		nth_day: nthDay,
		month_day: String(monthDay),
		rule,
		until: until ?? ''
	};
}

function wordsOf(text: string | undefined): string[] {
	return (text ?? '').split(' ').filter((word) => word !== '');
}
