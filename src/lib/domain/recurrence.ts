/** The usual rules of maintenance in plain words, and back: every week on Tuesday, the first Tuesday of the month. */
import { count, listInWords } from './words.ts';

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const WEEKDAY_NAMES: Record<Weekday, string> = {
	MO: 'Monday',
	TU: 'Tuesday',
	WE: 'Wednesday',
	TH: 'Thursday',
	FR: 'Friday',
	SA: 'Saturday',
	SU: 'Sunday'
};

/** Which of its weekdays in a month; -1 is the last. */
export const NTHS = [1, 2, 3, 4, -1] as const;
const NTH_NAMES: Record<number, string> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' };

export const RECURRENCE_KINDS = ['once', 'daily', 'weekly', 'weekday', 'day', 'rule'] as const;
export type RecurrenceKind = (typeof RECURRENCE_KINDS)[number];

/** A rule as the form has it; each kind looks at its own fields. */
export interface Recurrence {
	kind: RecurrenceKind;
	/** Weekly: every so many weeks, on these days; on the day of the start where none is given. */
	weeks: number;
	weekdays: Weekday[];
	/** By weekday: the nth such day of each month. */
	nth: number;
	nthDay: Weekday;
	/** By day: 1 to 28, or -1 for the last. */
	monthDay: number;
	/** RFC 5545, for all others. */
	rule: string;
	/** The last day on which it may begin, `2027-12-31`; null for no end. */
	until: string | null;
}

export const ONCE: Recurrence = {
	kind: 'once',
	weeks: 1,
	weekdays: [],
	nth: 1,
	nthDay: 'TU',
	monthDay: 1,
	rule: '',
	until: null
};

/** The rule of RFC 5545 that says it; null for once. */
export function ruleOf(recurrence: Recurrence): string | null {
	const { kind, weeks, weekdays, nth, nthDay, monthDay, rule, until } = recurrence;
	if (kind === 'once') return null;
	if (kind === 'rule') return rule;
	const parts = {
		daily: ['FREQ=DAILY'],
		weekly: [
			'FREQ=WEEKLY',
			...(weeks > 1 ? [`INTERVAL=${weeks}`] : []),
			...(weekdays.length > 0 ? [`BYDAY=${WEEKDAYS.filter((day) => weekdays.includes(day)).join(',')}`] : [])
		],
		weekday: ['FREQ=MONTHLY', `BYDAY=${nth}${nthDay}`],
		day: ['FREQ=MONTHLY', `BYMONTHDAY=${monthDay}`]
	}[kind];
	return [...parts, ...(until === null ? [] : [`UNTIL=${until.replaceAll('-', '')}T235959`])].join(';');
}

/** How the form shows a rule; what it has no words for stays a rule. */
export function recurrenceOf(rule: string | null): Recurrence {
	if (rule === null) return ONCE;
	const { UNTIL, ...parts } = partsOf(rule);
	const until = UNTIL === undefined ? null : dayOfUntil(UNTIL);
	const found = UNTIL !== undefined && until === null ? null : usual(parts);
	return found ? { ...ONCE, ...found, until } : { ...ONCE, kind: 'rule', rule };
}

/** `Every week on Tuesday and Thursday, until 2027-12-31`. */
export function ruleInWords(rule: string | null): string {
	const found = recurrenceOf(rule);
	const until = found.until === null ? '' : `, until ${found.until}`;
	const days = found.weekdays.map((day) => WEEKDAY_NAMES[day]);
	switch (found.kind) {
		case 'once':
			return 'Once';
		case 'daily':
			return `Every day${until}`;
		case 'weekly':
			return `Every ${found.weeks === 1 ? 'week' : count(found.weeks, 'week')}${days.length > 0 ? ` on ${listInWords(days)}` : ''}${until}`;
		case 'weekday':
			return `Every month on the ${NTH_NAMES[found.nth]} ${WEEKDAY_NAMES[found.nthDay]}${until}`;
		case 'day':
			return `Every month on ${found.monthDay === -1 ? 'its last day' : `day ${found.monthDay}`}${until}`;
		case 'rule':
			return `By the rule ${found.rule}`;
	}
}

export function nthInWords(nth: number): string {
	return NTH_NAMES[nth] ?? '';
}

function usual(parts: Record<string, string>): Partial<Recurrence> | null {
	const { FREQ, INTERVAL = '1', BYDAY, BYMONTHDAY, ...others } = parts;
	const weeks = Number(INTERVAL);
	if (Object.keys(others).length > 0 || !Number.isInteger(weeks) || weeks < 1) return null;
	if (FREQ === 'WEEKLY' && BYMONTHDAY === undefined && weeks <= 8) {
		const weekdays = BYDAY === undefined ? [] : BYDAY.split(',');
		return weekdays.every(isWeekday) ? { kind: 'weekly', weeks, weekdays } : null;
	}
	if (weeks !== 1) return null;
	if (FREQ === 'DAILY' && BYDAY === undefined && BYMONTHDAY === undefined) return { kind: 'daily' };
	if (FREQ !== 'MONTHLY') return null;
	if (BYDAY !== undefined && BYMONTHDAY === undefined) return usualWeekday(BYDAY);
	const monthDay = Number(BYMONTHDAY);
	const isUsual = BYDAY === undefined && (monthDay === -1 || (monthDay >= 1 && monthDay <= 28));
	return isUsual ? { kind: 'day', monthDay } : null;
}

function usualWeekday(byDay: string): Partial<Recurrence> | null {
	const [, nth = '', day = ''] = /^\+?(-?\d)(\w\w)$/.exec(byDay) ?? [];
	const isUsual = isWeekday(day) && (NTHS as readonly number[]).includes(Number(nth));
	return isUsual ? { kind: 'weekday', nth: Number(nth), nthDay: day } : null;
}

function partsOf(rule: string): Record<string, string> {
	return Object.fromEntries(
		rule
			.toUpperCase()
			.split(';')
			.filter((part) => part !== '')
			.map((part) => {
				const [name = '', value = ''] = part.split('=');
				return [name, value];
			})
	);
}

/** Of an end at the end of a day alone: another hour says more than a day can. */
function dayOfUntil(until: string): string | null {
	const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)T235959$/.exec(until) ?? [];
	return year === undefined ? null : `${year}-${month}-${day}`;
}

function isWeekday(text: string): text is Weekday {
	return (WEEKDAYS as readonly string[]).includes(text);
}
